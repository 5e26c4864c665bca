"""A proposal read out of the sealed list: only what is picked is kept, as references with their groups."""

import secrets
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts import clock
from accounts.models import Person
from accounts.record import record
from accounts.refusals import Invalid, require
from files.jobs import GiveUp, Run, enqueue
from files.models import Destroyed, Job
from framework.versions import FrameworkVersion
from framework.versions import version as framework_version
from information.actions.sample import add_child
from information.listed_children import candidates
from information.listing import fields_for, read
from information.models import ListCheck, ListSpread, SampledChild, SampleProposal
from information.models.sample import WORDS
from information.proposing import Candidate, Pick, propose
from information.queries.listing import spread_of
from information.queries.proposal import JOB_KIND, proposal_of
from information.queries.sample import sample_of
from information.queries.spread import group_of
from information.rules import sample as rules
from information.rules.scope import usual
from inspections.lifecycle import locked
from inspections.models import Inspection

SEEDS = 1_000_000
DELAYED = ("delay", "delayed")


@dataclass(frozen=True)
class Asked:
    """What a proposal is made by; as a job carries it, in one line."""

    size: int
    seed: int
    only_delayed: bool = False

    def line(self, inspection: Inspection) -> str:
        return f"{inspection.ref} {self.size} {self.seed} {int(self.only_delayed)}"

    @classmethod
    def of(cls, line: str) -> "tuple[str, Asked]":
        """The ref of the inspection, and what was asked."""
        ref, size, seed, only_delayed = line.split()
        return ref, cls(int(size), int(seed), only_delayed == "1")


def _seeded(seed: int | None) -> int:
    return secrets.randbelow(SEEDS) if seed is None else seed


@transaction.atomic
def ask_for_proposal(
    inspection: Inspection, *, size: int, seed: int | None = None, only_delayed: bool = False, op: UUID, by: Person
) -> Job:
    """The worker reads the list: it may have many thousands of rows."""
    row = locked(inspection)
    _may_be_made(row, size, by)
    asked = Asked(size, _seeded(seed), only_delayed)
    return enqueue(JOB_KIND, argument=asked.line(row), key=f"{JOB_KIND}:{op}", by=by, inspection=row.ref)


def propose_in_job(run: Run) -> None:
    """The job. Whoever asked must still be allowed to."""
    ref, asked = Asked.of(run.argument)
    inspection, by = Inspection.objects.get(ref=ref), run.job.by
    if by is None:
        raise GiveUp("Nobody asked for this proposal.")
    counted = _may_be_made(inspection, asked.size, by)
    run.step("Reading the list", 20)
    found = _found(inspection, counted.check_of, asked)
    run.last_step("Keeping the proposal")
    _keep(locked(inspection), counted.check_of, asked, found, by)


@transaction.atomic
def make_proposal(
    inspection: Inspection, *, size: int, seed: int | None = None, only_delayed: bool = False, by: Person
) -> SampleProposal:
    """Of those of the list who are not in the sample. The same seed, list and sample give the same children."""
    row = locked(inspection)
    counted = _may_be_made(row, size, by)
    asked = Asked(size, _seeded(seed), only_delayed)
    return _keep(row, counted.check_of, asked, _found(row, counted.check_of, asked), by)


def _may_be_made(inspection: Inspection, size: int, by: Person) -> ListSpread:
    rules.may_propose(by, inspection)
    rules.must_be_few(inspection, size)
    counted = spread_of(inspection)
    require(counted, "There is no list of children that has been counted yet.")
    assert counted
    return counted


Found = tuple[list[dict[str, Any]], int]


def _found(inspection: Inspection, checked: ListCheck, asked: Asked) -> Found:
    """The picks as they are kept, and how many rows were passed over. Raises Invalid where nobody is left."""
    pinned = framework_version(inspection.framework_version)
    every, passed_over = _candidates(checked, pinned)
    picks = [_kept(each, len(every), pinned) for each in _picked(inspection, every, pinned, **asdict(asked))]
    if not picks:
        raise Invalid("", "Nobody of the list is left who fits.")
    return picks, passed_over


