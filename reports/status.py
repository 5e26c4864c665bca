"""How far a report is, for its own page: what is written or missing, who cleared what, what may be done next."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from accounts.access import Role, Thing, Verb
from accounts.models import Person
from inspections.roles import roles_on
from inspections.workflow import State
from reports import queries, rules, sections
from reports.content import content_of, missing_from, sha256_of
from reports.models import Report, SectionText


@dataclass(frozen=True)
class Can:
    """What this reader may do now with the report, by the table and by its state."""

    edit: bool
    submit: bool
    review: bool
    send_draft: bool
    send_final: bool


def status_of(report: Report, person: Person) -> dict[str, Any]:
    """Everything that the page of a report shows."""
    content = content_of(report)
    missing = missing_from(content, report)
    can = _can(report, person)
    return {
        "report": report,
        "missing": missing,
        "can": can,
        "tasks": _tasks(report, can.edit),
        "reviews": report.reviews.select_related("by"),
        "qa_cleared": queries.cleared_by(report, "qa_manager", sha256_of(content)),
        "sendings": report.sendings.select_related("by"),
        "on_hold": queries.open_hold(report),
        "latest_pdf": report.renderings.last(),
    }


def _can(report: Report, person: Person) -> Can:
    inspection, state = report.inspection, report.inspection.state
    writes = rules.holds(person, inspection, Thing.DRAFT, Verb.EDIT) and not inspection.has_reached(State.FINAL_SENT)
    roles = roles_on(person, inspection)
    awaited = {"with_qa_manager": Role.QA_MANAGER, "with_director": Role.DIRECTOR}.get(report.state)
    return Can(
        edit=writes,
        submit=writes and report.state == "drafting",
        review=awaited in roles,
        send_draft=writes and state == State.FIELDWORK_ENDED and report.state in ("with_director", "cleared"),
        send_final=writes and state == State.DRAFT_SENT,
    )


def _tasks(report: Report, may_edit: bool) -> list[dict[str, str]]:
    """The texts in the document's order, as a task list: the four boxes of the first page are one task."""
    texts = queries.standing_texts(report)
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
    written = queries.childrens_summary(report)
    href = reverse("childrens_summary", kwargs={"ref": report.inspection.ref})
    status, colour = ("Written", "") if written else ("Not written", "grey")
    hint = "A document apart: it goes to Cafcass with the final version and is not published."
    return [{"title": "Summary for children", "href": href, "status": status, "colour": colour, "hint": hint}]
