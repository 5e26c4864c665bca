"""My week, and the private calendar feed: times and places and nothing else, for as long as somebody works here."""

import re
from collections.abc import Callable, Iterator
from datetime import date, time, timedelta
from html import unescape
from typing import Any

import icalendar
import pytest
import vobject
from django.test import Client
from django.urls import reverse

from accounts import clock
from accounts.actions.people import restore, suspend
from accounts.models import Event
from accounts.refusals import Invalid
from fieldwork.actions import feeds
from fieldwork.actions import meetings as actions
from fieldwork.days import monday_of
from fieldwork.ical import folded
from fieldwork.models import CalendarFeed, DiaryEntry
from inspections.actions import decide_pause, end_role
from inspections.actions.interruption import Considered
from inspections.models import Inspection, Pause
from scheduling.models import Timeline
from tests.access.addresses import addresses
from tests.cast import Cast
from tests.fieldwork.people import SETTLED, WEDNESDAY, entry, hold, plan, site
from tests.inspections import stages
from tests.inspections.stages import announced

As = Callable[..., Client]
MONDAY = clock.at(date(2024, 2, 5), 13)


@pytest.fixture
def inspection(cast: Cast) -> Iterator[Inspection]:
    found = announced(cast)
    with clock.moved_to(MONDAY):
        yield found


def feed(token: str, **headers: Any) -> Any:
    return Client().get(f"/calendar/{token}.ics", **headers)


def both(content: bytes) -> tuple[list[Any], list[Any]]:
    """The events as each of two libraries reads them."""
    first = icalendar.Calendar.from_ical(content)
    second = vobject.readOne(content.decode())
    return list(first.walk("VEVENT")), list(second.contents.get("vevent", []))


def text(client: Client, address: str = "/my-week/") -> str:
    return unescape(client.get(address).content.decode())


def test_my_week_shows_own_entries_and_meetings_by_day(cast: Cast, as_: As, inspection: Inspection) -> None:
    place = site(inspection)
    arrival = entry(
        inspection, cast.deputy, site=place, title="Arrival", day=date(2024, 2, 5), starts=time(14), ends=time(15)
    )
    seen = entry(inspection, cast.deputy, title="With a parent", day=date(2024, 2, 6))
    plan(inspection, cast.deputy, day=date(2024, 2, 6), entry=seen)
    entry(inspection, cast.deputy, title="In another week", day=date(2024, 2, 14))
    entry(inspection, cast.team_inspector, title="Somebody else's", day=date(2024, 2, 6))
    page = text(as_(cast.deputy))
    assert page.index("Today, Monday 5 February 2024") < page.index("Arrival") < page.index("Tomorrow, Tuesday")
    assert "A1 Northern office (invented)" in page
    link = reverse("entry_detail", args=[inspection.ref, arrival.pk])
    assert link in as_(cast.deputy).get("/my-week/").content.decode()
    assert as_(cast.deputy).get(link).status_code == 200
    assert "Parent · PRV-01" in page
    # The entry is the meeting, so it stands once.
    assert "With a parent" not in page
    assert "In another week" not in page
    assert "Somebody else's" not in page
    assert "In another week" in text(as_(cast.deputy), "/my-week/?from=2024-02-12")
    assert as_(cast.deputy).get("/my-week/?from=nonsense").status_code == 200


def test_my_week_costs_no_more_for_thirty_entries(
    cast: Cast, as_: As, inspection: Inspection, django_assert_max_num_queries: Any
) -> None:
    client = as_(cast.deputy)
    for number in range(30):
        entry(inspection, cast.deputy, day=date(2024, 2, 5 + number % 5), starts=time(8 + number % 9), ends=time(18))
        plan(inspection, cast.deputy, day=date(2024, 2, 5 + number % 5))
    with django_assert_max_num_queries(14):
        client.get("/my-week/")


