"""The daily team meeting, the days without one, and who looked through the record (EVID-09, EVID-19)."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import Error, transaction
from django.test import Client

from accounts import clock
from accounts.refusals import Invalid, NotAllowed
from evidence.actions.daily import record_meeting, say_reviewed
from evidence.models import RecordReview, TeamMeeting
from evidence.queries.daily import days, meetings_of
from govuk.forms import date_data
from inspections.models import Inspection
from tests.cast import Cast
from tests.evidence import stages
from tests.evidence.pages import opened, send, url
from tests.inspections.stages import announced

As = Callable[..., Client]
FLAG = "No team meeting"


def at(day: int, hour: int = 18) -> Any:
    return clock.moved_to(clock.at(date(2024, 2, day), hour))


def met(inspection: Inspection, cast: Cast, day: int) -> TeamMeeting:
    with at(day):
        return record_meeting(inspection, day=date(2024, 2, day), attendees=[cast.lead, cast.deputy], by=cast.deputy)


@pytest.mark.rule("EVID-09")
def test_a_day_on_site_without_a_meeting_is_flagged(cast: Cast, as_: As) -> None:
    """On site on 5 to 8 and 12 to 15 February 2024, and no meeting on the 13th."""
    inspection = announced(cast)
    for day in (5, 6, 7, 8, 12, 14, 15):
        met(inspection, cast, day)
    with at(16, 9):
        flagged = [row.day for row in days(inspection, meetings_of(inspection)) if row.missing]
        assert date(2024, 2, 13) in flagged
        assert not {date(2024, 2, day) for day in (5, 6, 7, 8, 12, 14, 15)} & set(flagged)
        page = as_(cast.lead).get(url(inspection, "team_meetings")).content.decode()
        assert page.count(FLAG) == len(flagged)
        record_meeting(inspection, day=date(2024, 2, 13), attendees=[cast.lead], by=cast.lead)
        assert date(2024, 2, 13) not in [row.day for row in days(inspection, meetings_of(inspection)) if row.missing]


def test_today_is_not_flagged_before_it_is_over(cast: Cast, as_: As) -> None:
    inspection = announced(cast)
    with at(5):
        assert "No meeting recorded yet." in as_(cast.lead).get(url(inspection, "team_meetings")).content.decode()
        assert [(row.day, row.missing) for row in days(inspection, meetings_of(inspection))] == [
            (date(2024, 2, 5), False)
        ]
    with at(6):
        assert days(inspection, meetings_of(inspection))[0].missing


def test_the_meeting_is_recorded_on_the_page(cast: Cast, as_: As) -> None:
    inspection = announced(cast)
    with at(5):
        deputy, address = as_(cast.deputy), url(inspection, "team_meeting_create")
        entries = {
            "attendees": [cast.lead.pk, cast.deputy.pk],
            "tell_cafcass": "Delay in A1.",
            "tomorrow": "Two files.",
        }
        none = send(deputy, address, **date_data("day", date(2024, 2, 5)), tell_cafcass="Delay in A1.")
        assert "attendees" in none.context["form"].errors
        assert "Delay in A1." in none.content.decode()
        late = send(deputy, address, **date_data("day", date(2024, 2, 6)), **entries)
        assert "day" in late.context["form"].errors
        data = opened(deputy, address) | entries | date_data("day", date(2024, 2, 5))
        assert [deputy.post(address, data).status_code for _ in range(2)] == [302, 302]
        made = TeamMeeting.objects.get()
        assert {each.person for each in made.attendees.all()} == {cast.lead, cast.deputy}
        page = as_(cast.team_inspector).get(url(inspection, "team_meetings")).content.decode()
        assert "Two files." in page
        assert as_(cast.team_inspector).get(address).status_code == 403
        with pytest.raises(NotAllowed):
            record_meeting(inspection, day=date(2024, 2, 5), attendees=[cast.lead], by=cast.qa_manager)
        with pytest.raises(Invalid):
            record_meeting(inspection, day=date(2024, 2, 5), attendees=[cast.qa_manager], by=cast.lead)
        for before in (date(1900, 1, 1), date(2023, 12, 25)):
            with pytest.raises(Invalid, match="not been called yet"):
                record_meeting(inspection, day=before, attendees=[cast.lead], by=cast.lead)


def test_the_screen_shows_what_is_new_or_in_no_shared_summary_yet(cast: Cast, as_: As) -> None:
    inspection = announced(cast)
    with at(5, 16):
        seen = stages.note(inspection, cast.team_inspector)
        taken = stages.individual(inspection, cast.team_inspector, [seen], text="Taken in already.")
        stages.individual(inspection, cast.team_inspector, [seen], text="In none yet.")
        stages.shared(inspection, cast.deputy, [taken], text="To agree.")
    with at(5, 17):
        page = as_(cast.lead).get(url(inspection, "team_meetings")).content.decode()
        assert all(text in page for text in ("Taken in already.", "In none yet.", "To agree.", "?place=private"))
    met(inspection, cast, 5)
    with at(6):
        page = as_(cast.lead).get(url(inspection, "team_meetings")).content.decode()
        assert "Taken in already." not in page
        assert "In none yet." in page


@pytest.mark.rule("EVID-19")
def test_who_has_not_looked_through_the_record_is_named(cast: Cast, as_: As) -> None:
    inspection = announced(cast)
    with at(14):
        page = url(inspection, "team_meetings")
        before = as_(cast.lead).get(page).context["not_reviewed"]
        assert {cast.lead, cast.deputy, cast.team_inspector} <= set(before)
        assert cast.qa_manager not in before
        for person in before:
            if person != cast.team_inspector:
                send(as_(person), url(inspection, "record_review"), gaps="Nothing on delay in A2.")
        assert as_(cast.lead).get(page).context["not_reviewed"] == [cast.team_inspector]
        assert "Nothing on delay in A2." in as_(cast.lead).get(page).content.decode()
        assert as_(cast.qa_manager).get(url(inspection, "record_review")).status_code == 403
        with pytest.raises(NotAllowed):
            say_reviewed(inspection, by=cast.qa_manager)
    with at(15):
        assert set(as_(cast.lead).get(page).context["not_reviewed"]) == set(before)


def test_what_was_recorded_stays(cast: Cast) -> None:
    inspection = announced(cast)
    met(inspection, cast, 5)
    with at(5):
        say_reviewed(inspection, by=cast.lead)
    for model, change in ((TeamMeeting, {"tomorrow": "x"}), (RecordReview, {"gaps": "x"})):
        with pytest.raises(Error), transaction.atomic():
            model.objects.update(**change)  # type: ignore[attr-defined]
