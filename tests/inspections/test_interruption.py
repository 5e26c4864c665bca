"""Pause, hold, an end before its time (ENG-10)."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from accounts import clock
from accounts.refusals import Invalid, NotAllowed
from evidence.actions.capture import append
from evidence.models import Revision
from files.models import OutgoingMail
from govuk.forms import date_data
from inspections import actions
from inspections.actions.interruption import Considered
from inspections.rules.interruption import not_on_hold
from inspections.rules.pause import paused_on
from scheduling.queries import day
from tests.cast import Cast
from tests.inspections import stages
from tests.inspections.forms import errors, send

pytestmark = pytest.mark.django_db
PAUSED_AT = clock.at(date(2024, 2, 6), 17)
RESUMED_AT = clock.at(date(2024, 2, 12), 9)


def paused(cast: Cast, ends_on: date | None = date(2024, 2, 9)):  # type: ignore[no-untyped-def]
    inspection = stages.announced(cast)
    considered = Considered("Chief executive", "A bereavement.", "Dara", True, "Right.", "Guidance 2024",
                            date(2024, 2, 7), ends_on)  # fmt: skip
    with clock.moved_to(PAUSED_AT):
        return inspection, actions.decide_pause(inspection, considered, by=cast.decision_maker)


def note(cast: Cast, inspection, on: date, late_reason: str = ""):  # type: ignore[no-untyped-def]
    fields = {"source": "Interview", "observed_on": on, "observed_at": clock.at(on, 10).time(), "area": "private"}
    with clock.moved_to(clock.at(date(2024, 2, 13), 12)):
        return append(
            inspection, kind="note", op=uuid4(), by=cast.deputy, parts={"text": "Seen."},
            fields=fields | {"late_reason": late_reason},
        )  # fmt: skip


@pytest.mark.rule("ENG-10")
def test_evidence_dated_in_the_pause_is_saved_marked_and_asks_for_a_reason(cast: Cast, as_):  # type: ignore[no-untyped-def]
    inspection, _ = paused(cast)
    inside, outside = note(cast, inspection, date(2024, 2, 8)), note(cast, inspection, date(2024, 2, 12))
    assert (inside.in_pause, outside.in_pause) == (True, False)
    with clock.moved_to(clock.at(date(2024, 2, 13), 12)):
        page = as_(cast.deputy).get(reverse("note_detail", args=[inspection.ref, inside.document_id])).content.decode()
        listed = as_(cast.deputy).get(reverse("note_list", args=[inspection.ref]) + "?to_finish=1").content.decode()
        form = as_(cast.deputy).get(reverse("note_create", args=[inspection.ref])).content.decode()
    assert "In the pause" in page
    assert "a reason for evidence of a day of the pause" in page
    assert str(inside.document_id) in listed
    assert str(outside.document_id) not in listed
    assert 'name="late_reason"' in form
    assert note(cast, inspection, date(2024, 2, 8), "A call that came by itself").late_reason


@pytest.mark.rule("ENG-10", part="a pause is from its first day to its last")
@pytest.mark.parametrize(("on", "holds"), [(6, False), (7, True), (9, True), (10, False)])
def test_paused_on_a_day(cast: Cast, on: int, holds: bool):
    inspection, _ = paused(cast)
    assert bool(paused_on(inspection, date(2024, 2, on))) is holds


@pytest.mark.rule("ENG-10", part="later dates follow from the new last on-site day; the effect is shown before")
def test_on_resuming_later_dates_are_counted_anew(cast: Cast, as_):  # type: ignore[no-untyped-def]
    inspection, pause = paused(cast, None)
    url = reverse("pause_end", args=[inspection.ref, pause.pk])
    typed = {
        "reason": "They are ready.",
        **date_data("ends_on", date(2024, 2, 9)),
        **date_data("last_day", date(2024, 2, 23)),
    }
    draft = day(inspection.timeline, "draft")
    with clock.moved_to(RESUMED_AT):
        shown = send(as_(cast.decision_maker), url, **typed)
        effect = {row.before: row.after for row in shown.context["effect"].rows}
        assert effect[date(2024, 2, 16)] == date(2024, 2, 23)
        assert day(inspection.timeline, "draft") == draft
        done = send(as_(cast.decision_maker), url, **typed, step="save", seen=shown.context["form"].data["seen"])
        assert done.status_code == 302
    assert effect[draft] == day(inspection.timeline, "draft")
    assert day(inspection.timeline, "draft") > draft
    assert not paused_on(inspection, date(2024, 2, 10))
    with clock.moved_to(RESUMED_AT), pytest.raises(NotAllowed, match="ended already"):
        actions.resume(pause, ends_on=date(2024, 2, 9), last_day=date(2024, 2, 23), reason="x", by=cast.decision_maker)


def test_only_the_decision_maker_pauses(cast: Cast, as_):  # type: ignore[no-untyped-def]
    inspection = stages.announced(cast)
    with clock.moved_to(PAUSED_AT):
        for person in (cast.lead, cast.scheduler, cast.director):
            assert as_(person).get(reverse("pause_create", args=[inspection.ref])).status_code == 403


def test_on_hold_nothing_goes_out_until_the_director_lifts_it(cast: Cast, as_):  # type: ignore[no-untyped-def]
    inspection = stages.fieldwork_ended(cast)
    with clock.moved_to(stages.ENDED_AT):
        assert as_(cast.lead).get(reverse("hold_create", args=[inspection.ref])).status_code == 403
        assert send(as_(cast.director), reverse("hold_create", args=[inspection.ref]), reason="Ask").status_code == 302
        with pytest.raises(NotAllowed, match="on hold"):
            not_on_hold(inspection)
        page = as_(cast.lead).get(reverse("inspection_detail", args=[inspection.ref])).content.decode()
        assert "On hold: nothing is sent or published." in page
        assert send(as_(cast.director), reverse("hold_lift", args=[inspection.ref]), reason="Ok").status_code == 302
        not_on_hold(inspection)


def test_closed_incomplete_keeps_what_was_recorded_and_lets_dates_go(cast: Cast, as_):  # type: ignore[no-untyped-def]
    inspection = stages.announced(cast)
    kept = note(cast, inspection, date(2024, 2, 5))
    with clock.moved_to(clock.at(date(2024, 2, 14), 12)):
        with pytest.raises(NotAllowed, match="programme decision-maker"):
            actions.close_incomplete(inspection, reason="x", kept="x", by=cast.lead)
        actions.close_incomplete(inspection, reason="Too few", kept="All notes", by=cast.decision_maker)
        assert stages.fresh(inspection).state == "incomplete"
        assert as_(cast.deputy).get(reverse("note_detail", args=[inspection.ref, kept.document_id])).status_code == 200
        page = as_(cast.lead).get(reverse("interruption_list", args=[inspection.ref])).content.decode()
        assert "All notes" in page
    assert not inspection.timeline.dates.filter(actual=False).exists()
    assert Revision.objects.filter(pk=kept.pk).exists()


def test_cancelled_after_the_call_tells_cafcass(cast: Cast):
    inspection = stages.announced(cast)
    with clock.moved_to(stages.ON_SITE_AT):
        with pytest.raises(NotAllowed, match="programme decision-maker"):
            actions.cancel_after_call(inspection, reason="x", by=cast.scheduler)
        actions.cancel_after_call(inspection, reason="Secretly", by=cast.decision_maker)
    mail = OutgoingMail.objects.filter(to=cast.chief_executive.email).order_by("made_at").last()
    assert "was cancelled" in mail.body
    assert "Secretly" not in mail.body
    assert stages.fresh(inspection).state == "cancelled"


@pytest.mark.parametrize("starts_on", [date(1900, 1, 1), date(2024, 1, 21), date(2042, 2, 7)])
def test_a_pause_begins_between_the_call_and_the_last_day_on_site(cast: Cast, as_, starts_on: date):  # type: ignore[no-untyped-def]
    inspection = stages.announced(cast)
    typed = {
        "requested_by": "Chief executive", "reason": "A flood.", "considered_by": "Dara", "granted": "yes",
        "decision": "Right.", "guidance": "Guidance 2024", **date_data("starts_on", starts_on),
    }  # fmt: skip
    with clock.moved_to(PAUSED_AT):
        refused = send(as_(cast.decision_maker), reverse("pause_create", args=[inspection.ref]), **typed)
    assert "between the call, Monday 22 January 2024, and the last day on site" in errors(refused)["starts_on"][0]
    assert not inspection.pauses.exists()


def test_the_new_last_day_on_site_does_not_lie_in_the_pause(cast: Cast) -> None:
    _, pause = paused(cast, ends_on=None)
    given = {"ends_on": date(2024, 3, 1), "reason": "Work goes on.", "by": cast.decision_maker}
    with clock.moved_to(RESUMED_AT), pytest.raises(Invalid, match="comes after that") as refusal:
        actions.resume(pause, last_day=date(2024, 2, 16), **given)
    assert refusal.value.field == "last_day"
    with clock.moved_to(RESUMED_AT):
        assert actions.resume(pause, last_day=date(2024, 3, 15), **given).ends_on == date(2024, 3, 1)