def test_two_libraries_read_times_places_and_nothing_else(cast: Cast, inspection: Inspection) -> None:
    entry(inspection, cast.deputy, site=site(inspection), title="Case PRV-01 with Calla Invented")
    plan(inspection, cast.deputy, kind="child", place="At their grandmother's", starts=time(15), ends=time(16))
    response = feed(feeds.make_feed(by=cast.deputy))
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Cache-Control"] == "private, no-cache"
    first, second = both(response.content)
    assert len(first) == len(second) == 2
    assert {str(each["SUMMARY"]) for each in first} == {"Fieldwork"} == {each.summary.value for each in second}
    start = first[0].decoded("DTSTART")
    assert (start.isoformat(), second[0].dtstart.value) == ("2024-02-07T09:00:00+00:00", start)
    assert str(first[0]["LOCATION"]) == second[0].location.value == "A1 Northern office (invented)"
    assert "LOCATION" not in first[1]
    allowed = {"UID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE", "STATUS", "SUMMARY", "LOCATION"}
    assert {name for each in first for name in each} <= allowed
    for secret in ("PRV-01", "Calla", "grandmother", inspection.title, inspection.ref, "child", "Devi"):
        assert secret.encode() not in response.content


def test_summer_time_and_the_same_bytes_twice(cast: Cast, inspection: Inspection) -> None:
    entry(inspection, cast.deputy, day=date(2024, 4, 3))
    token = feeds.make_feed(by=cast.deputy)
    response = feed(token)
    first, second = both(response.content)
    assert first[0].decoded("DTSTART").utcoffset() == timedelta(hours=1)
    assert second[0].dtstart.value.utcoffset() == timedelta(hours=1)
    again = feed(token, headers={"If-None-Match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_change_raises_the_sequence_and_a_withdrawn_entry_is_cancelled(cast: Cast, inspection: Inspection) -> None:
    made = entry(inspection, cast.deputy)
    token = feeds.make_feed(by=cast.deputy)
    before, _ = both(feed(token).content)
    DiaryEntry.objects.filter(pk=made.pk).update(version=3, status="withdrawn")
    after, also = both(feed(token).content)
    assert after[0]["UID"] == before[0]["UID"]
    assert (before[0]["SEQUENCE"], after[0]["SEQUENCE"]) == (0, 2)
    assert after[0]["STATUS"] == "CANCELLED" == also[0].status.value
    meeting = plan(inspection, cast.deputy, day=date(2024, 2, 5))
    hold(meeting, cast.deputy, **SETTLED | {"agreed_on": date(2024, 2, 2)}, gap_reason="Typed later")
    other = plan(inspection, cast.deputy)
    actions.cancel_meeting(other, reason="Trains.", by=cast.deputy)
    states = {str(each["UID"]): str(each["STATUS"]) for each in both(feed(token).content)[0]}
    assert states[f"meeting-{meeting.pk}@cafcass-inspections"] == "CONFIRMED"
    assert states[f"meeting-{other.pk}@cafcass-inspections"] == "CANCELLED"


def test_long_places_are_folded_and_read_back(cast: Cast, inspection: Inspection) -> None:
    name = "Büro; second floor, " + "über dem Café " * 7
    entry(inspection, cast.deputy, site=site(inspection, name=name.strip()[:120]))
    content = feed(feeds.make_feed(by=cast.deputy)).content
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    first, second = both(content)
    assert str(first[0]["LOCATION"]) == second[0].location.value
    assert second[0].location.value.startswith("A1 Büro; second floor, über")
    assert list(folded("")) == [""]


def test_the_feed_of_somebody_removed_or_suspended_stops(cast: Cast, as_: As, inspection: Inspection) -> None:
    """Removed from one team of two, they have the other's entries still; once on a team again, all of its."""
    other = stages.plan(cast, title="Other", lead=cast.other_lead)
    stages.join(cast, other, cast.team_inspector, "team")
    entry(inspection, cast.team_inspector)
    entry(other, cast.team_inspector)
    token = feeds.make_feed(by=cast.team_inspector)
    assert len(both(feed(token).content)[0]) == 2
    end_role(inspection.members.get(person=cast.team_inspector), reason="Fell ill.", by=cast.lead)
    assert len(both(feed(token).content)[0]) == 1
    end_role(other.members.get(person=cast.team_inspector), reason="Fell ill.", by=cast.other_lead)
    assert feed(token).status_code == 404
    assert "You are on no team at present" in text(as_(cast.team_inspector), "/my-calendar/")
    stages.join(cast, other, cast.third_team_inspector, "team")
    assert feed(feeds.make_feed(by=cast.third_team_inspector)).status_code == 200


def test_a_feed_that_a_suspension_ended_stays_so_once_they_are_restored(
    cast: Cast, as_: As, inspection: Inspection
) -> None:
    entry(inspection, cast.team_inspector)
    token = feeds.make_feed(by=cast.team_inspector)
    suspend(cast.team_inspector.pk, by=cast.administrator)
    assert feed(token).status_code == 404
    restore(cast.team_inspector.pk, by=cast.administrator)
    assert feed(token).status_code == 404
    cast.team_inspector.refresh_from_db()
    assert "You have no feed at present" in text(as_(cast.team_inspector), "/my-calendar/")
    assert feed(feeds.make_feed(by=cast.team_inspector)).status_code == 200


def test_whoever_waits_for_their_first_team_has_an_empty_feed(cast: Cast) -> None:
    assert both(feed(feeds.make_feed(by=cast.third_team_inspector)).content)[0] == []


def test_what_a_deferral_let_go_is_cancelled_in_the_feed_and_gone_from_my_week(cast: Cast, as_: As) -> None:
    inspection = stages.deferred(cast)
    with clock.moved_to(stages.GRANTED_AT):
        past = entry(inspection, cast.deputy, title="Before it was asked for", day=date(2024, 1, 22))
        entry(inspection, cast.deputy, title="Visit that is let go")
        plan(inspection, cast.deputy)
        token = feeds.make_feed(by=cast.deputy)
        states = {str(each["UID"]).split("@")[0]: str(each["STATUS"]) for each in both(feed(token).content)[0]}
        assert states.pop(f"entry-{past.pk}") == "CONFIRMED"
        assert list(states.values()) == ["CANCELLED", "CANCELLED"]
        page = text(as_(cast.deputy), "/my-week/?from=2024-02-05")
        assert "Visit that is let go" not in page
        assert "PRV-01" not in page
        assert "Before it was asked for" in text(as_(cast.deputy), "/my-week/?from=2024-01-22")


@pytest.mark.rule("ENG-10", part="what is planned on a day of a pause is tentative in the calendar feeds")
def test_what_stands_on_a_day_of_a_pause_is_tentative_in_the_feed(cast: Cast) -> None:
    inspection = announced(cast)
    given = ("Chief executive", "A bereavement.", "Dara", True, "Right.", "Guidance 2024", date(2024, 2, 7), None)
    with clock.moved_to(clock.at(date(2024, 2, 6), 17)):
        before, paused = (entry(inspection, cast.deputy, day=date(2024, 2, day)) for day in (6, 8))
        meeting = plan(inspection, cast.deputy)
        token = feeds.make_feed(by=cast.deputy)

        def states() -> list[str]:
            read, other = both(feed(token).content)
            assert [str(each["STATUS"]) for each in read] == [each.status.value for each in other]
            known = {str(each["UID"]).split("@")[0]: str(each["STATUS"]) for each in read}
            return [known[key] for key in (f"entry-{before.pk}", f"entry-{paused.pk}", f"meeting-{meeting.pk}")]

        assert states() == ["CONFIRMED"] * 3
        pause = decide_pause(inspection, Considered(*given), by=cast.decision_maker)
        assert states() == ["CONFIRMED", "TENTATIVE", "TENTATIVE"]
    Pause.objects.filter(pk=pause.pk).update(ends_on=date(2024, 2, 7))
    with clock.moved_to(clock.at(date(2024, 2, 7), 17)):
        assert states() == ["CONFIRMED", "CONFIRMED", "TENTATIVE"]


def test_no_word_of_a_place_breaks_the_calendar_and_no_event_ends_where_it_begins(
    cast: Cast, inspection: Inspection
) -> None:
    evil = "Evil\r\nBEGIN:VEVENT\r\nSUMMARY:x\x07, y; z\\n\u2028w\x0b"
    place = site(inspection, name=evil)
    entry(inspection, cast.deputy, site=place)
    plan(inspection, cast.deputy, starts=time(23, 59))
    content = feed(feeds.make_feed(by=cast.deputy)).content
    first, second = both(content)
    assert len(first) == len(second) == 2
    assert not any(ord(sign) < 32 for sign in content.decode().replace("\r\n", ""))
    assert str(first[0]["LOCATION"]) == second[0].location.value == "A1 Evil BEGIN:VEVENT SUMMARY:x, y; z\\n w"
    assert "DTEND" not in first[1]


@pytest.mark.parametrize(("day", "words"), [((2024, 3, 31), "does not exist"), ((2023, 10, 29), "comes twice")])
def test_no_meeting_is_planned_in_the_hour_that_the_clocks_skip_or_repeat(
    cast: Cast, inspection: Inspection, day: tuple[int, int, int], words: str
) -> None:
    Timeline.objects.filter(pk=inspection.timeline.pk).update(onsite_week=monday_of(date(*day)))
    with pytest.raises(Invalid, match=words) as refusal:
        plan(inspection, cast.deputy, day=date(*day), starts=time(1, 30))
    assert refusal.value.field == "starts"


def test_the_address_is_shown_once_hashed_made_anew_and_revoked(
    cast: Cast, as_: As, inspection: Inspection, caplog: pytest.LogCaptureFixture
) -> None:
    client = as_(cast.deputy)
    assert "You have no feed at present" in text(client, "/my-calendar/")
    page = unescape(client.post("/my-calendar/").content.decode())
    token = re.search(r"/calendar/([\w-]+)\.ics", page)[1]  # type: ignore[index]
    # 43 letters of 6 bits: at least 128 bits, and the same again.
    assert len(token) >= 43
    row = CalendarFeed.objects.get()
    assert token not in (row.token_sha256, str(row.__dict__))
    assert token not in text(client, "/my-calendar/")
    assert feed(token).status_code == 200
    other = re.search(r"/calendar/([\w-]+)\.ics", client.post("/my-calendar/").content.decode())[1]  # type: ignore[index]
    assert (feed(token).status_code, feed(other).status_code) == (404, 200)
    client.post("/my-calendar/revoke/")
    with caplog.at_level("DEBUG"):
        assert feed(other).status_code == 404
        assert feed("nothing").status_code == 404
    assert other not in caplog.text
    assert not [event for event in Event.objects.all() if token in str(event.__dict__) or other in str(event.__dict__)]
    assert [event.verb for event in Event.objects.filter(object_label="fieldwork.CalendarFeed")] == [
        "made feed",
        "revoked feed",
        "made feed",
        "revoked feed",
    ]


def test_no_other_page_takes_a_token(cast: Cast) -> None:
    """Besides the link that sets a password, which is mailed and serves once."""
    found = {address.name for address in addresses() if "token" in address.keywords}
    assert found == {"calendar_feed", "password_set"}
    assert Client().post("/calendar/nothing.ics").status_code == 405


def test_a_session_opens_no_feed(cast: Cast, as_: As, inspection: Inspection) -> None:
    feeds.make_feed(by=cast.deputy)
    assert as_(cast.deputy).get("/calendar/mine.ics").status_code == 404
    assert as_(cast.chief_executive).get("/my-calendar/").status_code == 404


def test_nothing_of_a_day_long_past_is_carried(cast: Cast, inspection: Inspection) -> None:
    entry(inspection, cast.deputy, day=WEDNESDAY)
    token = feeds.make_feed(by=cast.deputy)
    with clock.moved_to(clock.at(date(2024, 4, 1), 9)):
        assert both(feed(token).content)[0] == []
