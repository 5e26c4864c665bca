"""Interviews in bulk: pasted lines, spread over the pairs that are free and near."""

from datetime import date, time

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from accounts import clock
from fieldwork import actions
from fieldwork.actions.matching import Pasted, matches
from fieldwork.flags import overlap
from fieldwork.matching import looks_like_a_name, read
from fieldwork.models import DiaryEntry
from tests.fieldwork import stages
from tests.fieldwork.stages import TUE, add
from tests.inspections.forms import opened
from tests.inspections.stages import ON_SITE_AT, RECORDED_AT

pytestmark = pytest.mark.django_db
DAYS = [date(2024, 2, day) for day in (5, 6, 7, 8)]
SITES = {"a1": 1, "b1": 2}
PASTED = "6 Feb 10:00, FCA 12, A1\n6 Feb 10:00, FCA 13, B1\n6 Feb 13:30\tService manager 2\tA1\n6 Feb 10:15, FCA 14, A1"


@pytest.mark.parametrize(
    ("text", "day", "starts"),
    [
        ("6 Feb 10:00, FCA 12, A1", TUE, time(10)),
        ("Tue 6 February 9.30; FCA 12; A1", TUE, time(9, 30)),
        ("6/2 2pm\tFCA 12\tA1", TUE, time(14)),
        ("10:00, FCA 12, a1 Northtown office", DAYS[2], time(10)),
    ],
)
def test_lines_are_read_as_people_write_them(text, day, starts):
    (line,) = read(text, DAYS[2], DAYS, SITES)
    assert (line.fault, line.day, line.starts, line.practitioner, line.site) == ("", day, starts, "FCA 12", 1)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("FCA 12", "with commas between"),
        ("soon, FCA 12, A1", "Begin with a time"),
        ("6 Feb 25:00, FCA 12, A1", "Begin with a time"),
        ("6 March 10:00, FCA 12, A1", "from Mon 5 Feb 2024 to Thu 8 Feb 2024"),
        ("10:00, FCA 12, A1", "working day of this inspection"),
        ("6 Feb 10:00, FCA 12, Z9", "No site"),
    ],
)
def test_what_cannot_be_read_is_said_of_its_line(text, fault):
    (line,) = read(f"\n{text}\n", None, DAYS, SITES)
    assert line.number == 2
    assert fault in line.fault


@given(st.text(max_size=200))
def test_no_pasted_text_breaks_the_reading(text):
    assert all(line.fault or line.site for line in read(text, TUE, DAYS, SITES))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("FCA 12", False),
        ("Family Court Adviser 3", False),
        ("Service Manager North", False),
        ("guardian of PR-104", False),
        ("Calla Invented", True),
        ("FCA Leonie Fictional", True),
    ],
)
def test_what_looks_like_a_name_is_warned_of(text, named):
    assert looks_like_a_name(text) is named


@pytest.fixture
def inspection(cast):
    found = stages.teamed(cast)
    with clock.moved_to(RECORDED_AT):
        actions.put_in_beforehand(found, by=cast.lead)
    return found


def test_each_goes_to_the_pair_that_is_there_and_free(cast, inspection):
    with clock.moved_to(ON_SITE_AT):
        found = {each.line.practitioner: each for each in matches(inspection, Pasted(PASTED), cast.lead)}
    pair = {name: inspection.pairs.get(name=name).pk for name in ("Pair A", "Pair B")}
    assert found["FCA 12"].pair == found["Service manager 2"].pair == pair["Pair A"]
    assert found["FCA 13"].pair == pair["Pair B"]
    # Pair A is with FCA 12 and Pair B at the other site with FCA 13.
    assert found["FCA 14"].pair is None
    assert "No pair is free" in found["FCA 14"].why


def test_nothing_matched_overlaps_or_skips_a_journey(cast, inspection):
    with clock.moved_to(ON_SITE_AT):
        lines = "\n".join(f"6 Feb {9 + n // 2}:{n % 2 * 30:02d}, FCA {n}, {'AB'[n % 2]}1" for n in range(14))
        found = [each for each in matches(inspection, Pasted(lines), cast.lead) if each.pair]
        actions.match_interviews(inspection, Pasted(lines), chosen=[each.key for each in found], by=cast.lead)
        from fieldwork.queries import grid

        shown = grid.diary(inspection, cast.lead)
    assert len(found) > 4
    assert stages.texts(flag for flag in shown.flags if flag.rule == "SITE-06") == ""
    taken = [row.slot() for row in shown.rows if row.kind == "interview"]
    assert not any(overlap(a, b) for a in taken for b in taken if a.id < b.id and a.who & b.who)


def test_paste_look_and_take_some(cast, as_, inspection):
    address = reverse("interview_match", args=[inspection.ref])
    with clock.moved_to(ON_SITE_AT):
        client = as_(cast.lead)
        hidden = opened(client, address)
        shown = client.post(address, hidden | {"lines": PASTED + "\n6 Feb 14:45, Calla Invented, B1", "show": ""})
        page = shown.content.decode()
        assert "FCA 12" in page
        assert "Looks like a name" in page
        assert not DiaryEntry.objects.filter(kind="interview").exists()
        taken = {"lines": PASTED, "accept": "", "chosen": ["1", "3", "4"]}
        rest = client.post(address, hidden | taken).content.decode()
        assert "2 interviews put into the diary." in rest
        typed = rest[rest.index("<textarea") : rest.index("</textarea>")]
        assert "FCA 13" in typed
        assert "FCA 12" not in typed
        assert client.post(address, hidden | taken).status_code == 302
    made = DiaryEntry.objects.filter(kind="interview")
    assert sorted(made.values_list("with_whom", flat=True)) == ["FCA 12", "Service manager 2"]


def test_a_deputy_matches_for_their_own_pair(cast, inspection):
    with clock.moved_to(ON_SITE_AT):
        found = matches(inspection, Pasted(PASTED), cast.second_deputy)
    assert {each.pair for each in found} <= {inspection.pairs.get(name="Pair B").pk, None}


def test_nothing_ticked_or_nothing_free_is_said(cast, as_, inspection):
    add(inspection, cast.deputy, at="10:00-11:00", site="A1", by=cast.lead)
    address = reverse("interview_match", args=[inspection.ref])
    with clock.moved_to(ON_SITE_AT):
        client = as_(cast.lead)
        hidden = opened(client, address)
        answer = client.post(address, hidden | {"lines": PASTED, "accept": "", "chosen": []})
        assert answer.status_code == 400
        assert "None of these lines" in answer.content.decode()
        assert client.post(address, hidden | {"lines": "", "show": ""}).status_code == 400


def test_a_time_that_asks_for_a_reason_is_matched_to_nobody_and_says_why(cast, inspection):
    with clock.moved_to(ON_SITE_AT):
        (late,) = matches(inspection, Pasted("6 Feb 18:30, FCA 12, A1"), cast.lead)
    assert late.pair is None
    assert late.why == "On site after 18:00, until 19:30. Add it as an entry, with a reason."


def test_more_than_can_be_pasted_at_once_is_kept_and_refused_in_words(cast, as_, inspection):
    lines = "\n".join(f"6 Feb 10:00, FCA {number}, A1" for number in range(5000))
    with clock.moved_to(ON_SITE_AT):
        client, address = as_(cast.lead), reverse("interview_match", args=[inspection.ref])
        refused = client.post(address, opened(client, address) | {"lines": lines, "show": ""})
    assert refused.status_code == 400
    assert refused.context["form"].errors["lines"][0].startswith("Paste 20000 characters or fewer at a time")
    assert "FCA 4999, A1" in refused.content.decode()
