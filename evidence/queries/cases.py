"""The evaluations of children's cases, counted child by child: never a grade, and no number to reach."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import BigIntegerField, F, OuterRef, Subquery, Value, When
from django.urls import reverse

from accounts.access import Role, Verb, verbs_for
from accounts.models import Person
from accounts.prepared import Given, Prepared
from evidence import cases
from evidence.kinds import CASE, NOTE
from evidence.models import Head
from evidence.queries.documents import standing
from evidence.queries.sampled import standing as sampled
from evidence.queries.sampled import unassigned
from framework.versions import FrameworkVersion
from framework.versions.shapes.cases import Answer
from information.models import SampledChild
from inspections.models import Inspection

LAW_LABELS = dict(SampledChild.LawType.choices)
LAWS = tuple(LAW_LABELS)
# Of the notes that are unassigned; the list of notes has them all.
SHOWN = 10


@dataclass(frozen=True)
class Case:
    """One evaluation as it stands. `law` is as the sample has it now, "" while no proceeding is known (SCOPE-01)."""

    pk: UUID
    reference: str
    owner: str
    closed: bool
    facts: dict[str, Any]
    law: str

    @property
    def answers(self) -> dict[str, Any]:
        found: dict[str, Any] = self.facts.get("answers", {})
        return found

    @property
    def counts(self) -> bool:
        """Tied to a proceeding, and not history or older practice alone (SCOPE-01, SAMPLE-08, SAMPLE-09)."""
        return bool(self.law) and cases.serves(self.facts)


@dataclass(frozen=True)
class Count:
    """So many of so many, in words."""

    label: str
    n: int
    of: int | None = None


@dataclass(frozen=True)
class OfLaw:
    """What the evaluations of one law add up to, a child counted once."""

    code: str
    label: str
    cases: list[Case]

    @property
    def closed(self) -> int:
        return sum(each.closed for each in self.cases)

    @property
    def audited(self) -> list[Case]:
        return [each for each in self.cases if each.facts.get("audited") == "yes"]

    @property
    def agreement(self) -> str:
        """How often Cafcass's own view is shared, as advice to the lead: nothing follows by itself (SAMPLE-02)."""
        said = [each.facts["agreement"] for each in self.audited if "agreement" in each.facts]
        return f"{round(100 * said.count('in_line') / len(said))}% in line" if said else ""


@dataclass(frozen=True)
class Overview:
    """All evaluations of the inspection; `unassigned` count nowhere."""

    cases: list[Case]
    laws: list[OfLaw]
    unassigned: list[Case]
    left_out: list[Case]
    supervision: "Reviewed"
    # The newest notes that are tied to no proceeding, where they were asked for (SCOPE-01).
    notes: list[Case]

    @property
    def children(self) -> list[Case]:
        return [case for law in self.laws for case in law.cases]

    @property
    def audited(self) -> str:
        """The share that Cafcass audited (SAMPLE-01)."""
        return f"{sum(len(law.audited) for law in self.laws)} of {len(self.children)} audited"

    def missing(self) -> list[str]:
        """The laws of which no case was evaluated and closed (INSP-02)."""
        return [f"no {law.label.lower()} cases evaluated" for law in self.laws if not law.closed]


@dataclass(frozen=True)
class Reviewed:
    """How many supervision records were read, and how many of them of the case of a child in the sample (SAMPLE-11)."""

    records: int
    linked: int

    @property
    def missing(self) -> str:
        """What is to be done before the judgements are agreed, "" for nothing."""
        if not self.records:
            return "review supervision records of practitioners, some linked to sampled children"
        return "" if self.linked else "review supervision records linked to sampled children"


def _looked_at(*, notes: bool = False) -> Any:
    here: Any = Given("inspection", BigIntegerField())
    every = _rows(here, standing(here, CASE))
    every = every.union(_rows(here, standing(here, NOTE).exclude(supervised="")), all=True)
    if notes:
        newest = standing(here, NOTE).filter(unassigned(here))[:SHOWN]
        every = every.union(_rows(here, Head.objects.filter(pk__in=newest.values("pk")), untied=True), all=True)
    return every


_LOOKED_AT: "Prepared[tuple[Any, ...]]" = Prepared(_looked_at)
_WITH_NOTES: "Prepared[tuple[Any, ...]]" = Prepared(lambda: _looked_at(notes=True))


def overview(inspection: Inspection, *, notes: bool = False) -> Overview:
    """One query, however many there are: the case evaluations, the notes of supervision records, and where they are
    asked for the newest notes that are unassigned."""
    asked = _WITH_NOTES if notes else _LOOKED_AT
    read = sorted(asked.rows(inspection=inspection.pk), key=lambda row: row[0], reverse=True)
    found = [_case(row) for row in read if row[1] == CASE.code]
    supervised = [row for row in read if row[6].get("supervised") and not row[8]]
    counted = _once_a_child([each for each in found if each.counts])
    return Overview(
        cases=found,
        laws=[OfLaw(law, LAW_LABELS[law], [each for each in counted if each.law == law]) for law in LAWS],
        unassigned=[each for each in found if not each.law],
        left_out=[each for each in found if each.law and not each.counts],
        supervision=Reviewed(len(supervised), sum(row[7] is not None for row in supervised)),
        notes=[_case(row) for row in read if row[8]],
    )


