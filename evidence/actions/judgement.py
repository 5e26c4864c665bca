"""The lead forms the judgements with the team: a grade and why, area by area, agreed when all four stand."""

from collections.abc import Collection

from django.db import transaction

from accounts.access import Thing, Verb
from accounts.models import Person
from accounts.pages import check_version
from accounts.record import record
from accounts.refusals import Both, require
from evidence import grading, quality_rules, rules
from evidence.actions.agreed import Agreeing
from evidence.actions.indexing import index_rationale
from evidence.models import Judgement, Rationale, RationaleCitation, Revision
from evidence.models.judgement import AREAS
from evidence.queries import agreed_summaries
from evidence.queries.cases import overview
from evidence.queries.gaps import require_covered, uncarried
from evidence.queries.judgement import grades_of
from evidence.queries.quality import to_settle
from evidence.queries.voices import require_voices
from evidence.workflow import JUDGEMENTS
from framework.versions import FrameworkVersion, version
from inspections.lifecycle import locked
from inspections.models import Inspection
from inspections.roles import permit
from inspections.workflow import State

AGREEING = Agreeing("judgements", JUDGEMENTS)


def give_grade(
    inspection: Inspection,
    area: str,
    *,
    grade: str,
    text: str,
    cites: Collection[Revision],
    by: Person,
    version_opened: int | None = None,
) -> list[str]:
    """Gives one area its grade with its rationale; returns the areas whose grade fell by it and are asked for again.

    Raises NotAllowed, Stale, and Invalid beside `grade`, `text` or `cites` (JUDG-01, JUDG-02, JUDG-10, JUDG-11).
    """
    with transaction.atomic():
        inspection, judgement = _taken(inspection, Verb.EDIT, by)
        _require_forming(judgement)
        require_cases(inspection)
        check_version(judgement.version, version_opened, lambda: _texts(judgement, area, text))
        pinned = version(inspection.framework_version)
        rules.refuse_unless(area in AREAS, "grade", "The framework has no such area.")
        grades = grades_of(judgement) | {area: grade}
        _refuse_broken(pinned, grades, area)
        _check_support(inspection, area, text, cites)
        return _write(judgement, area, grades, grading.fallen(pinned, grades, area), text, cites, by)


def _taken(inspection: Inspection, verb: Verb, by: Person) -> tuple[Inspection, Judgement]:
    """The inspection and its row of judgements, both held until the transaction ends; the row is made at first use."""
    inspection = locked(inspection)
    require(inspection.graded, "Only a full inspection has grades.", rule="JUDG-14")
    permit(by, inspection, Thing.JUDGEMENT, verb)
    require(inspection.state != State.CANCELLED, "This inspection was cancelled.")
    return inspection, Judgement.objects.get_or_create(inspection=inspection)[0]


def _require_forming(judgement: Judgement) -> None:
    require(
        not judgement.agreed_at,
        "The judgements are agreed. Reopen them before a grade is changed.",
        lifted_by="the lead",
    )


def require_cases(inspection: Inspection) -> None:
    """Of both laws at least one case was evaluated and the evaluation closed (INSP-02). Raises NotAllowed."""
    missing = overview(inspection).missing()
    words = f"Grades are proposed once cases of both laws have been evaluated and closed: {' and '.join(missing)}."
    require(not missing, words, lifted_by="the inspectors, by closing a case evaluation", rule="INSP-02")


def _texts(judgement: Judgement, area: str, text: str) -> list[Both]:
    last = judgement.rationales.filter(area=area).last()
    return [Both("Rationale", text, last.text if last else "")]


def _refuse_broken(pinned: FrameworkVersion, grades: dict[str, str | None], area: str) -> None:
    sentence = grading.finding(pinned, grades, area)
    rules.refuse_unless(not sentence, "grade", sentence, "JUDG-10")


def _check_support(inspection: Inspection, area: str, text: str, cites: Collection[Revision]) -> None:
    rules.refuse_unless(bool(text.strip()), "text", "Enter why the team gives this grade.")
    rules.refuse_unless(
        len(text) <= rules.TEXT_LIMIT, "text", f"The text must be {rules.TEXT_LIMIT:,} characters or fewer."
    )
    rules.refuse_unless(bool(cites), "cites", "Select the shared summaries that this grade rests on.", "EVID-11")
    agreed = agreed_summaries(inspection, None if area == grading.OVERALL else area)
    chosen = {cited.pk for cited in cites}
    known = set(agreed.filter(pk__in=chosen).values_list("pk", flat=True))
    message = "Something that you selected is not an agreed shared summary of this area. Select again."
    rules.refuse_unless(chosen == known, "cites", message, "EVID-11")


