"""A serious concern: recorded and told at once, passed to Cafcass, answered, closed (EVID-21)."""

from datetime import datetime
from typing import Any

from django.db import transaction

from accounts import clock
from accounts.models import Person
from accounts.pages import check_version
from accounts.record import record
from accounts.refusals import Invalid
from evidence import serious_rules as rules
from evidence.models import SeriousConcern, SeriousConcernStep
from evidence.rules import refuse_unless
from evidence.serious_alerts import tell
from evidence.workflow import SERIOUS
from inspections.lifecycle import locked
from inspections.models import Inspection

Name = SeriousConcernStep.Name


@transaction.atomic
def record_serious(
    inspection: Inspection, *, text: str, case_ref: str = "", ground: str = "", by: Person
) -> SeriousConcern:
    """Only the words are compulsory. The lead and the QA manager are told at once."""
    row = locked(inspection)
    rules.may_record(by, row)
    refuse_unless(bool(text.strip()), "text", "Enter the concern.")
    refuse_unless(not ground or ground in SeriousConcern.Ground, "ground", "Select one of the two.")
    made = SeriousConcern.objects.create(inspection=row, text=text, case_ref=case_ref, ground=ground, owner=by)
    record("record serious concern", made, by=by, inspection=row.ref, after=made.state)
    tell(made, by=by)
    return made


def _taken(concern: SeriousConcern, step: str, version: int | None, by: Person) -> SeriousConcern:
    inspection = locked(concern.inspection)
    row = SeriousConcern.objects.select_for_update().get(pk=concern.pk)
    row.inspection = inspection
    rules.may_step(row, step, by)
    check_version(row.version, version)
    return row


def _take_step(row: SeriousConcern, name: str, *, by: Person, **given: Any) -> SeriousConcernStep:
    step = SeriousConcernStep.objects.create(concern=row, name=name, by=by, **given)
    before, row.state = row.state, SERIOUS.target(row.state, name)
    row.version += 1
    row.save(update_fields=["state", "version"])
    verb = f"serious concern: {Name(name).label.lower()}"
    record(verb, row, by=by, inspection=row.inspection.ref, before=before, after=row.state)
    return step


@transaction.atomic
def pass_on(
    concern: SeriousConcern,
    *,
    when: datetime,
    to_role: str,
    case_ref: str,
    ground: str,
    text: str = "",
    version: int | None = None,
    by: Person,
) -> SeriousConcernStep:
    """When it was passed to Cafcass and to whom by role; what was not said of the child and the ground is said now."""
    row = _taken(concern, "pass_on", version, by)
    refuse_unless(bool(to_role.strip()), "to_role", "Enter to whom it was passed, by role.", "EVID-21")
    refuse_unless(bool(case_ref.strip()), "case_ref", "Enter the case reference or initials.", "EVID-21")
    refuse_unless(ground in SeriousConcern.Ground, "ground", "Select the ground.", "EVID-21")
    if when > clock.now():
        raise Invalid("time", "This time has not come yet: it is recorded once it was passed on.")
    if row.state == SERIOUS.initial:
        row.case_ref, row.ground = case_ref, ground
        row.save(update_fields=["case_ref", "ground"])
    return _take_step(row, Name.PASS_ON, when=when, to_role=to_role, text=text, by=by)


@transaction.atomic
def withhold(concern: SeriousConcern, *, reason: str, version: int | None = None, by: Person) -> SeriousConcernStep:
    """Not passed to Cafcass, and why."""
    row = _taken(concern, "withhold", version, by)
    refuse_unless(bool(reason.strip()), "reason", "Enter why it is not passed to Cafcass.", "EVID-21")
    return _take_step(row, Name.WITHHOLD, text=reason, by=by)


@transaction.atomic
def answered(concern: SeriousConcern, *, text: str, version: int | None = None, by: Person) -> SeriousConcernStep:
    """What Cafcass said it does."""
    row = _taken(concern, "answer", version, by)
    refuse_unless(bool(text.strip()), "text", "Enter the response of Cafcass.", "EVID-21")
    return _take_step(row, Name.ANSWER, text=text, by=by)


@transaction.atomic
def close(concern: SeriousConcern, *, text: str = "", version: int | None = None, by: Person) -> SeriousConcernStep:
    """Refused before it was passed on and answered, or the reason why not was given."""
    row = _taken(concern, "close", version, by)
    return _take_step(row, Name.CLOSE, text=text, by=by)
