"""How far a report is, for its own page: what is written or missing, who cleared what, what may be done next."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from accounts.access import Role
from evidence.queries import findings_agreed, judgement_of
from inspections.workflow import State
from reports import queries, sections
from reports.content import missing
from reports.models import Report, SectionText
from reports.workflow import CLEARING


@dataclass(frozen=True)
class Can:
    """What this reader may do now with the report, by the table and by its state."""

    edit: bool
    submit: bool
    review: bool
    send_draft: bool
    send_final: bool


def status_of(report: Report, roles: frozenset[Role], writes: bool) -> dict[str, Any]:
    """Everything that the page of a report shows, to a reader with these roles who may write it or not."""
    texts = queries.standing_texts(report)
    can = _can(report, roles, writes and not report.inspection.has_reached(State.FINAL_SENT))
    return {
        "report": report,
        "missing": _missing(report, texts) if report.state == CLEARING.initial else [],
        "can": can,
        "tasks": _tasks(report, texts, can.edit),
        "reviews": report.reviews.select_related("by"),
        "sendings": report.sendings.select_related("by").defer("content"),
        "on_hold": queries.open_hold(report),
    }


def _missing(report: Report, texts: dict[str, SectionText]) -> list[str]:
    said = {code: text.text for code, text in texts.items()}
    if not report.inspection.graded:
        return missing(report, said, judged=findings_agreed(report.inspection))
    judgement = judgement_of(report.inspection)
    return missing(report, said, judged=bool(judgement and judgement.agreed_at))


def _can(report: Report, roles: frozenset[Role], writes: bool) -> Can:
    state = report.inspection.state
    awaited = {"with_qa_manager": Role.QA_MANAGER, "with_director": Role.DIRECTOR}.get(report.state)
    return Can(
        edit=writes,
        submit=writes and report.state == CLEARING.initial,
        review=awaited in roles,
        send_draft=writes and state == State.FIELDWORK_ENDED and report.state in ("with_director", "cleared"),
        send_final=writes and state == State.DRAFT_SENT,
    )


def _tasks(report: Report, texts: dict[str, SectionText], may_edit: bool) -> list[dict[str, str]]:
    """The texts in the document's order, as a task list: the four boxes of the first page are one task."""
    parts = sections.parts_of(report)
    boxes = [part for part in parts if part.question]
    rows = [_task(report, "First page", "first_page_edit", {}, boxes, texts, may_edit)] if boxes else []
    rows += [
        _task(report, part.label, "section_edit", {"code": part.code}, [part], texts, may_edit)
        for part in parts
        if not part.question
    ]
    return rows + _childrens_summary(report)


def _task(
    report: Report,
    title: str,
    name: str,
    more: dict[str, str],
    parts: list[sections.Part],
    texts: dict[str, SectionText],
    may_edit: bool,
) -> dict[str, str]:
    written = [part for part in parts if part.code in texts and texts[part.code].text.strip()]
    done = len(written) == len(parts)
    status, colour = ("Written", "") if done else ("Begun", "blue") if written else ("Not written", "grey")
    if not parts[0].required and not written:
        status, colour = "Optional", "grey"
    href = reverse(name, kwargs={"ref": report.inspection.ref, **more}) if may_edit else ""
    return {"title": title, "href": href, "status": status, "colour": colour}


def _childrens_summary(report: Report) -> list[dict[str, str]]:
    if not report.inspection.graded:
        return []
    written = queries.has_childrens_summary(report)
    href = reverse("childrens_summary", kwargs={"ref": report.inspection.ref})
    status, colour = ("Written", "") if written else ("Not written", "grey")
    hint = "A document apart: it goes to Cafcass with the final version and is not published."
    return [{"title": "Summary for children", "href": href, "status": status, "colour": colour, "hint": hint}]