def _write(
    judgement: Judgement,
    area: str,
    grades: dict[str, str | None],
    fallen: list[str],
    text: str,
    cites: Collection[Revision],
    by: Person,
) -> list[str]:
    before = {name: getattr(judgement, name) or "" for name in AREAS}
    for name in AREAS:
        setattr(judgement, name, None if name in fallen else grades[name])
    judgement.version += 1
    judgement.save(update_fields=[*AREAS, "version"])
    rationale = Rationale.objects.create(judgement=judgement, area=area, grade=grades[area] or "", text=text, author=by)
    RationaleCitation.objects.bulk_create(RationaleCitation(rationale=rationale, cited=cited) for cited in cites)
    index_rationale(rationale)
    _record_grades(judgement, [area, *fallen], before, by)
    return fallen


def _record_grades(judgement: Judgement, areas: list[str], before: dict[str, str], by: Person) -> None:
    """Which area was graded and which fell; never the grade itself, because an auditor reads the record."""
    for area in areas:
        given = bool(getattr(judgement, area))
        verb = f"{'give' if given else 'clear'} grade of {area}"
        was = "graded" if before[area] else "not graded"
        now = "graded" if given else "not graded"
        record(verb, judgement, by=by, inspection=judgement.inspection.ref, before=was, after=now)


def agree_judgements(
    inspection: Inspection, *, reason: str = "", by: Person, version_opened: int | None = None
) -> Judgement:
    """All four grades stand as the team's (N14). Raises NotAllowed naming the area that is not supported yet.

    `reason`: why findings are carried by no shared summary, where there are such. Raises Invalid beside it (EVID-15).
    """
    with transaction.atomic():
        inspection, judgement = _taken(inspection, Verb.DECIDE, by)
        check_version(judgement.version, version_opened)
        after = AGREEING.target(judgement, "agree")
        _require_complete(inspection, judgement)
        return AGREEING.agree(judgement, after, uncarried(inspection), reason, by)


def reopen_judgements(
    inspection: Inspection, *, reason: str, by: Person, version_opened: int | None = None
) -> Judgement:
    """Before the draft is sent the lead may open the judgements again, and says why."""
    with transaction.atomic():
        inspection, judgement = _taken(inspection, Verb.DECIDE, by)
        sent = inspection.has_reached(State.DRAFT_SENT)
        require(not sent, "The draft has been sent to Cafcass, so the judgements are not reopened here.")
        return AGREEING.reopen(judgement, version_opened, reason, by)


def _require_complete(inspection: Inspection, judgement: Judgement) -> None:
    pinned = version(inspection.framework_version)
    missing = [pinned.area(area).label for area in AREAS if not getattr(judgement, area)]
    require(
        not missing,
        f"All four grades are needed before they are agreed. Missing: {'; '.join(missing)}.",
        rule="JUDG-01",
    )
    bare = [pinned.area(area).label for area in AREAS if not _rests_on_agreed(inspection, judgement, area)]
    sentence = "The rationale of each judgement must cite a shared summary that stands agreed. Not so for:"
    require(not bare, f"{sentence} {'; '.join(bare)}.", rule="EVID-11")
    supervision = overview(inspection).supervision.missing
    lifted = "the inspectors, by a note or a case evaluation"
    require(not supervision, f"Before that: {supervision}.", lifted_by=lifted, rule="SAMPLE-11")
    quality_rules.require_settled(inspection, to_settle(inspection))
    require_covered(inspection)
    require_voices(inspection)


def _rests_on_agreed(inspection: Inspection, judgement: Judgement, area: str) -> bool:
    """Whether a summary that the area's last rationale cites still stands agreed with one version (N14)."""
    last = judgement.rationales.filter(area=area).last()
    of_area = None if area == grading.OVERALL else area
    cited = list(last.cites.values_list("cited__document", flat=True)) if last else []
    return agreed_summaries(inspection, of_area).filter(document__in=cited).exists()
