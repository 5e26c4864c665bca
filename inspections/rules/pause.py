"""When an inspection is paused, and who may pause it (ENG-10)."""

from collections.abc import Iterable
from datetime import date

from django.db.models import BigIntegerField

from accounts import clock
from accounts.access import Thing, Verb
from accounts.models import Person
from accounts.prepared import Given, Prepared
from accounts.refusals import Invalid, require
from inspections.models import Inspection, Pause
from inspections.roles import permit
from inspections.rules.dates import LAST_DAY, milestone
from inspections.rules.deferral import last_call
from inspections.wording import spoken
from inspections.workflow import State

_PAUSES = Prepared(lambda: Pause.objects.filter(inspection=Given("inspection", BigIntegerField())))


def paused_on(inspection: Inspection, day: date) -> Pause | None:
    """The pause in which that day lies, or None. One query; `in_pause` asks the same of pauses that are read."""
    return in_pause(_PAUSES.rows(inspection=inspection.pk), day)


def in_pause(pauses: Iterable[Pause], day: date) -> Pause | None:
    """The same for pauses that the caller has read, for many days."""
    return next((each for each in pauses if each.granted and _holds(each, day)), None)


def _holds(pause: Pause, day: date) -> bool:
    return pause.starts_on <= day and (pause.ends_on is None or day <= pause.ends_on)


def open_pause(inspection: Inspection) -> Pause | None:
    """The pause from which nobody has said that work went on."""
    return inspection.pauses.filter(granted=True, resumed_at=None).first()


def may_pause(by: Person, inspection: Inspection) -> None:
    permit(by, inspection, Thing.INTERRUPTION, Verb.DECIDE)
    require(inspection.state == State.ANNOUNCED, "A pause is considered from the call until fieldwork ends.")
    require(open_pause(inspection) is None, "This is paused already. End that pause first.")


def pause_fits(starts_on: date, ends_on: date | None) -> None:
    if ends_on and ends_on < starts_on:
        raise Invalid("ends_on", f"The pause begins on {spoken(starts_on)}: its last day cannot come before that.")


def must_begin_in_time(inspection: Inspection, starts_on: date) -> None:
    """From the call on, and not later than the last day on site: after that there is nothing to pause."""
    call, last = last_call(inspection), milestone(inspection, LAST_DAY).date
    called = clock.london(call.called_at).date() if call else starts_on
    # A last day that has passed and that nobody has confirmed is no end.
    if starts_on < called or starts_on > max(last, clock.today()):
        said = f"A pause begins between the call, {spoken(called)}, and the last day on site, {spoken(last)}."
        raise Invalid("starts_on", said)


def must_go_on_after(pause: Pause, ends_on: date, last_day: date) -> None:
    """The new last day on site does not lie in the pause itself."""
    if pause.starts_on <= last_day <= ends_on:
        raise Invalid("last_day", f"The pause lasts until {spoken(ends_on)}: the last day on site comes after that.")


def may_resume(by: Person, inspection: Inspection, pause: Pause) -> None:
    permit(by, inspection, Thing.INTERRUPTION, Verb.DECIDE)
    require(pause.granted and pause.resumed_at is None, "This pause has ended already.")
    require(inspection.state == State.ANNOUNCED, "Fieldwork has ended or was broken off.")
