"""Closing a case evaluation: whoever wrote it says that it is complete."""

from django.db import transaction

from accounts.models import Person
from accounts.record import record
from accounts.refusals import NotAllowed, require
from evidence import cases, rules
from evidence.actions.agreement import state_of
from evidence.models import CaseClosing, Document, Head, Revision
from evidence.queries.kept_back import lacks
from evidence.workflow import CASE_EVALUATION
from framework.versions import version
from framework.workflow import NoSuchTransition
from information.actions.further import keep_view
from information.queries.further import on_case
from inspections.lifecycle import locked
from inspections.models import Inspection

WHY_OPEN = "Enter why it is closed before Cafcass has answered"
VIEW = "Enter your view after the reply"


@transaction.atomic
def close(
    document: Document, *, opened: Revision, open_reason: str = "", view_after: str = "", by: Person
) -> CaseClosing:
    """At the revision that they had before them; a later one opens it again.

    `open_reason`: why without the reply, where a request on the case is open; `view_after`: what they think after the
    replies that nobody has written of. Both are asked for where they are needed (DOC-06). Raises Invalid, and
    NotAllowed when it has two versions, has moved on, or still lacks something (CRIT-16, CRIT-17).
    """
    inspection = locked(document.inspection)
    rules.may_close(by, document)
    before = state_of(document)
    try:
        after = CASE_EVALUATION.target(before, "close")
    except NoSuchTransition as error:
        raise NotAllowed(f"This cannot be done now: the evaluation is {before}.") from error
    heads = list(Head.objects.filter(document=document).select_related("revision__words"))
    require(
        len(heads) == 1, "There are two versions of this evaluation. Merge them before it is closed.", rule="EVID-02"
    )
    head = heads[0].revision
    require(head == opened, "Somebody saved a newer version meanwhile. Read it, and close that one.")
    missing = to_close(head, inspection) + lacks(heads[0])
    require(not missing, f"This cannot be closed yet. It still needs: {'; '.join(missing)}.", str(document.owner))
    asked = on_case(inspection, head.source)
    waiting, answered = [each for each in asked if each.is_open], [each for each in asked if each.awaits_view]
    rules.refuse_unless(not waiting or bool(open_reason.strip()), "open_reason", WHY_OPEN, "DOC-06")
    rules.refuse_unless(not answered or bool(view_after.strip()), "view_after", VIEW, "DOC-06")
    for each in answered:
        keep_view(each, view_after, by)
    closing = CaseClosing.objects.create(revision=head, by=by, open_reason=open_reason if waiting else "")
    Head.objects.filter(revision=head).update(agreed=True)
    record("close", document, by=by, inspection=inspection.ref, before=before, after=after)
    return closing


def to_close(head: Revision, inspection: Inspection) -> list[str]:
    """What is missing before it is closed, in words. Older practice that does not count may be closed as well."""
    pinned, facts = version(inspection.framework_version), head.facts
    context = cases.PRACTICE_LACKS[cases.Practice.CONTEXT]
    lacking = [each for each in cases.lacks(facts, head.source, head.area) if each != context]
    questions = [f"{each.label} ({each.rule})" for each in cases.unanswered(pinned, head.area, facts)]
    spoken = cases.spoken_to(facts) or head.words.parts.get("nobody_reason", "").strip()
    return [*lacking, *questions, *([] if spoken else ["who was spoken to, or why nobody was (INSP-03)"])]
