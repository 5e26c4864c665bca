"""The proposal that stands, in words."""

from dataclasses import dataclass

from files.models import Job
from framework.versions import version
from information.models import SampledChild, SampleProposal
from inspections.models import Inspection

JOB_KIND = "sample_proposal"


@dataclass(frozen=True)
class Proposed:
    """One child that was picked. `there`: in the sample by now, or taken out of it."""

    reference: str
    described: str
    why: list[str]
    there: bool


def proposal_of(inspection: Inspection) -> SampleProposal | None:
    return SampleProposal.objects.filter(inspection=inspection).select_related("by").first()


def making(inspection: Inspection) -> Job | None:
    """The job that was asked for last, while it is not done."""
    jobs = Job.objects.filter(kind=JOB_KIND, inspection=inspection.ref).order_by("-made_at", "-id")
    last = jobs.first()
    return last if last and last.state != Job.State.DONE else None


def proposed(inspection: Inspection, proposal: SampleProposal | None) -> list[Proposed]:
    """In the order in which they were picked. One query."""
    if proposal is None:
        return []
    pinned = version(inspection.framework_version)
    words = {(of.code, each.code): each.label for of in pinned.files.sample.dimensions for each in of.values}
    scope = {each.code: each.label for each in pinned.scope.items}
    there = set(SampledChild.objects.filter(inspection=inspection).values_list("reference", flat=True))
    return [
        Proposed(
            each["reference"],
            ", ".join(
                [
                    scope.get(each["proceeding"], "Proceeding not known"),
                    *(words.get((of, group), group) for of, group in each["groups"].items()),
                ]
            ),
            each["why"],
            each["reference"] in there,
        )
        for each in proposal.picks
    ]
