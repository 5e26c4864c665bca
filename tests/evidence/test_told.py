"""What Cafcass is told in keep-in-touch meetings rests on shared summaries, before the draft goes (EVID-11)."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from accounts import clock
from accounts.refusals import Invalid, NotAllowed
from evidence.actions import forgetting
from evidence.actions.agreement import withdraw
from evidence.actions.daily import record_meeting
from evidence.actions.told import link_headline, record_told
from evidence.export.page import page_of
from evidence.export.rows import rows_of
from evidence.models import Headline, HeadlineBasis, HeadlineCitation, KeepInTouch
from evidence.queries.told import meetings, unlinked
from fieldwork.actions import put_in_beforehand
from fieldwork.models import DiaryEntry
from govuk.forms import date_data
from inspections.models import Inspection
from tests.cast import Cast
from tests.evidence import stages
from tests.evidence.pages import opened, send, url
from tests.inspections.stages import announced

As = Callable[..., Client]
DAY = date(2024, 2, 6)
EARLY = "Letters go out early."


def at(day: int = 6, hour: int = 9) -> Any:
    return clock.moved_to(clock.at(date(2024, 2, day), hour))


def told(inspection: Inspection, by: Any, *lines: str, **more: Any) -> Headline:
    """The last headline of a meeting with these."""
    record_told(inspection, day=DAY, headlines=lines, by=by, **more)
    return Headline.objects.last()  # type: ignore[return-value]


@pytest.mark.rule("EVID-11", part="a headline that is a shared summary cites it; the others wait and are listed")
def test_it_is_typed_during_the_meeting_a_line_a_headline(cast: Cast, as_: As) -> None:
    inspection = announced(cast)
    with at():
        put_in_beforehand(inspection, kinds=["keep_in_touch"], by=cast.lead)
        record_meeting(inspection, day=DAY, attendees=[cast.lead], tell_cafcass="Delay in A1.", by=cast.lead)
        agreed = stages.agreed(inspection, cast.team_inspector, cast.lead, text="Early help is good.")
        deputy, address = as_(cast.deputy), url(inspection, "keep_in_touch_create")
        page = deputy.get(address)
        assert "Delay in A1." in page.content.decode()
        assert page.context["form"]["day"].value() == DAY
        typed = {
            "headlines": f"{EARLY}\n\n  The office moved.  ",
            "cites": [str(agreed.pk)],
            "people": "Chief executive",
        }
        data = opened(deputy, address) | typed | date_data("day", DAY)
        assert [deputy.post(address, data).status_code for _ in range(2)] == [302, 302]
        row = KeepInTouch.objects.get()
        assert row.entry == DiaryEntry.objects.get(kind="keep_in_touch", day=DAY)
        found = meetings(inspection)[0].told
        assert [each.headline.text for each in found] == ["Early help is good.", EARLY, "The office moved."]
        assert [each.open for each in found] == [False, True, True]
        listed = as_(cast.team_inspector).get(url(inspection, "keep_in_touch"))
        assert [each.headline.text for each in listed.context["unlinked"]] == [EARLY, "The office moved."]
        assert "On no agreed shared summary" in listed.content.decode()
        assert not listed.context["to_tell"]


def test_a_meeting_that_lies_ahead_is_not_one_without_a_record(cast: Cast, as_: As) -> None:
    inspection = announced(cast)
    with at():
        put_in_beforehand(inspection, kinds=["keep_in_touch"], by=cast.lead)
        planned = {each.day for each in DiaryEntry.objects.filter(kind="keep_in_touch")}
        shown = as_(cast.lead).get(url(inspection, "keep_in_touch")).context["days"]
    assert DAY in planned
    assert max(planned) > DAY
    assert shown == sorted(day for day in planned if day <= DAY)


@pytest.mark.rule("EVID-11", part="a headline may cite notes first and be linked later")
def test_notes_come_first_and_a_shared_summary_later(cast: Cast, as_: As) -> None:
    inspection = announced(cast)
    with at():
        note = stages.note(inspection, cast.team_inspector, text="Seen in A1.")
        headline = told(inspection, cast.deputy, EARLY)
        page = url(inspection, "headline_link", pk=headline.pk)
        assert "Seen in A1." in as_(cast.deputy).get(page).content.decode()
        assert send(as_(cast.deputy), page, cites=[str(note.pk)]).status_code == 302
        assert [each.text for each in unlinked(inspection)] == [EARLY]
        taken = stages.summed_up(inspection, cast.team_inspector)
        assert send(as_(cast.lead), page, cites=[str(note.pk), str(taken.pk)]).status_code == 302
        assert unlinked(inspection), "A shared summary that is not agreed carries nothing yet."
        stages.agree(taken.document, opened=taken, narrow_reason=stages.FEW, by=cast.lead)
        assert not unlinked(inspection)
        assert HeadlineBasis.objects.count() == 2
        assert set(as_(cast.lead).get(page).context["form"]["cites"].value()) == {note.pk, taken.pk}
        withdraw(taken.document, reason="Misread.", by=cast.lead)
        assert [each.text for each in unlinked(inspection)] == [EARLY]


def test_a_page_that_was_opened_before_another_changed_it_undoes_nothing(cast: Cast, as_: As) -> None:
    inspection = announced(cast)
    with at():
        note, other = (stages.note(inspection, cast.team_inspector, text=text) for text in ("Seen.", "Heard."))
        headline = told(inspection, cast.deputy, EARLY)
        page = url(inspection, "headline_link", pk=headline.pk)
        early = opened(as_(cast.deputy), page)
        assert send(as_(cast.lead), page, cites=[str(note.pk)]).status_code == 302
        late = as_(cast.deputy).post(page, early | {"cites": [str(other.pk)]})
    assert late.status_code == 409
    assert set(HeadlineCitation.objects.values_list("cited_id", flat=True)) == {note.pk}


@pytest.mark.rule("EVID-11", part="the lead alone marks a headline as introduction or context")
def test_the_lead_says_that_a_headline_is_context(cast: Cast, as_: As) -> None:
    inspection = announced(cast)
    with at():
        headline = told(inspection, cast.deputy, EARLY)
        page = url(inspection, "headline_link", pk=headline.pk)
        assert "context" not in as_(cast.deputy).get(page).context["form"].fields
        send(as_(cast.deputy), page, context=["yes"])
        assert unlinked(inspection)
        with pytest.raises(NotAllowed):
            link_headline(headline, context=True, by=cast.deputy)
        assert send(as_(cast.lead), page, context=["yes"]).status_code == 302
        assert not unlinked(inspection)
        assert send(as_(cast.lead), page).status_code == 302
        assert unlinked(inspection)


def test_who_records_and_what_is_refused(cast: Cast, as_: As) -> None:
    inspection = announced(cast)
    with at():
        for person in (cast.team_inspector, cast.qa_manager):
            assert as_(person).get(url(inspection, "keep_in_touch_create")).status_code == 403
            with pytest.raises(NotAllowed):
                record_told(inspection, day=DAY, headlines=[EARLY], by=person)
        with pytest.raises(Invalid) as refusal:
            record_told(inspection, day=date(2024, 2, 7), headlines=[EARLY], by=cast.lead)
        assert refusal.value.field == "day"
        with pytest.raises(Invalid, match="had not been called yet"):
            record_told(inspection, day=date(2024, 1, 19), headlines=[EARLY], by=cast.lead)
        with pytest.raises(Invalid, match="at most 50 headlines"):
            record_told(inspection, day=DAY, headlines=[EARLY] * 51, by=cast.lead)
        nothing = send(as_(cast.lead), url(inspection, "keep_in_touch_create"), headlines=" ", **date_data("day", DAY))
        assert "headlines" in nothing.context["form"].errors
        headline = told(inspection, cast.lead, EARLY)
        assert as_(cast.chief_executive).get(url(inspection, "keep_in_touch")).status_code == 404
        page = url(inspection, "headline_link", pk=headline.pk)
        assert as_(cast.deputy).get(page).status_code == 403
        with pytest.raises(NotAllowed):
            link_headline(headline, by=cast.deputy, cites=[stages.note(inspection, cast.deputy)])
        own = stages.individual(inspection, cast.deputy, [stages.note(inspection, cast.deputy)])
        with pytest.raises(Invalid):
            link_headline(headline, by=cast.lead, cites=[own])
        with pytest.raises(DatabaseError), transaction.atomic():
            Headline.objects.update(text="Other")
        basis = HeadlineBasis.objects.create(headline=headline, by=cast.lead)
        with pytest.raises(DatabaseError), transaction.atomic():
            HeadlineCitation.objects.create(basis=basis, cited=own)


def test_it_is_in_the_export(cast: Cast) -> None:
    inspection = announced(cast)
    with at():
        agreed = stages.agreed(inspection, cast.team_inspector, cast.lead)
        told(inspection, cast.lead, EARLY, told=[agreed], people="Chief executive")
        rows = rows_of(inspection)
        page = page_of(rows)["told"][0]
    assert page.people == "Chief executive"
    assert page.headlines == [("Early help is good.", "", [agreed.pk]), (EARLY, "", [])]
    assert [row["cites"] for row in rows if row["type"] == "headline_basis"] == [[agreed.pk]]


def test_a_long_statement_becomes_a_headline_that_says_that_more_follows(cast: Cast) -> None:
    inspection = announced(cast)
    with at():
        statement = "Early help is good. " * 20
        agreed = stages.agreed(inspection, cast.team_inspector, cast.lead, text=statement)
        record_told(inspection, day=DAY, told=[agreed], by=cast.lead)
        assert Headline.objects.get().text == statement[:160] + "…"


def test_what_was_deleted_under_retention_is_told_to_nobody_and_said_to_be_deleted(cast: Cast, as_: As) -> None:
    inspection = announced(cast)
    with at():
        agreed = stages.agreed(inspection, cast.team_inspector, cast.lead)
        told(inspection, cast.lead, told=[agreed])
        forgetting.delete_words(inspection, reason="Its period is over.", by=cast.director)
        with pytest.raises(Invalid):
            record_told(inspection, day=DAY, told=[agreed], by=cast.lead)
        for name in ("keep_in_touch", "shared_summary_list", "note_list", "individual_summary_list"):
            said = as_(cast.lead).get(url(inspection, name)).content.decode()
            assert "(deleted at the end of its retention period)" in said, name
            assert "(no text)" not in said, name
