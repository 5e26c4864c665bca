"""What is kept of a list: counts of groups and keyed hashes of names, made by the worker, and nothing of any row."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import settings as configured
from django.core.files.base import ContentFile
from django.db import DatabaseError, transaction
from django.urls import reverse

from files import uploads
from files.jobs import run_queued, tick
from files.models import Job
from information.actions.files import give_files, place_file
from information.actions.listing import check_list, send_list
from information.listing import names, read
from information.listing.columns import columns_of
from information.listing.spread import age_band, spread
from information.models import AnnexItem, ListCheck, ListSpread, NameHash
from information.queries.listing import names_of_children, spread_of
from inspections import actions as inspecting
from inspections.models import Inspection
from tests.cast import Cast
from tests.information import giving
from tests.information.lists import ANNEX, FIELDS, OLD, TODAY, listed, workbook
from tests.inspections import stages

CHILD, BORN = "Whinchat, Zebulon", "2015-09-17"


def counted(*rows: dict[str, str], **options: Any) -> dict[str, dict[str, int]]:
    lines = read(listed(*rows, **options), FIELDS, ANNEX)
    return {label: dict(groups) for label, groups in spread(lines.rows, columns_of(lines.header, FIELDS), TODAY)}


def test_each_dimension_is_counted_in_known_groups() -> None:
    found = counted(
        {"gender": "F", "ethnicity": "White British", "law_type": "Public law", "disability": "y", "audit": "Yes"},
        {"gender": "male", "ethnicity": "Mixed: White and Asian", "law_type": "private", "service_area": "a15 London"},
        {"gender": "Boy", "ethnicity": "Asian or Asian British", "law_type": "Private", "disability": ""},
    )
    assert found["Gender"] == {"Male": 2, "Female": 1}
    assert found["Ethnicity"] == {"Asian": 1, "Mixed": 1, "White": 1}
    assert found["Law type"] == {"Private law": 2, "Public law": 1}
    assert found["Disability"] == {"No": 1, "Yes": 1, "Not known": 1}
    assert found["Audited before"] == {"No": 2, "Yes": 1}
    assert found["Service area"] == {"A1": 2, "A15": 1}


@pytest.mark.parametrize(
    ("born", "band"),
    [
        (date(2025, 2, 25), "Under 1"),
        (date(2025, 2, 24), "1 to 4"),
        (date(2021, 2, 25), "1 to 4"),
        (date(2021, 2, 24), "5 to 9"),
        (date(2016, 2, 24), "10 to 15"),
        (date(2010, 2, 24), "16 and 17"),
        (date(2008, 2, 25), "16 and 17"),
        (date(2008, 2, 24), "18 and over"),
        (date(2026, 2, 25), "Not known"),
        (None, "Not known"),
    ],
)
def test_an_age_is_whole_years_on_the_day(born: date | None, band: str) -> None:
    assert age_band(born, TODAY) == band


@pytest.mark.parametrize(
    ("weeks", "band"),
    [
        (25, "Under 26 weeks"),
        (26, "26 to under 52 weeks"),
        (52, "52 to under 100 weeks"),
        (100, "100 weeks or more"),
        (-1, "Not known"),
    ],
)
def test_the_length_of_a_case_is_banded_as_annex_a_bands_it(weeks: int, band: str) -> None:
    ended = date(2024, 4, 3) + timedelta(weeks=weeks)
    assert counted({"case_end_date": ended.isoformat()})["Length of the case"] == {band: 1}


def test_without_an_end_a_case_runs_until_today_and_groups_stand_in_order() -> None:
    rows = [
        {"case_start_date": day, "case_end_date": ""} for day in ("2023-01-01", "2026-02-01", "2026-02-02", "nobody")
    ]
    lines = read(listed(*rows), FIELDS, ANNEX)
    found = dict(spread(lines.rows, columns_of(lines.header, FIELDS), TODAY))
    assert found["Length of the case"] == [("Under 26 weeks", 2), ("100 weeks or more", 1), ("Not known", 1)]
    assert next(iter(found)) == "Law type"


@pytest.mark.rule("DATA-01", part="a name in the wrong column is not kept as a group")
def test_a_name_in_the_wrong_column_becomes_no_group() -> None:
    wrong = dict.fromkeys(
        ("gender", "ethnicity", "disability", "law_type", "service_area", "audit"), "Zebulon Whinchat"
    )
    family = [wrong | {"case_id": "C1", "child_id": f"K{number}"} for number in range(12)]
    found = counted(*family)
    assert "Whinchat" not in str(found)
    assert {label for label, groups in found.items() if groups == {"Not recognised": 12}} >= {"Gender", "Service area"}


def test_words_for_an_area_are_kept_where_ten_cases_share_them() -> None:
    rows = [{"case_id": f"C{number}", "service_area": "Greater Northtown"} for number in range(10)]
    assert counted(*rows)["Service area"] == {"Greater Northtown": 10}
    assert counted(*rows[:9])["Service area"] == {"Not recognised": 9}


def test_a_column_that_is_not_there_is_not_counted() -> None:
    assert "Length of the case" not in counted({}, fields=OLD)


HASHER = names.Hasher("a key", "ref-one")


def test_a_name_is_found_in_either_order_and_however_it_is_written() -> None:
    known = {digest for kind, digest in HASHER.of_cell("Whinchat, Zébulon") if kind == names.FULL}
    for text in ("Zebulon Whinchat said", "WHINCHAT Zébulon", "of zebulon whinchat’s mother"):
        assert {place.digest for place in HASHER.of_text(text)} & known, text
    for text in ("Zebulon and then Whinchat", "Z. W.", "Zebulon Siskin", "child M in PR-104 said"):
        assert not {place.digest for place in HASHER.of_text(text) if place.kind == names.FULL} & known, text


def test_a_hash_says_nothing_without_the_key_and_nothing_across_inspections() -> None:
    same = {digest for _, digest in HASHER.of_cell(CHILD)}
    for other in (names.Hasher("another key", "ref-one"), names.Hasher("a key", "ref-two")):
        assert not same & {digest for _, digest in other.of_cell(CHILD)}
    parts, full = ({d for kind, d in HASHER.of_cell(CHILD) if kind == each} for each in (names.PART, names.FULL))
    assert len(parts) == len(full) == 2
    assert not list(HASHER.of_cell("C v A Council and others"))


def sent(inspection: Inspection, cast: Cast, content: bytes, name: str = "list.csv") -> Any:
    with uploads.arriving([ContentFile(content, name=name)]) as arrived:
        made = check_list(giving.request(inspection), arrived[0], content, by=cast.link_person)
    return send_list(made, necessary="Asked for.", by=cast.link_person)


def worked() -> None:
    """The file is let through, and the ticks see to the rest."""
    run_queued()
    assert tick() == []
    run_queued()


LIST = [
    {"case_id": "C1", "case_name": CHILD, "date_of_birth": BORN},
    {"case_id": "C2", "case_name": "Siskin, Pia", "gender": "M"},
]


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.rule("DATA-01", part="of a list that was sent counts are kept, and names as keyed hashes alone")
def test_counts_and_hashes_are_made_once_the_list_is_let_through(
    cast: Cast, as_: Callable[..., Any], kind: str
) -> None:
    inspection = giving.announced(cast)
    with giving.at_work():
        file = sent(inspection, cast, listed(*LIST, fields=OLD) if kind == "csv" else workbook(*LIST), f"list.{kind}")
        assert tick() == []
        assert spread_of(inspection) is None
        worked()
        worked()
        assert Job.objects.filter(kind="count_list").count() == 1
        found = spread_of(inspection)
        assert found
        assert found.by_dimension["Gender"] == {"Female": 1, "Male": 1}
        assert found.by_dimension["Age"] == {"5 to 9": 2}
        address = reverse("annex_item", args=[inspection.ref, file.item_id])
        shown = {
            who: "5 to 9" in as_(person).get(address).content.decode()
            for who, person in (("lead", cast.lead), ("administrator", cast.administrator))
        }
    assert shown == {"lead": True, "administrator": False}
    kept = str([*NameHash.objects.values(), *ListSpread.objects.values()]).lower()
    assert not [word for word in ("zebulon", "whinchat", "siskin", BORN) if word in kept]
    # Two words each: two parts and two orders.
    assert NameHash.objects.count() == 8


@pytest.mark.django_db
def test_the_guard_finds_the_names_of_its_own_inspection(cast: Cast, settings: Any) -> None:
    inspection = giving.announced(cast)
    other = stages.plan(cast, title="Another inspection", lead=cast.other_lead)
    with giving.at_work():
        sent(inspection, cast, listed(*LIST, fields=OLD))
        worked()
    text = "Zebulon Whinchat’s guardian met Pia. Siskins sang."
    told = [(text[place.start : place.end], place.kind) for place in names_of_children(inspection, text)]
    assert told == [("Zebulon Whinchat’s", "full"), ("Pia", "part")]
    assert names_of_children(other, text) == []
    settings.NAME_GUARD_KEY = "another"
    assert names_of_children(inspection, text) == []


@pytest.mark.django_db
def test_the_latest_list_that_stands_is_the_one_that_counts(cast: Cast) -> None:
    inspection = giving.announced(cast)
    with giving.at_work():
        sent(inspection, cast, listed(*LIST, fields=OLD))
        worked()
        second = sent(inspection, cast, listed(LIST[0], fields=OLD))
        worked()
        latest = spread_of(inspection)
        assert latest
        assert latest.check_of.rows == 1
        giving.actions.seal_file(second, by=cast.link_person)
        first = spread_of(inspection)
        assert first
        assert first.check_of.rows == 2


@pytest.mark.django_db
def test_at_the_end_the_hashes_go_and_the_counts_stay(cast: Cast) -> None:
    inspection = giving.announced(cast)
    with giving.at_work():
        sent(inspection, cast, listed(*LIST, fields=OLD))
        worked()
        # One that was sent and not counted when it is destroyed.
        sent(inspection, cast, listed(LIST[1], fields=OLD))
        run_queued()
    inspecting.cancel_after_call(stages.fresh(inspection), reason="Fire.", by=cast.decision_maker)
    worked()
    assert (NameHash.objects.count(), ListSpread.objects.count()) == (0, 1)


@pytest.mark.django_db
def test_counts_and_hashes_never_change(cast: Cast) -> None:
    inspection = giving.announced(cast)
    with giving.at_work():
        sent(inspection, cast, listed(*LIST, fields=OLD))
        worked()
    for change in (lambda: ListSpread.objects.update(counts=[]), lambda: NameHash.objects.update(kind="full")):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_the_key_of_the_guard_is_no_row_and_not_the_key_of_sessions() -> None:
    assert configured.NAME_GUARD_KEY
    assert configured.NAME_GUARD_KEY != configured.SECRET_KEY


# A list that came as an ordinary file


def seen_to() -> None:
    """The checks of files, then the check of the list, then the counting."""
    for _ in range(3):
        run_queued()
        tick()
    run_queued()


@pytest.mark.django_db
@pytest.mark.parametrize("way", ["number", "tray", "item", "columns"])
def test_a_list_that_came_as_an_ordinary_file_is_checked_and_counted(
    cast: Cast, as_: Callable[..., Any], way: str
) -> None:
    inspection = giving.announced(cast)
    item = AnnexItem.objects.get(request__inspection=inspection, child_level=True)
    # In the tray lies what names too few of the columns to be known by them.
    fields = OLD[:7] if way == "tray" else OLD
    content = listed({"case_id": "C1", "date_of_birth": "soon"}, {"case_id": "C2"}, fields=fields)
    name = {"number": f"{item.number} cases.csv"}.get(way, "cases.csv")
    with giving.at_work():
        with uploads.arriving([ContentFile(content, name=name)]) as arrived:
            to = item if way == "item" else None
            given = give_files(giving.request(inspection), arrived, item=to, by=cast.link_person)
        if way == "tray":
            room = as_(cast.link_person).get(reverse("cafcass_annex", args=[inspection.ref])).content.decode()
            assert "If one of them is the list of children" in room
            seen_to()
            assert not ListCheck.objects.exists()
            place_file(given.tray[0], item, by=cast.link_person)
        else:
            assert "the list of children among them is checked by itself" in given.said
        seen_to()
        checked = ListCheck.objects.get()
        assert (checked.rows, bool(checked.faults), checked.by) == (2, True, cast.link_person)
        assert spread_of(inspection).check_of == checked
        shown = as_(cast.link_person).get(reverse("cafcass_list", args=[inspection.ref])).content.decode()
        assert "2 rows" in shown
        seen_to()
        assert ListCheck.objects.count() == 1
        assert Job.objects.filter(kind="check_list").count() == 1


@pytest.mark.django_db
def test_what_is_no_list_is_looked_at_once(cast: Cast) -> None:
    inspection = giving.announced(cast)
    item = AnnexItem.objects.get(request__inspection=inspection, child_level=True)
    with giving.at_work():
        giving.give(inspection, cast.link_person, "letter.txt", number=item.number)
        seen_to()
        seen_to()
    assert Job.objects.filter(kind="check_list").count() == 1
    assert not ListCheck.objects.exists()
