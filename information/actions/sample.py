"""The sample: children added, changed, taken out, shared out; practice looked at; the lead's word on it."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from accounts import clock
from accounts.models import Person
from accounts.pages import check_version
from accounts.record import record
from accounts.refusals import Both, Invalid, require
from files.mail import queue_mail
from framework.versions import version as framework_version
from information.models import SampleConfirmed, SampledChild, SampledPractice
from information.queries import sample as queries
from information.queries import spread as spreads
from information.queries.reading import inspectors
from information.references import plain_reference
from information.rules import sample as rules
from information.rules import scope
from inspections.lifecycle import locked
from inspections.models import Inspection
from inspections.queries import link_people
from inspections.roles import roles_on

KEPT = (*scope.FIELDS, "characteristics", "service_area", "factors", "reason", "reason_text", "line")
SHOWN = {"description": "Description", "service_area": "Service area", "reason_text": "Reason"}


def taken(child: SampledChild) -> SampledChild:
    held = SampledChild.objects.select_for_update(of=("self",)).select_related("inspection__timeline", "line")
    return held.get(pk=child.pk)


def _fitting(inspection: Inspection, given: Mapping[str, Any], by: Person) -> dict[str, Any]:
    """Everything that is kept of what was given. Raises Invalid beside the field."""
    pinned = framework_version(inspection.framework_version)
    leads = bool(roles_on(by, inspection) & rules.LEADING)
    kept: dict[str, Any] = dict(scope.tied(pinned, given, leads=leads))
    kept["characteristics"] = rules.described(pinned, given.get("characteristics") or {})
    kept["factors"] = list(given.get("factors") or ())
    rules.must_suit(pinned, kept["factors"], kept["law_type"])
    kept |= {"service_area": given.get("service_area", "").strip(), "reason": given.get("reason", "")}
    text, line = given.get("reason_text", "").strip(), given.get("line")
    return kept | {"reason_text": text, "line": line if kept["reason"] == "line" else None}


@transaction.atomic
def add_child(inspection: Inspection, *, reference: str, by: Person, **given: Any) -> SampledChild:
    """Adds a reference with what is known. Without a proceeding it stays unassigned. Raises Invalid, NotAllowed."""
    row = locked(inspection)
    rules.may_choose(by, row)
    plain = plain_reference(reference)
    rules.must_be_new(row, plain)
    kept = _fitting(row, given, by)
    rules.must_say_why(row, kept["reason"], kept["reason_text"], kept["line"], by)
    made = SampledChild.objects.create(inspection=row, reference=plain, made_by=by, **kept)
    record("sampled child", made, by=by, inspection=row.ref, after=kept["reason"])
    return made


@transaction.atomic
def change_child(child: SampledChild, *, version: int | None = None, by: Person, **given: Any) -> SampledChild:
    """Changes all but the reference. Raises Stale with both texts, Invalid, NotAllowed."""
    row = taken(child)
    rules.may_change(row, by)
    texts = [Both(label, given.get(name, ""), getattr(row, name)) for name, label in SHOWN.items()]
    check_version(row.version, version, [each for each in texts if each.yours != each.stored])
    kept = _fitting(row.inspection, given, by)
    if kept["reason"] != row.reason:
        rules.must_say_why(row.inspection, kept["reason"], kept["reason_text"], kept["line"], by)
    for name in KEPT:
        setattr(row, name, kept[name])
    row.version += 1
    row.save(update_fields=[*KEPT, "version"])
    record("changed sampled child", row, by=by, inspection=row.inspection.ref)
    return row


@transaction.atomic
def take_out(child: SampledChild, *, reason: str, by: Person) -> SampledChild:
    """It counts no more; the row stays with the reason."""
    row = taken(child)
    rules.may_take_out(row, by)
    row.taken_out_at, row.taken_out_reason = clock.now(), reason
    row.version += 1
    row.save(update_fields=["taken_out_at", "taken_out_reason", "version"])
    record("took child out of sample", row, by=by, inspection=row.inspection.ref, reason=reason)
    return row


@transaction.atomic
def share_out_children(
    inspection: Inspection, given: Mapping[int, Person | None], *, version: int | None = None, by: Person
) -> int:
    """Who looks at which child, by the child's id; returns how many changed. `version`: that of the whole sample."""
    row = locked(inspection)
    rules.may_share_out(by, row)
    check_version(queries.version_of(queries.children(row)), version)
    team, changed = inspectors(row), 0
    for child in SampledChild.objects.select_for_update().filter(inspection=row, pk__in=given):
        wanted = given[child.pk]
        if child.inspector_id == (wanted.pk if wanted else None):
            continue
        child.inspection = row
        rules.may_give_to(child, wanted, by, team)
        child.inspector, child.version = wanted, child.version + 1
        child.save(update_fields=["inspector", "version"])
        record("allocated child", child, by=by, inspection=row.ref, after=wanted.name if wanted else "")
        changed += 1
    return changed


@transaction.atomic
def note_practice(
    child: SampledChild, *, day: date, reason: str = "", bears_now: bool = False, by: Person
) -> SampledPractice:
    """The day of the practice looked at. Old practice needs a reason, and counts where it bears on the child now."""
    row = taken(child)
    rules.may_change(row, by)
    historical = rules.is_historical(row.inspection, day)
    if historical and not reason.strip():
        raise Invalid("reason", "This practice is older than it should be. Say why it is looked at.", "SAMPLE-08")
    said = {"reason": reason.strip() if historical else "", "counts": bears_now or not historical}
    made = SampledPractice.objects.create(child=row, day=day, historical=historical, **said, by=by)
    after = "historical" if historical else ""
    record("noted practice", made, by=by, inspection=row.inspection.ref, after=after)
    return made


@transaction.atomic
def take_back_practice(practice: SampledPractice, *, by: Person) -> SampledPractice:
    """A day that was entered by mistake."""
    row = (
        SampledPractice.objects.select_for_update(of=("self",)).select_related("child__inspection").get(pk=practice.pk)
    )
    rules.may_change(row.child, by)
    require(row.taken_back_at is None, "This was taken back already.")
    row.taken_back_at = clock.now()
    row.save(update_fields=["taken_back_at"])
    record("took practice back", row, by=by, inspection=row.child.inspection.ref)
    return row


@transaction.atomic
def confirm_sample(
    inspection: Inspection, *, acknowledged: Iterable[str] = (), version: int | None = None, by: Person
) -> SampleConfirmed:
    """The lead's word on the sample as it stands; Cafcass reads its references from now on (SAMPLE-04, SAMPLE-05)."""
    row = locked(inspection)
    rules.may_confirm(by, row)
    sample = queries.sample_of(row)
    check_version(sample.version, version)
    require(sample.rows, "There is nobody in the sample.")
    gaps = spreads.gaps(spreads.spread(row, sample))
    rules.must_know(gaps, acknowledged)
    made = SampleConfirmed.objects.create(
        inspection=row,
        references=[each.child.reference for each in sample.rows],
        gaps=gaps,
        without_factor=sample.without_factor,
        by=by,
    )
    record("confirmed sample", made, by=by, inspection=row.ref, after=f"{len(made.references)} children")
    _tell_cafcass(row, by)
    return made


def _tell_cafcass(inspection: Inspection, by: Person) -> None:
    address = settings.SITE_URL.rstrip("/") + reverse("own_sample", args=[inspection.ref])
    for person in link_people(inspection):
        body = f"Dear {person.name},\n\nThe references of the cases that we look at are here: {address}\n"
        queue_mail(to=person.email, subject="The cases that we look at", body=body, inspection=inspection.ref, by=by)
