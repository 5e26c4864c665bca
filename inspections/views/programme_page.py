"""The programme of years, what is behind an inspection, and what became of areas for improvement."""

from collections import defaultdict
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from accounts import clock
from accounts.access import Role, Thing, Verb, verbs_for
from framework.versions import in_force
from inspections import background, improvements, programme, strands
from inspections.models import Inspection, Outcome, PlannedFrom, ProgrammeConcern, ProgrammeDecision
from inspections.programme_picture import picture
from inspections.queries import outcomes
from inspections.workflow import State

PER_PAGE, SHOWN = 30, 5
EARLIEST, LATEST = 1990, 2100


@strands.one_reading()
def programme_page(request: HttpRequest) -> HttpResponse:
    """The years around one, drawn and as a table; what is missing; decisions and concerns for their readers."""
    roles: frozenset[Role] = request.roles  # type: ignore[attr-defined]
    today = clock.today()
    year = _year(request, today.year)
    every = request.GET.get("years") == "all"
    shown = programme.programme(request.user, roles, year, every=every)  # type: ignore[arg-type]
    settings = in_force(today).settings
    span = (shown.first, shown.last)
    context = {
        "shown": shown,
        "every": every,
        "picture": picture(shown.marks, programme.STRANDS, span, settings, shown.window, today),
        "missing": strands.missing_in(year),
        "window": shown.window,
        "window_said": shown.window.said(today) if shown.window else "",
        "window_warning": shown.warning(today),
        "earlier": shown.first.year - 1,
        "later": shown.last.year + 1,
        "present": today.year,
        **_for_readers(roles),
    }
    return render(request, "inspections/programme_page.html", context)


def _year(request: HttpRequest, otherwise: int) -> int:
    asked = request.GET.get("year", "")
    # An address that names no year of ours shows the present one.
    return int(asked) if asked.isascii() and asked.isdigit() and EARLIEST <= int(asked[:5]) <= LATEST else otherwise


def _for_readers(roles: frozenset[Role]) -> dict[str, Any]:
    """Nothing of decisions and concerns is read from the database for somebody who may not see it."""
    decisions, concerns = (verbs_for(roles, thing) for thing in (Thing.PROGRAMME_DECISION, Thing.PROGRAMME_CONCERN))
    found: dict[str, Any] = {
        "sees_decisions": Verb.READ in decisions,
        "may_decide": Verb.DECIDE in decisions,
        "sees_concerns": Verb.READ in concerns,
        "may_log": Verb.CREATE in concerns,
    }
    if found["sees_concerns"]:
        found["concerns"] = list(ProgrammeConcern.objects.exclude(status=ProgrammeConcern.Status.CLOSED)[:SHOWN])
    return found


def programme_background(request: HttpRequest) -> HttpResponse:
    """What decisions rest on from outside inspection: self-evaluations, notes and letters (PROG-14)."""
    rows = [programme.open_to(row, request.user) for row in background.rows()]  # type: ignore[arg-type]
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "inspections/programme_background.html", {"page": page})


def inspection_background(request: HttpRequest, **_: Any) -> HttpResponse:
    """Self-evaluations, engagement notes and letters, the last outcome, and the decision for those who may read it."""
    inspection: Inspection = request.inspection  # type: ignore[attr-defined]
    reads = verbs_for(request.roles, Thing.INSPECTION_DECISION, request.user, inspection)  # type: ignore[attr-defined]
    context = {
        "inspection": inspection,
        "rows": [programme.open_to(row, request.user) for row in background.rows()],  # type: ignore[arg-type]
        "outcomes": [(each, programme.result(each, programme.grade_labels())) for each in outcomes()[:SHOWN]],
        "sees_decision": bool(reads),
        "decision": decision_behind(inspection) if reads else None,
    }
    return render(request, "inspections/inspection_background.html", context)


def inspection_decision(request: HttpRequest, **_: Any) -> HttpResponse:
    """The decision from which it was planned, as its lead reads it too."""
    inspection: Inspection = request.inspection  # type: ignore[attr-defined]
    verbs = verbs_for(request.roles, Thing.INSPECTION_DECISION, request.user, inspection)  # type: ignore[attr-defined]
    may_give = Verb.CREATE in verbs and inspection.state != State.CANCELLED
    context = {"inspection": inspection, "decision": decision_behind(inspection), "may_give": may_give}
    return render(request, "inspections/inspection_decision.html", context)


def decision_behind(inspection: Inspection) -> ProgrammeDecision | None:
    found = PlannedFrom.objects.filter(inspection=inspection)
    row = found.select_related("decision__decided_by", "decision__concern", "decision__replaced_by").first()
    return row.decision if row else None


def improvement_list(request: HttpRequest) -> HttpResponse:
    """Every area for improvement ever published."""
    page = Paginator(improvements.published(), PER_PAGE).get_page(request.GET.get("page"))
    grouped: dict[Outcome, list[Any]] = defaultdict(list)
    for finding in page:
        grouped[finding.outcome].append(finding)
    return render(request, "inspections/improvement_list.html", {"page": page, "grouped": list(grouped.items())})


def improvement_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Its whole history in the order of days (GEN-08)."""
    finding = get_object_or_404(improvements.published(), pk=pk)
    entries = [programme.open_to(entry, request.user) for entry in improvements.history(finding)]  # type: ignore[arg-type]
    context = {"finding": finding, "entries": entries}
    return render(request, "inspections/improvement_detail.html", context)
