"""Exports of the record: which there are, and which hold words that are kept back since they were made (EVID-23)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from accounts.access import Role
from accounts.models import Person
from evidence.export import JOB_KIND
from evidence.kinds import SHARED
from evidence.models import NamesFound
from evidence.models.names import kept_back
from evidence.rules_names import reads_all_kept_back
from files.models import Job
from inspections.models import Inspection
from inspections.roles import roles_on


@dataclass(frozen=True)
class Made:
    """One finished export. `since`: how many revisions in it are kept back since; `closed`: to whoever asks."""

    job: Job
    since: int
    closed: bool


def exports_of(inspection: Inspection) -> "QuerySet[Job]":
    """Every export asked for, the latest first, with who asked and the file."""
    jobs = Job.objects.filter(kind=JOB_KIND, inspection=inspection.ref).select_related("by", "result")
    return jobs.order_by("-made_at", "-id")


def kept_back_since(inspection: Inspection) -> list[NamesFound]:
    """What the team had read before a list of children that came later found somebody in it. One query."""
    found = NamesFound.objects.filter(kept_back("revision__"), revision__inspection=inspection, since__isnull=False)
    return list(found.exclude(revision__document__kind=SHARED.code).select_related("revision__document"))


def within(job: Job, found: Sequence[NamesFound]) -> list[NamesFound]:
    """Those whose words the file holds: saved before it was made, and kept back only after it was begun."""
    if job.started_at is None or job.ended_at is None:
        return []
    return [
        each
        for each in found
        if each.since and each.since > job.started_at and each.revision.received_at <= job.ended_at
    ]


def made_of(jobs: Sequence[Job], inspection: Inspection, reader: Person) -> list[Made]:
    """Finished ones only, as this reader meets them."""
    found, leads = kept_back_since(inspection), Role.LEAD in roles_on(reader, inspection)
    made = []
    for job in jobs:
        if job.result is None:
            continue
        held = within(job, found)
        documents = [each.revision.document for each in held]
        made.append(Made(job, len(held), not reads_all_kept_back(reader, documents, leads=leads)))
    return made
