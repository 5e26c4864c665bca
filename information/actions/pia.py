"""The pre-inspection analysis: drafted and issued by the analyst, read by all, its priorities agreed by the lead."""

from django.db import transaction

from accounts import clock
from accounts.models import Person
from accounts.pages import check_version
from accounts.record import record
from accounts.refusals import Both, Invalid, NotAllowed
from information.models import Analysis, AnalysisIssue, AnalysisRead, AnalysisSettled, PrioritiesAgreed
from information.queries import pia as queries
from information.rules import pia as rules
from inspections.lifecycle import locked
from inspections.models import Inspection


@transaction.atomic
def write_analysis(
    inspection: Inspection, *, sections: dict[str, str], priorities: str, version: int | None = None, by: Person
) -> Analysis:
    """Keeps the draft. Raises Stale with both texts of each matter that differs."""
    row = locked(inspection)
    rules.may_write(by, row)
    draft = queries.draft_of(row)
    stored = draft.sections if draft else {}
    labels = {item.code: item.label for item in queries.contents(row)}
    texts = [Both(labels[code], text, stored.get(code, "")) for code, text in sections.items()]
    check_version(draft.version if draft else 0, version, [each for each in texts if each.yours != each.stored])
    made = draft or Analysis(inspection=row, version=0)
    made.sections, made.priorities, made.author, made.at = sections, priorities, by, clock.now()
    made.version += 1
    made.save()
    record("wrote analysis", made, by=by, inspection=row.ref)
    return made


@transaction.atomic
def issue_analysis(inspection: Inspection, *, by: Person) -> AnalysisIssue:
    """A version that nobody changes any more; an earlier one stays (OFF-04). Raises NotAllowed with what is empty."""
    row = locked(inspection)
    known = bool(queries.engagement_text())
    draft = rules.may_issue(by, row, queries.draft_of(row), known)
    last = queries.current_issue(row)
    before = last.sections if last else {}
    changed = [code for code, text in draft.sections.items() if last and text != before.get(code, "")]
    if last and not changed:
        raise NotAllowed("Nothing has changed since the last version.")
    number = last.number + 1 if last else 1
    made = AnalysisIssue.objects.create(inspection=row, number=number, sections=draft.sections, changed=changed, by=by)
    record("issued analysis", made, by=by, inspection=row.ref, after=str(number))
    return made


@transaction.atomic
def read_analysis(issue: AnalysisIssue, *, profile: bool, by: Person) -> AnalysisRead:
    """The reader's own word; `profile`: they know the material and Cafcass's profile too (OFF-18)."""
    rules.may_read(by, issue.inspection)
    if not profile:
        raise Invalid("profile", rules.PROFILE, "OFF-18")
    made, new = AnalysisRead.objects.get_or_create(issue=issue, person=by, defaults={"profile": True})
    if new:
        record("read analysis", made, by=by, inspection=issue.inspection.ref, after=str(issue.number))
    return made


@transaction.atomic
def settle_unread(issue: AnalysisIssue, person: Person, *, how: str, by: Person) -> AnalysisSettled:
    """The lead's word on somebody who had not read it on the day of arrival (OFF-18)."""
    row = locked(issue.inspection)
    rules.may_settle(by, row)
    found = queries.on_arrival(row)
    if found is None or found.issue != issue or person not in found.unsettled:
        raise NotAllowed("This is settled already.")
    if not how.strip():
        raise Invalid("how", "Say how it is settled.", "OFF-18")
    made = AnalysisSettled.objects.create(issue=issue, person=person, how=how, by=by)
    record("settled unread analysis", made, by=by, inspection=row.ref, after=str(issue.number))
    return made


@transaction.atomic
def agree_priorities(inspection: Inspection, *, by: Person) -> PrioritiesAgreed:
    """As they are written now; a later change of them is agreed anew (OFF-05)."""
    row = locked(inspection)
    draft = queries.draft_of(row)
    rules.may_agree(by, row, draft)
    assert draft
    made = PrioritiesAgreed.objects.create(inspection=row, text=draft.priorities, by=by)
    record("agreed priorities", made, by=by, inspection=row.ref)
    return made
