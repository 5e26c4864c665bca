"""Cases that Cafcass offers for their good practice, and the lead's word on each (SAMPLE-07)."""

from datetime import date

from django.db import transaction

from accounts import clock
from accounts.models import Person
from accounts.record import record
from accounts.refusals import Invalid
from information.actions.sample import add_child
from information.models import GoodPracticeOffer, SampledChild
from information.queries.sample import offers_of
from information.references import plain_reference
from information.rules import sample as rules
from information.workflow import GOOD_PRACTICE
from inspections.lifecycle import locked
from inspections.models import Inspection

REASON = "good_practice"


@transaction.atomic
def offer_case(inspection: Inspection, *, reference: str, audited_on: date, what: str, by: Person) -> GoodPracticeOffer:
    """From Cafcass's own audits. Raises Invalid, also for words that hold a name of the list."""
    row = locked(inspection)
    rules.may_offer_case(by, row)
    plain = plain_reference(reference)
    if offers_of(row).filter(reference=plain).exists():
        raise Invalid("reference", f"You have offered {plain} already.")
    if audited_on > clock.today():
        raise Invalid("audited_on", "This day has not come yet.")
    rules.must_name_nobody(row, "what", what)
    made = GoodPracticeOffer.objects.create(inspection=row, reference=plain, audited_on=audited_on, what=what, by=by)
    record("offered case", made, by=by, inspection=row.ref, after=made.state)
    return made


@transaction.atomic
def decide_case(offered: GoodPracticeOffer, *, accept: bool, reason: str = "", by: Person) -> GoodPracticeOffer:
    """Accepted it joins the sample, where it is not in it already. Cafcass reads the decision and its reason."""
    inspection = locked(offered.inspection)
    row = GoodPracticeOffer.objects.select_for_update().get(pk=offered.pk)
    row.inspection = inspection
    rules.may_decide_case(row, by)
    if not accept and not reason.strip():
        raise Invalid("reason", "Give a reason for declining: Cafcass reads it.", "SAMPLE-07")
    before, row.state = row.state, GOOD_PRACTICE.target(row.state, "accept" if accept else "decline")
    row.decision_reason, row.decided_by, row.decided_at = reason, by, clock.now()
    row.save(update_fields=["state", "decision_reason", "decided_by", "decided_at"])
    if accept and not SampledChild.objects.filter(inspection=inspection, reference=row.reference).exists():
        add_child(inspection, reference=row.reference, reason=REASON, characteristics={"audited": "audited"}, by=by)
    record("decided on case", row, by=by, inspection=inspection.ref, before=before, after=row.state, reason=reason)
    return row
