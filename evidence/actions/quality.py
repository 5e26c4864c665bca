"""The QA manager challenges, analyses, reviews and clears; the team answers; the lead decides what is recommended."""

from datetime import datetime
from typing import Any

from django.db import transaction

from accounts import clock
from accounts.models import Person
from accounts.pages import check_version
from accounts.record import record
from accounts.refusals import Invalid
from evidence import quality_rules as rules
from evidence.models import Challenge, ChallengeStep, Document, Head, QAAnalysis, QAPlan, QAReview
from evidence.queries.quality import newest_revision
from evidence.rules import refuse_unless
from evidence.workflow import CHALLENGE
from inspections.lifecycle import locked
from inspections.models import Inspection

Name = ChallengeStep.Name


@transaction.atomic
def challenge(
    inspection: Inspection,
    *,
    area: str,
    heading: str = "",
    document: Document | None = None,
    kind: str,
    weight: str,
    text: str,
    by: Person,
) -> Challenge:
    """About a document, as it stands now, or about a heading. Raises NotAllowed, Invalid (QA-01)."""
    row = locked(inspection)
    rules.may_challenge(by, row)
    rules.must_be_a_place(row, area, heading)
    refuse_unless(kind in Challenge.Kind, "kind", "Select what kind of challenge it is.")
    refuse_unless(weight in Challenge.Weight, "weight", "Select whether it must be settled.")
    refuse_unless(bool(text.strip()), "text", "Enter what you put to the team.")
    own = document is None or document.inspection_id == row.pk
    refuse_unless(own, "", "This is not one of this inspection's documents.")
    head = Head.objects.get(document=document, latest=True) if document else None
    given = {"area": area, "heading": heading, "kind": kind, "weight": weight, "text": text}
    about = {"document": document, "revision_id": head.revision_id if head else None}
    made = Challenge.objects.create(inspection=row, **about, **given, by=by)
    record("challenge", made, by=by, inspection=row.ref, after=made.state)
    return made


def _taken(challenge: Challenge) -> Challenge:
    """The challenge, held until the transaction ends, after its inspection: the order of every action here."""
    inspection = locked(challenge.inspection)
    row = Challenge.objects.select_for_update(of=("self",)).select_related("document").get(pk=challenge.pk)
    row.inspection = inspection
    return row


def _take_step(row: Challenge, name: str, *, by: Person, **given: Any) -> ChallengeStep:
    step = ChallengeStep.objects.create(challenge=row, name=name, by=by, **given)
    before, row.state = row.state, CHALLENGE.target(row.state, name)
    row.version += 1
    row.save(update_fields=["state", "version"])
    verb = f"{Name(name).label.lower()}: challenge"
    record(verb, row, by=by, inspection=row.inspection.ref, before=before, after=row.state)
    return step


@transaction.atomic
def answer(challenge: Challenge, *, text: str, by: Person) -> ChallengeStep:
    """The team's answer; it lifts nothing before the QA manager clears (QA-01)."""
    row = _taken(challenge)
    rules.may_answer(row, by)
    refuse_unless(bool(text.strip()), "text", "Enter the answer of the team.")
    return _take_step(row, Name.ANSWER, text=text, by=by)


@transaction.atomic
def log_phone(challenge: Challenge, *, text: str, agreed_at: datetime, by: Person) -> ChallengeStep:
    """The lead logs what was agreed by phone; the QA manager confirms it by clearing (QA-01)."""
    row = _taken(challenge)
    rules.may_log_phone(row, by)
    refuse_unless(bool(text.strip()), "text", "Enter what was agreed.")
    if agreed_at > clock.now():
        raise Invalid("time", "This time has not come yet: the talk is logged once it was held.")
    return _take_step(row, Name.PHONE, text=text, agreed_at=agreed_at, by=by)


@transaction.atomic
def decide(challenge: Challenge, *, accept: bool, reason: str, by: Person) -> ChallengeStep:
    """The lead accepts or declines a recommendation and says why; until then it stays on their list (QA-02)."""
    row = _taken(challenge)
    rules.may_decide(row, by)
    refuse_unless(bool(reason.strip()), "reason", "Enter a reason.", "QA-02")
    return _take_step(row, Name.ACCEPT if accept else Name.DECLINE, text=reason, by=by)


@transaction.atomic
def clear(challenge: Challenge, *, text: str = "", version: int | None = None, by: Person) -> ChallengeStep:
    """One act of the QA manager; what changes from here on is marked. Raises Stale where it moved on meanwhile."""
    row = _taken(challenge)
    rules.may_clear(row, by)
    check_version(row.version, version)
    return _take_step(row, Name.CLEAR, text=text, revision=newest_revision(row.inspection, row.document), by=by)


@transaction.atomic
def ask_again(challenge: Challenge, *, text: str, version: int | None = None, by: Person) -> ChallengeStep:
    """The answer does not settle it, or something changed after it was cleared. Raises Stale."""
    row = _taken(challenge)
    rules.may_clear(row, by, Name.ASK_AGAIN)
    check_version(row.version, version)
    refuse_unless(bool(text.strip()), "text", "Enter what is still open.")
    return _take_step(row, Name.ASK_AGAIN, text=text, by=by)


@transaction.atomic
def analyse(inspection: Inspection, *, text: str, area: str = "", heading: str = "", by: Person) -> QAAnalysis:
    """The QA manager's own analysis, added to the record (QA-02)."""
    row = locked(inspection)
    rules.may_analyse(by, row)
    rules.must_be_a_place(row, area, heading, required=False)
    refuse_unless(bool(text.strip()), "text", "Enter your analysis.")
    made = QAAnalysis.objects.create(inspection=row, area=area, heading=heading, text=text, by=by)
    record("analyse", made, by=by, inspection=row.ref)
    return made


@transaction.atomic
def review(inspection: Inspection, area: str, *, sufficient: bool, aligned: bool, text: str, by: Person) -> QAReview:
    """Whether the evidence of an area suffices and the findings agree with it (QA-01)."""
    row = locked(inspection)
    rules.may_analyse(by, row)
    rules.must_be_a_place(row, area, "")
    said = (sufficient and aligned) or bool(text.strip())
    refuse_unless(said, "text", "Enter what is missing or does not agree.", "QA-01")
    given = {"sufficient": sufficient, "aligned": aligned, "text": text}
    made = QAReview.objects.create(inspection=row, area=area, **given, revision=newest_revision(row), by=by)
    record("review", made, by=by, inspection=row.ref)
    return made


@transaction.atomic
def set_plan(inspection: Inspection, *, by: Person, **given: Any) -> QAPlan:
    """`given`: level, new_inspectors, experience, intelligence, closer_look, note. Raises Invalid (QA-05)."""
    row = locked(inspection)
    rules.may_analyse(by, row)
    factors = {name: given[name] for name in ("level", "new_inspectors", "closer_look", "note")}
    for name in ("experience", "intelligence"):
        refuse_unless(bool(given[name].strip()), name, "Enter what there is to say, or “nothing”.", "QA-05")
    rules.must_explain_standard(**factors)
    made = QAPlan.objects.create(inspection=row, **given, by=by)
    record("plan quality assurance", made, by=by, inspection=row.ref, after=made.level)
    return made
