"""Evidence and judgements of the inspection of 2024, made through the product's own actions."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

from accounts import clock
from accounts.models import Person
from evidence.actions.agreement import agree
from evidence.actions.capture import append
from evidence.actions.closing import close
from evidence.actions.judgement import agree_judgements, give_grade
from evidence.actions.voices import note_voices
from evidence.headings import places
from evidence.kinds import CASE_PARTS
from evidence.models import Revision
from evidence.queries import agreed_summaries
from evidence.queries.cases import overview
from framework.versions import version
from information.models import SampledChild
from inspections import actions
from inspections.models import Inspection
from tests.cast import Cast
from tests.inspections.stages import ENDED_AT, FIELDWORK_ENDED_ON, ON_SITE_AT, announced, fresh
from tests.remembered import remembered

NOTED_AT = ON_SITE_AT
SUMMED_UP_AT = clock.at(date(2024, 2, 8), 17)
AGREED_AT = clock.at(date(2024, 2, 15), 17)
JUDGED_AT = ENDED_AT + timedelta(hours=1)
SEEN = {"source": "Interview with a family court adviser", "observed_on": date(2024, 2, 5), "observed_at": time(10, 40)}
PRIVATE = {"area": "private"}
PROCEEDINGS = {"public": "care_supervision", "private": "contact_residence"}


def note(
    inspection: Inspection,
    by: Person,
    *,
    text: str = "A letter to the court on time.",
    facts: Any = None,
    **fields: Any,
) -> Revision:
    """A finished note on the first on-site day, of a usual proceeding of its area."""
    said = {**SEEN, **PRIVATE, **fields}
    proceeding = PROCEEDINGS.get(said["area"], "")
    given = {"parts": {"text": text}, "fields": said, "facts": {"proceeding": proceeding} | (facts or {})}
    return append(inspection, kind="note", op=uuid4(), by=by, **given)


CASE_WORDS = {"strengths": "The child was prepared.", "difference": "The child knew what came next."}
# What is answered before an evaluation is closed, by law.
ANSWERED = {
    "public": {"seen": "alone"},
    "private": {
        "screening": "yes",
        "letter_sent": "yes",
        "letter_date": "2023-11-01",
        "letter_timely": "yes",
        "letter_proportionate": "yes",
        "letter_advice": "na",
    },
}
LOOKED_AT = {"practice_from": "2023-09-01", "practice_to": "2024-01-10", "sources": ["record", "practitioner"]}
SPOKEN = {"contacts": {"fca": {"way": "in_person", "on": "2024-02-05"}}}


def sampled(inspection: Inspection, reference: str, by: Person, law: str = "public") -> SampledChild:
    """A child of the sample, or the one that is in it already."""
    proceeding = PROCEEDINGS.get(law, "")
    known = SampledChild.objects.filter(inspection=inspection, reference=reference).first()
    given = {"proceeding": proceeding, "law_type": law, "reason": "random"}
    return known or SampledChild.objects.create(inspection=inspection, reference=reference, made_by=by, **given)


def case(inspection: Inspection, by: Person, reference: str = "PU-01", law: str = "public", **facts: Any) -> Revision:
    """An evaluation that lacks nothing, of a child of that law who joins the sample; facts given replace the usual."""
    if law:
        sampled(inspection, reference, by, law)
    parts = dict.fromkeys(CASE_PARTS, "") | CASE_WORDS | facts.pop("parts", {})
    answers = {"answers": ANSWERED.get(law, {}) | facts.pop("answers", {})}
    fields = {"source": reference} | facts.pop("fields", {})
    given = LOOKED_AT | SPOKEN | answers | facts
    return append(inspection, kind="case_evaluation", op=uuid4(), by=by, parts=parts, fields=fields, facts=given)


def closed(inspection: Inspection, by: Person, reference: str, law: str, **facts: Any) -> Revision:
    revision = case(inspection, by, reference, law, **facts)
    close(revision.document, opened=revision, by=by)
    return revision


FEW = "Only one pair works where it was seen"


def words(statement: str, **answers: str) -> dict[str, str]:
    """The three parts, and answers to the prompts."""
    parts = {"statement": statement, "evidence": "Letters read on site.", "difference": "Children are safer sooner."}
    return parts | answers


def individual(
    inspection: Inspection, by: Person, cites: Collection[Revision], *, text: str = "Letters are prompt.", **fields: Any
) -> Revision:
    """An individual summary that rests on notes."""
    given, parts = PRIVATE | fields, words(text, extent="7 of 9 letters", leaders="Nothing to add.")
    return append(inspection, kind="individual_summary", op=uuid4(), by=by, parts=parts, fields=given, cites=cites)


def shared(
    inspection: Inspection, by: Person, cites: Collection[Revision], *, text: str = "Early help is good.", **fields: Any
) -> Revision:
    """A shared summary that takes in individual ones."""
    given = PRIVATE | fields
    return append(inspection, kind="shared_summary", op=uuid4(), by=by, parts=words(text), fields=given, cites=cites)


def summed_up(inspection: Inspection, by: Person, *, text: str = "Early help is good.", **fields: Any) -> Revision:
    """A shared summary with everything under it, all by one person."""
    seen = note(inspection, by, **fields)
    own = individual(inspection, by, [seen], **fields)
    return shared(inspection, by, [own], text=text, **fields)


def one_of_each(inspection: Inspection, by: Person) -> Revision:
    """A document of every kind by one person; gives the shared summary."""
    case(inspection, by)
    return summed_up(inspection, by)


def agreed(inspection: Inspection, by: Person, lead: Person, **fields: Any) -> Revision:
    """The same, agreed by the lead."""
    revision = summed_up(inspection, by, **fields)
    agree(revision.document, opened=revision, narrow_reason=FEW, by=lead)
    return revision


def evaluated(inspection: Inspection, by: Person) -> None:
    """A case of each law evaluated and closed, with the supervision records of both."""
    for reference, law in (("PU-91", "public"), ("PR-91", "private")):
        closed(inspection, by, reference, law, supervised="fca")


@remembered
def with_agreed_summaries(cast: Cast, inspection: Inspection | None = None) -> Inspection:
    """In fieldwork: cases evaluated, and one agreed shared summary in each of the six rows of the framework."""
    inspection = inspection or announced(cast)
    with clock.moved_to(AGREED_AT):
        evaluated(inspection, cast.team_inspector)
        for place in places(version(inspection.framework_version)):
            given = {"area": place.area, "heading": place.heading, "finding": "strength"}
            agreed(inspection, cast.team_inspector, cast.lead, text=f"Good: {place.label}", **given)
        note_voices(inspection, note="Nobody could be met.", by=cast.lead)
    return fresh(inspection)


def grade(inspection: Inspection, area: str, code: str, by: Person, *, text: str = "", **more: Any) -> list[str]:
    """Gives a grade that rests on the first agreed summary of the area, with cases of both laws evaluated."""
    if overview(inspection).missing():
        evaluated(inspection, by)
    found = agreed_summaries(inspection, None if area == "overall" else area)[:1]
    return give_grade(inspection, area, grade=code, text=text or f"Why {area}.", cites=list(found), by=by, **more)


GOOD = {"private": "good", "public": "good", "leaders": "outstanding", "overall": "outstanding"}


def graded(cast: Cast, inspection: Inspection, grades: dict[str, str], at: datetime = JUDGED_AT) -> Inspection:
    """The four grades given by the lead, not agreed yet."""
    with clock.moved_to(at):
        for area, code in grades.items():
            grade(inspection, area, code, cast.lead)
    return fresh(inspection)


@remembered
def judged(cast: Cast) -> Inspection:
    """Fieldwork ended on Friday 16 February 2024, and the judgements agreed that day (the grades are those of 2018)."""
    inspection = with_agreed_summaries(cast)
    with clock.moved_to(ENDED_AT):
        actions.end_fieldwork(inspection, last_day=FIELDWORK_ENDED_ON, by=cast.lead)
    graded(cast, fresh(inspection), GOOD)
    with clock.moved_to(JUDGED_AT):
        agree_judgements(inspection, by=cast.lead)
    return fresh(inspection)
