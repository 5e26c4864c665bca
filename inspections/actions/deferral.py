"""Asking for a deferral, deciding on it, and planning the other week (DEFER-01 to DEFER-04)."""

from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from accounts import clock
from accounts.access import Role
from accounts.models import Person
from accounts.pages import check_version
from accounts.record import record
from accounts.refusals import Both, Invalid
from files.mail import queue_mail
from inspections.actions.pinning import pin
from inspections.actions.seasons import keep
from inspections.beside import beside
from inspections.confirmation import one_line
from inspections.forecast import forecast
from inspections.lifecycle import advance, locked
from inspections.models import DeferralDecision, DeferralRequest, Inspection
from inspections.queries import acting_as
from inspections.rules import deferral as rules
from inspections.rules.call import chief_executives
from inspections.rules.plan import must_be_monday
from inspections.rules.seasons import NONE, Agreement, must_be_possible
from inspections.wording import spoken
from scheduling import actions as timelines


@transaction.atomic
def request_deferral(
    inspection: Inspection, *, requester: str, requester_role: str, reason: str, asked_at: datetime, by: Person
) -> DeferralRequest:
    """Logs that Cafcass asked; no date and no access changes by it (DEFER-01). Raises Invalid, NotAllowed."""
    row = locked(inspection)
    rules.may_ask(by, row)
    rules.request_fits(row, asked_at)
    asked = DeferralRequest.objects.create(
        inspection=row,
        requester=requester,
        requester_role=requester_role,
        reason=reason,
        asked_at=asked_at,
        late=rules.is_late(row, asked_at),
        logged_by=by,
    )
    record("asked for deferral", asked, by=by, inspection=row.ref, after="late" if asked.late else "", reason=reason)
    return asked


@transaction.atomic
def decide_deferral(
    inspection: Inspection, *, outcome: str, reasons: str, policy: str, version: int | None = None, by: Person
) -> DeferralDecision:
    """Granted: every date is let go and kept in the history, and new dates are waited for. Raises Invalid."""
    row = locked(inspection)
    asked = rules.pending(row)
    rules.may_decide(by, row, asked)
    assert asked
    check_version(row.timeline.version, version)
    for field, text in (("reasons", reasons), ("policy", policy)):
        if not text.strip():
            raise Invalid(field, "Enter the reasons" if field == "reasons" else "Enter the policy", "DEFER-03")
    decided = DeferralDecision.objects.create(
        request=asked, outcome=outcome, reasons=reasons, policy=policy, decided_by=by, decided_at=clock.now()
    )
    record("decided deferral", decided, by=by, inspection=row.ref, after=outcome, reason=reasons)
    if outcome == DeferralDecision.Outcome.GRANTED:
        advance(row, "defer", by=by, reason=reasons)
        timelines.cancel_dates(row.timeline, "a deferral was granted", by, inspection=row.ref, actual_too=True)
    _tell(row, decided, by)
    return decided


def _tell(row: Inspection, decided: DeferralDecision, by: Person) -> None:
    """The chief executive hears of it with its reasons, which are Cafcass's to know; the lead that it is decided."""
    granted = decided.outcome == DeferralDecision.Outcome.GRANTED
    what = "The dates given no longer hold; new ones follow with fresh notice." if granted else "The dates stand."
    body = (
        f"You asked for a deferral of: {one_line(row.title)}\n\n"
        f"Decision: {decided.get_outcome_display().lower()}, by {by.name} on {spoken(clock.today())}.\n"
        f"{what}\n\nReasons:\n{decided.reasons}\n\nPolicy: {decided.policy}\n"
    )
    subject = f"Deferral: {one_line(row.title)}"[:200]
    for person in chief_executives():
        queue_mail(to=person.email, subject=subject, body=body, inspection=row.ref, by=by)
    _tell_leads(row, decided, subject, by)


def _tell_leads(row: Inspection, decided: DeferralDecision, subject: str, by: Person) -> None:
    address = settings.SITE_URL.rstrip("/") + reverse("interruption_list", args=[row.ref])
    granted = decided.outcome == DeferralDecision.Outcome.GRANTED
    then = "Plan the new first on-site week, and call Cafcass again." if granted else "The dates stand."
    said = f"The deferral that was asked for is {decided.get_outcome_display().lower()}. {then}"
    for lead in acting_as(row, Role.LEAD):
        body = f"Dear {lead.name},\n\n{said}\n\n{address}\n"
        queue_mail(to=lead.email, subject=subject, body=body, inspection=row.ref, by=by)


@transaction.atomic
def plan_again(
    inspection: Inspection,
    onsite_week: date,
    *,
    reason: str,
    agreement: Agreement = NONE,
    version: int | None = None,
    by: Person,
) -> Inspection:
    """The new first on-site week after a deferral: notice starts afresh, and Cafcass is called again (DEFER-04)."""
    row = locked(inspection)
    rules.may_plan_again(by, row)
    both = [Both("Monday of the first on-site week", spoken(onsite_week), spoken(row.timeline.onsite_week))]
    check_version(row.timeline.version, version, both)
    must_be_monday(onsite_week)
    rules.may_be_week(onsite_week)
    planned = forecast(row.kind, onsite_week)
    must_be_possible(planned, onsite_week, reason, agreement)
    row = advance(row, "plan_again", by=by, reason=reason)
    with beside("onsite_week"):
        timelines.replan(row.timeline, onsite_week, reason, by, inspection=row.ref)
    keep(row, planned, onsite_week, agreement, by)
    pin(row, planned.version.code, by)
    return row
