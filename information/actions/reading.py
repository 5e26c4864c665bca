"""Reading shared out and done, the key points passed on, access to cases said, readiness confirmed."""

from datetime import date

from django.db import transaction
from django.db.models import Max

from accounts.models import Person
from accounts.pages import check_version
from accounts.record import record
from information.actions.answers import item_taken
from information.models import AnnexItem, CaseAccess, Digest, ReadinessConfirmation, ReadingDone, ReadingPlan
from information.queries.readiness import open_points
from information.rules import reading as rules
from inspections.lifecycle import locked
from inspections.models import Inspection


@transaction.atomic
def share_out(
    item: AnnexItem,
    *,
    kind: str,
    reader: Person | None = None,
    due: date | None = None,
    version: int | None = None,
    by: Person,
) -> ReadingPlan:
    """Says how an item is read, by whom and by when. Raises Invalid, Stale."""
    row = item_taken(item)
    rules.may_share_out(row, by)
    rules.plan_fits(row, kind, reader)
    plan = ReadingPlan.objects.filter(item=row).first()
    check_version(plan.version if plan else 0, version)
    made = plan or ReadingPlan(item=row, version=0)
    made.kind, made.reader, made.due, made.by = kind, reader, due, by
    made.version += 1
    made.save()
    record("shared out reading", made, by=by, inspection=row.request.inspection.ref, after=kind)
    return made


@transaction.atomic
def say_read(item: AnnexItem, *, summary: str = "", by: Person) -> ReadingDone:
    """The reader's own word, with what they make of it."""
    row = item_taken(item)
    rules.may_say_read(row, by)
    rules.must_sum_up(ReadingPlan.objects.filter(item=row).first(), by, summary)
    made = ReadingDone.objects.create(item=row, person=by, summary=summary)
    record("read item", made, by=by, inspection=row.request.inspection.ref, after=row.number)
    return made


@transaction.atomic
def say_access(inspection: Inspection, *, by: Person) -> CaseAccess:
    """This inspector can open the case material (TIME-05)."""
    row = locked(inspection)
    rules.may_say_access(row, by)
    made, new = CaseAccess.objects.get_or_create(inspection=row, person=by)
    if new:
        record("can open case material", made, by=by, inspection=row.ref)
    return made


@transaction.atomic
def issue_digest(inspection: Inspection, *, text: str, sources: int, by: Person) -> Digest:
    """The key points, from so many summaries; the ones before stay (OFF-21)."""
    row = locked(inspection)
    rules.may_issue(row, by)
    last = Digest.objects.filter(inspection=row).aggregate(last=Max("number"))["last"] or 0
    made = Digest.objects.create(inspection=row, number=last + 1, text=text, sources=sources, by=by)
    record("issued key points", made, by=by, inspection=row.ref, after=str(made.number))
    return made


@transaction.atomic
def confirm_readiness(inspection: Inspection, *, reason: str = "", by: Person) -> ReadinessConfirmation:
    """Ends the work off site; what is open is named and kept with the reason (OFF-01, OFF-20)."""
    row = locked(inspection)
    rules.may_confirm(row, by)
    still_open = open_points(row)
    rules.must_explain(still_open, reason)
    made = ReadinessConfirmation.objects.create(inspection=row, still_open=still_open, reason=reason, by=by)
    record("confirmed readiness", made, by=by, inspection=row.ref, reason=reason)
    return made