def _keep(inspection: Inspection, checked: ListCheck, asked: Asked, found: Found, by: Person) -> SampleProposal:
    """Nothing is kept of a list that was destroyed meanwhile."""
    require(not Destroyed.objects.filter(upload=checked.upload_id).exists(), "The list was destroyed.")
    picks, passed_over = found
    more = {"picks": picks, "passed_over": passed_over, "check_of": checked, "by": by, "at": clock.now()}
    made, _ = SampleProposal.objects.update_or_create(inspection=inspection, defaults=asdict(asked) | more)
    after = f"{len(picks)} children, seed {made.seed}"
    record("proposed sample", made, by=by, inspection=inspection.ref, after=after)
    return made


def _candidates(checked: ListCheck, pinned: FrameworkVersion) -> tuple[list[Candidate], int]:
    stored = checked.upload.stored
    require(stored and not checked.upload.is_destroyed, "The list was destroyed.")
    assert stored
    fields, source = fields_for(pinned)
    lines = read(stored.read(), fields, framework_version(source).files.annex_a)
    return candidates(lines, fields, pinned, checked.spread.on)


def _picked(
    inspection: Inspection,
    every: list[Candidate],
    pinned: FrameworkVersion,
    *,
    size: int,
    seed: int,
    only_delayed: bool,
) -> list[Pick]:
    there = set(SampledChild.objects.filter(inspection=inspection).values_list("reference", flat=True))
    free = [each for each in every if each.reference not in there and (not only_delayed or DELAYED in each.keys)]
    rows, words = sample_of(inspection).rows, pinned.files.sample
    sampled = Counter((of.code, group) for of in words.dimensions for row in rows if (group := group_of(of, row.child)))
    considered = [of.code for of in words.dimensions if of.considered]
    said: dict[str, Any] = {"size": size, "seed": seed, "considered": considered}
    return propose(every, sampled, sample_size=len(rows), among=free, **said)


def _kept(pick: Pick, listed: int, pinned: FrameworkVersion) -> dict[str, Any]:
    groups = dict(pick.candidate.groups)
    why = [
        f"{_label(key, pinned)}: {of_list} of {listed} in the list, {of_sample or 'none'} in the sample"
        for key, of_list, of_sample in pick.why
    ]
    proceeding = _fitting(pick.candidate.proceeding, groups.get("law_type", ""), pinned)
    return {"reference": pick.candidate.reference, "proceeding": proceeding, "groups": groups, "why": why}


def _label(key: tuple[str, str], pinned: FrameworkVersion) -> str:
    of = next(each for each in pinned.files.sample.dimensions if each.code == key[0])
    return next((each.label for each in of.values if each.code == key[1]), key[1])


def _fitting(code: str, law_type: str, pinned: FrameworkVersion) -> str:
    """The proceeding where its law type is that of the list; "" otherwise, so that somebody reads the case."""
    item = next((each for each in pinned.scope.items if each.code == code), None)
    return code if item and usual(item, None) == law_type else ""


@transaction.atomic
def take_proposed(inspection: Inspection, references: Iterable[str], *, by: Person) -> int:
    """Into the sample, each with the reasons of its choice; returns how many. Those already there are passed over."""
    row = locked(inspection)
    rules.may_propose(by, row)
    proposal, wanted = proposal_of(row), set(references)
    require(proposal, "There is no proposal.")
    assert proposal
    there = set(SampledChild.objects.filter(inspection=row).values_list("reference", flat=True))
    picks = [each for each in proposal.picks if each["reference"] in wanted - there]
    for given in _children(picks, proposal.only_delayed):
        add_child(row, **given, by=by)
    return len(picks)


def _short(why: Iterable[str]) -> str:
    """As many of the reasons, whole, as there is room for."""
    text = ""
    for each in why:
        longer = f"{text}; {each}" if text else each
        text = longer if len(longer) <= WORDS else text
    return text


def _children(picks: Iterable[Mapping[str, Any]], only_delayed: bool) -> Iterator[dict[str, Any]]:
    for pick in picks:
        groups = pick["groups"]
        yield {
            "reference": pick["reference"],
            "proceeding": pick["proceeding"],
            "characteristics": groups,
            "service_area": groups.get(rules.SERVICE_AREA, ""),
            "reason": "delay" if only_delayed else "spread",
            "reason_text": _short(pick["why"]),
        }
