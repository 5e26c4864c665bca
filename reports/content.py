"""Everything that a report or letter says, as one structure: what is hashed, cleared, printed, sent and published."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from accounts.access import Role
from evidence.queries import findings_agreed, grades_for_report
from inspections.models import Inspection
from reports import sections
from reports.models import Report
from reports.queries import standing_texts

Content = dict[str, Any]
ENDS = {"began_on": "notification", "ended_on": "fieldwork_end"}


def content_of(report: Report) -> Content:
    """The content as it stands. Grades come from the agreed judgements and from nowhere else (REP-06)."""
    inspection, framework = report.inspection, report.framework
    texts = {code: text.text for code, text in standing_texts(report).items()}
    grades = grades_of(inspection)
    by_area = {grade["area"]: grade["grade_label"] for grade in grades}
    parts = sections.parts_of(report)
    return {
        "document": report.document,
        "title": inspection.title,
        "activity": framework.activity_type(inspection.kind).label,
        **_dates(inspection),
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
    texts = {each["code"]: each["text"] for each in [*content["summary"], *content["sections"]]}
    judged = bool(content["grades"]) if report.inspection.graded else findings_agreed(report.inspection)
    return missing(report, texts, judged=judged)


def missing(report: Report, texts: Mapping[str, str], *, judged: bool) -> list[str]:
    """The same from the texts by code; `judged`: judgements, or findings of a visit, are agreed. No query."""
    empty = [part for part in sections.parts_of(report) if part.required and not texts.get(part.code, "").strip()]
    wanting = [
        f"The question “{part.label}” has no answer yet." if part.question else f"The section “{part.label}” is empty."
        for part in empty
    ]
    what = "judgements" if report.inspection.graded else "findings"
    return wanting + ([] if judged else [f"The {what} are not agreed yet."])


def grades_of(inspection: Inspection) -> list[dict[str, str]]:
    """Private, public, leaders and then overall, as a reader expects them; nothing until all are agreed."""
    if not inspection.graded:
        return []
    rows = [
        {"area": area, "area_label": area_label, "grade": grade, "grade_label": grade_label}
        for area, area_label, grade, grade_label in grades_for_report(inspection)
    ]
    return sorted(rows, key=lambda row: row["area"] == "overall")


def _dates(inspection: Inspection) -> dict[str, str]:
    """First and last day, as "2024-02-16": the activity runs from the call to the end of fieldwork."""
    found = dict(inspection.timeline.dates.filter(code__in=ENDS.values()).values_list("code", "date"))
    return {name: found[code].isoformat() if code in found else "" for name, code in ENDS.items()}


def _lead(inspection: Inspection) -> dict[str, str]:
    lead = inspection.members.current().select_related("person").filter(role=Role.LEAD).first()
    return {"name": lead.person.name, "grade": lead.person.get_grade_display()} if lead else {"name": "", "grade": ""}
