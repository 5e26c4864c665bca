"""What people do with a document besides writing it: agree it, comment on it, withdraw it."""

from django.db import transaction
from django.db.models import Count

from accounts.access import Verb
from accounts.models import Person
from accounts.record import record
from accounts.refusals import NotAllowed, require
from evidence import rules
from evidence.actions.indexing import index_comment
from evidence.kinds import CASE, KINDS, SHARED
from evidence.models import Agreement, Document, DocumentComment, Head, Revision, Withdrawal
from evidence.models.agreement import NARROW_REASON
from evidence.queries.documents import excerpt
from evidence.queries.kept_back import LACKS
from evidence.queries.support import says_extent, support_of
from evidence.workflow import SHARED_SUMMARY
from framework.versions import version
from framework.workflow import NoSuchTransition
from inspections.lifecycle import locked
from inspections.models import Inspection
from inspections.roles import permit


def agree(document: Document, *, opened: Revision, narrow_reason: str = "", by: Person) -> Agreement:
    """The lead or a deputy closes a shared summary as the team has agreed it, at the revision they had before them.

    `narrow_reason`: why it rests on one source or one inspector alone; Invalid beside it where it does (EVID-10).
    Raises NotAllowed when it has two versions, has moved on, or still lacks something.
    """
    with transaction.atomic():
        inspection = locked(document.inspection)
        permit(by, inspection, SHARED.thing, Verb.DECIDE)
        before = state_of(document)
        after = _step(before, "agree")
        head = _sole_head(document)
        require(head == opened, "Somebody saved a newer version meanwhile. Read it, and agree that one.")
        _require_ready(head, inspection)
        narrow = support_of(head).narrow
        sentence = f"Select or enter why it rests on {' and '.join(narrow)} only."
        rules.refuse_unless(not narrow or bool(narrow_reason.strip()), "narrow_reason", sentence, "EVID-10")
        said = narrow_reason.strip()[:NARROW_REASON] if narrow else ""
        agreement = Agreement.objects.create(revision=head, narrow_reason=said, by=by)
        Head.objects.filter(revision=head).update(agreed=True)
        record("agree", document, by=by, inspection=inspection.ref, before=before, after=after)
        return agreement


def state_of(document: Document) -> str:
    """Of a shared summary or a case evaluation: withdrawn, agreed or closed when its only head is, open otherwise."""
    if Withdrawal.objects.filter(document=document).exists():
        return "withdrawn"
    if not Head.objects.filter(document=document, alone=True, agreed=True).exists():
        return SHARED_SUMMARY.initial
    return "closed" if document.kind == CASE.code else "agreed"


def _step(state: str, name: str) -> str:
    try:
        return SHARED_SUMMARY.target(state, name)
    except NoSuchTransition as error:
        raise NotAllowed(f"This cannot be done now: the summary is {state}.") from error


def _sole_head(document: Document) -> Revision:
    heads = list(Head.objects.filter(document=document).select_related("revision"))
    require(len(heads) == 1, "There are two versions of this summary. Merge them before it is agreed.", rule="EVID-02")
    return heads[0].revision


def _require_ready(head: Revision, inspection: Inspection) -> None:
    statement = excerpt("words__parts__statement")
    row = Revision.objects.annotate(citations=Count("cites"), excerpt=statement).get(pk=head.pk)
    missing = rules.to_finish(row, SHARED, version(inspection.framework_version), row.citations)
    missing += [LACKS] if Head.objects.filter(revision=head, names_open=True).exists() else []
    require(not missing, f"This cannot be agreed yet. It still needs {' and '.join(missing)}.", rule="EVID-16")
    sentence = "This cannot be agreed yet. It does not say how far the practice extends: edit it, and say so."
    require(says_extent(head), sentence, lifted_by="any inspector of the team", rule="EVID-12")


def comment(document: Document, *, text: str, by: Person) -> DocumentComment:
    """The lead, a deputy or the QA manager comments; the words commented on stay their owner's (EVID-04)."""
    with transaction.atomic():
        inspection = locked(document.inspection)
        permit(by, inspection, KINDS[document.kind].thing, Verb.COMMENT)
        latest = Head.objects.get(document=document, latest=True)
        written = DocumentComment.objects.create(document=document, revision=latest.revision, author=by, text=text)
        index_comment(written)
        record("comment", document, by=by, inspection=inspection.ref)
        return written


def withdraw(document: Document, *, reason: str, by: Person) -> Withdrawal:
    """No longer relied on; the text, the person and the reason stay (EVID-01)."""
    with transaction.atomic():
        inspection = locked(document.inspection)
        rules.ask_anew(document)
        rules.may_withdraw(by, document)
        rules.refuse_unless(bool(reason.strip()), "reason", "Enter why this is withdrawn.")
        before = state_of(document)
        withdrawal = Withdrawal.objects.create(document=document, reason=reason, by=by)
        Head.objects.filter(document=document).update(withdrawn=True)
        record("withdraw", document, by=by, inspection=inspection.ref, before=before, after="withdrawn", reason=reason)
        return withdrawal