def evaluations(inspection: Inspection, reference: str) -> list[Case]:
    """Those of one child that nobody withdrew, the newest first. One query."""
    heads = standing(inspection, CASE).filter(case=reference)
    return [_case(row) for row in _rows(inspection, heads).order_by("-revision_id")]


def _rows(inspection: Inspection, heads: Any, *, untied: bool = False) -> Any:
    """The law of a child who is in no sample is None. What is kept back stands without its source."""
    child = sampled(inspection).filter(reference=OuterRef("case")).values("law_type")
    hidden = models.Case(When(kind=NOTE.code, names_open=True, then=Value("")), default=F("revision__source"))
    added = {"law": Subquery(child), "about": hidden, "untied": Value(untied)}
    names = ("revision_id", "kind", "document_id", "about", "owner__name", "agreed", "revision__facts", "law", "untied")
    return heads.order_by().annotate(**added).values_list(*names)


def _case(row: tuple[Any, ...]) -> Case:
    pk, reference, owner, closed, facts, law = row[2:8]
    return Case(pk, reference, owner, closed, facts, law or "")


def _once_a_child(found: Iterable[Case]) -> list[Case]:
    """Where two inspectors evaluated the same child, the closed one, else the latest."""
    kept: dict[str, Case] = {}
    for each in found:
        if each.reference not in kept or (each.closed and not kept[each.reference].closed):
            kept[each.reference] = each
    return sorted(kept.values(), key=lambda each: each.reference)


def counted(law: OfLaw, pinned: FrameworkVersion) -> list[tuple[str, list[Count]]]:
    """By group of prompts, how often each answer was given: (group, counts) (CRIT-16, CRIT-18, CRIT-19, CRIT-20)."""
    groups: dict[str, list[Count]] = {}
    for prompt in cases.asked(pinned, law.code):
        if prompt.answers:
            given = [each.answers[prompt.code] for each in law.cases if prompt.code in each.answers]
            groups.setdefault(prompt.group, []).extend(_of_prompt(prompt.label, prompt.answers, given))
    for group, extra in EXTRA.items():
        if group in groups:
            groups[group] += extra(law)
    return [(group, rows) for group, rows in groups.items() if rows]


def _of_prompt(label: str, answers: Iterable[Answer], given: list[Any]) -> list[Count]:
    codes = [code for said in given for code in (said if isinstance(said, list) else [said])]
    found = [(each.label, codes.count(each.code)) for each in answers]
    return [Count(f"{label} {words}", n, len(given)) for words, n in found if n]


def _shared_but_not_recorded(law: OfLaw) -> list[Count]:
    """CRIT-18."""
    shared = [each.answers for each in law.cases if each.answers.get("shared") == "yes"]
    missing = sum(each.get("shared_recorded") == "no" for each in shared)
    return [Count("Shared but not recorded", missing, len(shared))] if missing else []


def _thin_handovers(law: OfLaw) -> list[Count]:
    """Of the cases that have ended (CRIT-20)."""
    said = [each.answers["iro_handover"] for each in law.cases if "iro_handover" in each.answers]
    ended = [each for each in said if each != "not_ended"]
    thin = ended.count("lacks_detail")
    return [Count("Handover lacks detail, of cases that have ended", thin, len(ended))] if ended else []


EXTRA: dict[str, Callable[[OfLaw], list[Count]]] = {
    "Recommendations to court": _shared_but_not_recorded,
    "Independent reviewing officer": _thin_handovers,
}


def lengths(found: Overview, pinned: FrameworkVersion) -> list[tuple[str, int, list[Count]]]:
    """By band of length how many cases, and of those whose the delay was, split (CRIT-19)."""
    prompts = {each.code: each for each in pinned.case_evaluation.prompts}
    rows = []
    for band in prompts["length"].answers:
        of_band = [each.answers for each in found.children if each.answers.get("length") == band.code]
        causes = [
            Count(cause.label, sum(cause.code in each.get("delay_cause", []) for each in of_band))
            for cause in prompts["delay_cause"].answers
        ]
        rows.append((band.label, len(of_band), [each for each in causes if each.n]))
    return rows


def beside_child(child: SampledChild, person: Person, roles: frozenset[Role]) -> list[tuple[str, str]]:
    """On the page of a sampled child: its evaluations, and a new one for whoever may write it."""
    verbs = verbs_for(roles, CASE.thing, person, child.inspection)
    ref = child.inspection.ref
    found = evaluations(child.inspection, child.reference) if Verb.READ in verbs else []
    links = [(_words(each), reverse("case_evaluation_detail", args=[ref, each.pk])) for each in found]
    new = f"{reverse('case_evaluation_create', args=[ref])}?case={child.reference}"
    return links + ([("Evaluate this case", new)] if Verb.CREATE in verbs else [])


def _words(case: Case) -> str:
    return f"Evaluation by {case.owner}, {'closed' if case.closed else 'open'}"
