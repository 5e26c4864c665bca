"""What a visit looks at and what covers it; its findings are agreed once nothing of it is left out (EVID-17)."""

from collections.abc import Collection

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from accounts import clock
from accounts.access import Role, Thing, Verb
from accounts.models import Person
from accounts.pages import check_version
from accounts.queries import holders
from accounts.record import record
from accounts.refusals import require
from evidence import quality_rules, rules
from evidence.actions.agreed import Agreeing
from evidence.headings import areas
from evidence.models import (
    Covers,
    Document,
    OtherAreaChecked,
    SubjectTakenOut,
    TopicSuggestion,
    VisitFindings,
    VisitSubject,
)
from evidence.models.visit import SUBJECT_LIMIT
from evidence.queries import scope
from evidence.queries.findings import findings_agreed, subject_of, to_improve
from evidence.queries.gaps import require_covered, uncarried
from evidence.queries.quality import to_settle
from evidence.queries.scope import covers_of
from evidence.queries.voices import require_voices
from evidence.workflow import FINDINGS
from files.mail import queue_mail
from framework.versions import version
from inspections.lifecycle import locked
from inspections.models import Inspection, PublishedFinding
from inspections.queries import acting_as
from inspections.roles import has_findings, permit
from inspections.workflow import State

AGREEING = Agreeing("findings", FINDINGS)
TOPIC = Thing.VISIT_TOPIC
ONLY_DECIDES = "Only the programme decision-maker sets the topics of a focused visit."
NO_VISIT = "A full inspection has judgements in place of findings."


def _taken(
    inspection: Inspection, verb: Verb, by: Person, thing: Thing = Thing.FINDINGS
) -> tuple[Inspection, VisitFindings]:
    """The visit and its row of findings, both held until the transaction ends; the row is made at first use."""
    row = locked(inspection)
    require(has_findings(by, row), NO_VISIT, rule="JUDG-14")
    permit(by, row, thing, verb, ONLY_DECIDES if thing is TOPIC else "")
    require(row.state != State.CANCELLED, "This visit was cancelled.")
    return row, VisitFindings.objects.get_or_create(inspection=row)[0]


def _require_forming(findings: VisitFindings) -> None:
    require(not findings.agreed_at, "The findings are agreed. Reopen them before this changes.", lifted_by="the lead")


@transaction.atomic
def suggest_topic(inspection: Inspection, *, kind: str, text: str, by: Person) -> TopicSuggestion:
    """Cafcass's chief executive after the call, or the lead, would have the visit look at this (FV-11).

    Raises NotAllowed, Invalid.
    """
    row, findings = _taken(inspection, Verb.CREATE, by, TOPIC)
    _require_forming(findings)
    _check_topic(row, kind, text)
    made = TopicSuggestion.objects.create(inspection=row, kind=kind, text=text.strip(), by=by)
    record("suggest topic of visit", made, by=by, inspection=row.ref)
    if by.side == Person.Side.CAFCASS:
        _tell(made)
    return made


def _tell(suggestion: TopicSuggestion) -> None:
    """Whoever sets topics, and whoever leads the visit, without a word of what is suggested."""
    inspection = suggestion.inspection
    address = settings.SITE_URL + reverse("visit_topics", args=[inspection.ref])
    told = {who.pk: who for who in (*holders(Role.DECISION_MAKER), *acting_as(inspection, Role.LEAD))}
    for who in told.values():
        body = f"Dear {who.name},\n\nCafcass suggests a topic of the focused visit. Read it: {address}\n"
        subject = "Cafcass suggests a topic of a focused visit"
        queue_mail(to=who.email, subject=subject, body=body, inspection=inspection.ref, by=suggestion.by)


@transaction.atomic
def add_topic(
    inspection: Inspection, *, kind: str, text: str, suggestion: TopicSuggestion | None = None, by: Person
) -> VisitSubject:
    """A focused visit looks at this aspect, theme or cohort (FV-09): the programme's decision-maker says so (FV-11).

    Raises NotAllowed, Invalid.
    """
    row, findings = _taken(inspection, Verb.DECIDE, by, TOPIC)
    _require_forming(findings)
    _check_topic(row, kind, text)
    own = suggestion is None or suggestion.inspection_id == row.pk
    rules.refuse_unless(own, "text", "This was suggested for another visit.")
    known = {(each.kind, each.text.casefold()) for each in scope.subjects(row)}
    rules.refuse_unless((kind, text.strip().casefold()) not in known, "text", "The visit looks at this already.")
    return _added(row, VisitSubject(inspection=row, kind=kind, text=text.strip(), suggestion=suggestion, by=by), by)


def _check_topic(inspection: Inspection, kind: str, text: str) -> None:
    kinds = version(inspection.framework_version).files.visits.focused_visit.topic_kinds
    rules.refuse_unless(kind in kinds, "kind", "Select what kind of topic it is.")
    rules.refuse_unless(bool(text.strip()), "text", "Enter what the visit looks at.")
    rules.refuse_unless(len(text) <= SUBJECT_LIMIT, "text", f"The text must be {SUBJECT_LIMIT} characters or fewer.")


