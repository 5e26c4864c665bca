"""Everything that a report or letter says, as one structure: what is hashed, cleared, printed, sent and published."""

import hashlib
import json
from typing import Any

from accounts.access import Role
from evidence.queries import grades_for_report
from inspections.models import Inspection
from reports import sections
from reports.models import Report
from reports.queries import standing_texts
from scheduling.queries import day

Content = dict[str, Any]


def content_of(report: Report) -> Content:
    """The content as it stands. Grades come from the agreed judgements and from nowhere else (REP-06)."""
    inspection, framework = report.inspection, report.framework
    texts = {code: text.text for code, text in standing_texts(report).items()}
    grades = _grades(inspection)
    by_area = {grade["area"]: grade["grade_label"] for grade in grades}
    parts = sections.parts_of(report)
    return {
        "document": report.document,
        "title": inspection.title,
        "activity": framework.activity_type(inspection.kind).label,
        "began_on": _date(inspection, "notification"),
        "ended_on": _date(inspection, "fieldwork_end"),
        "lead": _lead(inspection),
        "framework": {
            "title": framework.title,
            "version": framework.code,
            "publisher": framework.files.about.publisher,
        },
        "licence": framework.files.about.licence,
        "legal_basis": framework.legal_basis,
        "grades": grades,
        "summary": [
            {"code": part.code, "question": part.label, "text": texts.get(part.code, "")}
            for part in parts
            if part.question
        ],
        "sections": [
            {
                "code": part.code,
                "label": part.label,
                "area": part.area,
                "grade_label": by_area.get(part.area, ""),
                "listed": part.listed,
                "text": texts.get(part.code, ""),
            }
            for part in parts
            if not part.question
        ],
    }


def sha256_of(content: Content) -> str:
    """The hash of the canonical form: two contents that say the same have the same."""
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def missing_from(content: Content, report: Report) -> list[str]:
    """What must still be there before the document can be cleared, each as a sentence (REP-07, REP-08)."""
    required = {part.code for part in sections.parts_of(report) if part.required}
    wanting = [
        f"The question “{box['question']}” has no answer yet." for box in content["summary"] if not box["text"].strip()
    ]
    wanting += [
        f"The section “{section['label']}” is empty."
        for section in content["sections"]
        if section["code"] in required and not section["text"].strip()
    ]
    if report.inspection.graded and not content["grades"]:
        wanting.append("The judgements are not agreed yet.")
    return wanting


def _grades(inspection: Inspection) -> list[dict[str, str]]:
    """Private, public, leaders and then overall, as a reader expects them; nothing until all are agreed."""
    if not inspection.graded:
        return []
    rows = [
        {"area": area, "area_label": area_label, "grade": grade, "grade_label": grade_label}
        for area, area_label, grade, grade_label in grades_for_report(inspection)
    ]
    return sorted(rows, key=lambda row: row["area"] == "overall")


def _date(inspection: Inspection, code: str) -> str:
    found = day(inspection.timeline, code)
    return found.isoformat() if found else ""


def _lead(inspection: Inspection) -> dict[str, str]:
    lead = inspection.members.current().select_related("person").filter(role=Role.LEAD).first()
    return {"name": lead.person.name, "grade": lead.person.get_grade_display()} if lead else {"name": "", "grade": ""}
