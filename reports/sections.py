"""The parts of a report or letter, in the fixed order of the framework version (REP-06, REP-07, REP-08)."""

from dataclasses import dataclass

from framework.versions import FrameworkVersion, version
from inspections.models import Inspection
from reports.models import Report

FIRST_PAGE = "first_page"
# How a part is printed where it is not running text: each line of it is one entry of a list.
LISTED = {
    "areas_needing_most_improvement": "area_for_improvement",
    "areas_to_improve": "area_for_improvement",
    "strengths": "strength",
}
DOCUMENTS = {
    "inspection": "inspection_report",
    "focused_visit": "focused_visit_letter",
    "monitoring_visit": "monitoring_letter",
}


@dataclass(frozen=True)
class Part:
    """One text that the lead writes. `area` is its judgement area; `question` says that it stands on the first page."""

    code: str
    label: str
    required: bool = True
    area: str = ""
    question: bool = False

    @property
    def listed(self) -> bool:
        return self.code in LISTED


def document_kind(inspection_kind: str, framework: FrameworkVersion) -> str:
    """ "report", "letter", or "" for a kind of activity that has no outcome document (REP-01, REP-02)."""
    document = framework.activity_type(inspection_kind).outcome_document
    return document if document in ("report", "letter") else ""


def parts(inspection_kind: str, framework: FrameworkVersion) -> tuple[Part, ...]:
    """Every text, the first page's questions first. A section that hangs on another record is absent."""
    areas = {area.code for area in framework.areas}
    found: list[Part] = []
    for section in framework.document(DOCUMENTS[inspection_kind]).sections:
        if section.code == FIRST_PAGE:
            found += [Part(each.code, each.text, question=True) for each in framework.reports.first_page_questions]
        elif section.when != "serious_weakness":
            area = section.code if section.code in areas else ""
            found.append(Part(section.code, section.label, section.when == "always", area))
    return tuple(found)


def document_of(inspection: Inspection) -> str:
    """The kind of document that this inspection produces, "" for none."""
    return document_kind(inspection.kind, version(inspection.framework_version))


def parts_of(report: Report) -> tuple[Part, ...]:
    return parts(report.inspection.kind, report.framework)
