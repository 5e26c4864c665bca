"""The sampled children that evidence is about, by the reference that it names."""

from collections.abc import Mapping

from django.db.models import Exists, OuterRef, Q

from evidence.kinds import NOTE
from framework.versions import FrameworkVersion
from information.models import SampledChild
from information.references import LONGEST
from inspections.models import Inspection


def standing(inspection: Inspection):  # type: ignore[no-untyped-def]
    """Those in the sample now."""
    return SampledChild.objects.filter(inspection=inspection, taken_out_at=None)


def of_reference(inspection: Inspection, reference: str) -> SampledChild | None:
    """The child of the sample with this reference; None for one that is not in it."""
    if not reference or len(reference) > LONGEST:
        return None
    found: SampledChild | None = standing(inspection).filter(reference=reference).select_related("line").first()
    if found:
        found.inspection = inspection
    return found


def unassigned(inspection: Inspection):  # type: ignore[no-untyped-def]
    """The condition on heads: notes with no heading of the leaders area and no proceeding of the scope (SCOPE-01).

    Of a sampled case the proceeding is the sample's; the one that the note names holds where there is no such case.
    """
    child = standing(inspection).filter(reference=OuterRef("case"))
    untied = Exists(child.filter(proceeding="")) | Q(proceeding="") & ~Exists(child)
    return Q(kind=NOTE.code, heading="") & untied


def is_unassigned(kind: str, heading: str, case: str, proceeding: str, sample: Mapping[str, str]) -> bool:
    """The same of one head, or of many that are alike; `sample` holds the proceedings of the sample by reference."""
    return kind == NOTE.code and not heading and not sample.get(case, proceeding)


def in_care(pinned: FrameworkVersion, child: SampledChild) -> bool:
    """Whether the child may be in care, so that there may be an independent reviewing officer (INSP-03)."""
    return bool({child.proceeding, f"{child.proceeding}/{child.subtype}"} & {*pinned.case_evaluation.in_care})