@transaction.atomic
def pick_focus(inspection: Inspection, findings: Collection[PublishedFinding], *, by: Person) -> list[VisitSubject]:
    """A monitoring visit concentrates on these areas for improvement of the inspection (MON-04)."""
    row, held = _taken(inspection, Verb.EDIT, by)
    _require_forming(held)
    offered = {each.pk for each in to_improve(row)}
    fits = bool(findings) and {each.pk for each in findings} <= offered and row.kind != scope.FOCUSED
    rules.refuse_unless(fits, "findings", "Select areas for improvement of the last inspection.", "MON-04")
    made = [VisitSubject(inspection=row, text=each.text[:SUBJECT_LIMIT], finding=each, by=by) for each in findings]
    return [_added(row, each, by) for each in made]


def _added(inspection: Inspection, subject: VisitSubject, by: Person) -> VisitSubject:
    subject.save(force_insert=True)
    record("add subject of visit", subject, by=by, inspection=inspection.ref)
    return subject


@transaction.atomic
def take_out_subject(subject: VisitSubject, *, reason: str, by: Person) -> SubjectTakenOut:
    """The lead, of a monitoring visit; of a focused one whoever sets its topics."""
    focused = subject.inspection.kind == scope.FOCUSED
    given = (Verb.DECIDE, by, TOPIC) if focused else (Verb.EDIT, by)
    row, findings = _taken(subject.inspection, *given)
    _require_forming(findings)
    subject_of(row, subject.pk)
    rules.refuse_unless(bool(reason.strip()), "reason", "Enter why the visit does not look at this.")
    made = SubjectTakenOut.objects.create(subject=subject, reason=reason, by=by)
    record("take out subject of visit", subject, by=by, inspection=row.ref, reason=reason)
    return made


@transaction.atomic
def check_other_area(inspection: Inspection, *, area: str, declined: bool, basis: str, by: Person) -> OtherAreaChecked:
    """Whether an area that the visit does not concentrate on has got worse (MON-06)."""
    row, findings = _taken(inspection, Verb.CREATE, by)
    _require_forming(findings)
    require(row.kind != scope.FOCUSED, "Only a monitoring visit checks other areas.", rule="MON-06")
    known = areas(version(row.framework_version))
    rules.refuse_unless(area in known, "area", "Select the area that was checked.", "MON-06")
    rules.refuse_unless(bool(basis.strip()), "basis", "Enter on what basis.", "MON-06")
    made = OtherAreaChecked.objects.create(inspection=row, area=area, declined=declined, basis=basis, by=by)
    record("check other area", made, by=by, inspection=row.ref, after=area)
    return made


@transaction.atomic
def say_covers(document: Document, codes: Collection[str], *, by: Person) -> None:
    """The shared summary covers these parts of its visit or of Cafcass's consultation (VOICE-09), and no other.

    Raises NotAllowed, Invalid.
    """
    before, wanted = set(covers_of(document)), set(codes)
    if before == wanted:
        return
    rules.may_revise(by, document)
    # What was agreed to be covered stays covered.
    open_now = before <= wanted or not findings_agreed(document.inspection)
    rules.refuse_unless(open_now, "covers", "The findings are agreed. Reopen them before this covers less.", "EVID-17")
    offered = {each.code for each in scope.sayable(document.inspection)}
    rules.refuse_unless(
        wanted - before <= offered, "covers", "Select something that a summary here may cover.", "EVID-17"
    )
    for code in sorted(before ^ wanted):
        row = Covers.objects.create(document=document, code=code, on=code in wanted, by=by, at=clock.now())
        verb = "said to cover" if row.on else "said not to cover"
        record(verb, row, by=by, inspection=document.inspection.ref, after=code)


@transaction.atomic
def agree_findings(
    inspection: Inspection, *, reason: str = "", by: Person, version_opened: int | None = None
) -> VisitFindings:
    """The findings stand as the team's. Raises NotAllowed naming what is not covered.

    `reason`: why individual findings are carried by no shared summary, where there are such. Raises Invalid (EVID-15).
    """
    row, findings = _taken(inspection, Verb.DECIDE, by)
    require(row.has_reached(State.ANNOUNCED), "Cafcass has not been called yet, so there is nothing to agree.")
    check_version(findings.version, version_opened)
    after = AGREEING.target(findings, "agree")
    sentence = "Nothing says yet what this visit looks at."
    require(bool(scope.subjects(row)), sentence, lifted_by="the lead inspector, on the page of the findings")
    quality_rules.require_settled(row, to_settle(row))
    require_covered(row)
    require_voices(row)
    return AGREEING.agree(findings, after, uncarried(row), reason, by)


@transaction.atomic
def reopen_findings(
    inspection: Inspection, *, reason: str, by: Person, version_opened: int | None = None
) -> VisitFindings:
    """Before the draft is sent the lead may open the findings again, and says why."""
    row, findings = _taken(inspection, Verb.DECIDE, by)
    require(not row.has_reached(State.DRAFT_SENT), "The draft has been sent to Cafcass, so they are not reopened here.")
    return AGREEING.reopen(findings, version_opened, reason, by)
