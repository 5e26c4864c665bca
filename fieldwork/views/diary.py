"""The diary as pages: a week, a day, everything pointed out, and every change."""

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts import clock
from accounts.access import Thing, Verb, verbs_for
from accounts.refusals import NotHere
from fieldwork import drawing
from fieldwork.days import WEEK
from fieldwork.models import DiaryVersion
from fieldwork.queries import grid
from fieldwork.queries.grid import Diary, Wish
from fieldwork.queries.people import present
from fieldwork.queries.proposals import waiting
from fieldwork.queries.writing import confirmed
from inspections.models import Inspection
from inspections.workflow import State

PER_PAGE = 30
# Of a change, its entry and its author only what the list says.
SHOWN = ("number", "act", "stands", "changes", "reason", "linked", "at", "entry__title", "by__name")


def diary(request: HttpRequest, **_: Any) -> HttpResponse:
    """A week: people by pair, days, entries, and what is pointed out where it happens."""
    asked, wish = _asked(request, "week") or clock.today(), _wish(request)
    found = _read(request, asked)
    monday = found.days.week_of(asked)
    shown = grid.week(found, monday, wish)
    pen = drawing.pen(found, shown.of_entry, "entries/")
    day = _asked(request, "day") or clock.today()
    about = _about(request, found)
    phone_day = day if day in [head.day for head in shown.heads] else shown.heads[0].day
    context = about | {
        "waiting": waiting(found.inspection),
        "week": shown,
        "name": found.days.name_of_week(monday),
        "heads": [(head, drawing.day_title(head.day)) for head in shown.heads],
        "groups": [
            (group.name, [pen.line(person, phone_day, about["may_add"]) for person in group.people])
            for group in shown.groups
        ],
        "phone_day": phone_day,
        "meanings": drawing.meanings(flag.rule for flag in found.flags),
        "weeks": [(each, found.days.name_of_week(each), each == monday) for each in found.days.mondays],
        "before": monday - WEEK if monday > found.days.mondays[0] else None,
        "after": monday + WEEK if monday < found.days.mondays[-1] else None,
        "wish": wish,
        # What the links to other weeks and days keep of what was wished for.
        "kept": "".join(f"&{name}={number}" for name, number in vars(wish).items() if number),
        "filtered": wish != Wish(),
    }
    return render(request, "fieldwork/diary.html", context)


def _read(request: HttpRequest, asked: date | None = None) -> Diary:
    return grid.diary(request.inspection, request.user, asked)  # type: ignore[attr-defined, arg-type]


def _about(request: HttpRequest, found: Diary) -> dict[str, Any]:
    """What stands above and beside the calendar."""
    inspection = found.inspection
    verbs = verbs_for(request.roles, Thing.DIARY, request.user, inspection)  # type: ignore[attr-defined]
    may_note = Verb.CREATE in verbs_for(request.roles, Thing.DIARY_PROPOSAL, request.user, inspection)  # type: ignore[attr-defined]
    planning = inspection.state in (State.PLANNED, State.ANNOUNCED)
    unexplained = [flag for flag in found.flags if not flag.explained]
    return {
        "inspection": inspection,
        "may_add": planning and Verb.CREATE in verbs,
        "may_lead": planning and Verb.DECIDE in verbs,
        "may_note": planning and may_note,
        "empty": found.empty,
        "planning": planning,
        "flag_count": len(unexplained),
        "share": found.share,
        # Before the team comes on site there is no practice to see.
        "share_is_low": found.share.is_low and bool(found.known.onsite),
        "arrivals": _arrivals(found),
        "not_in_diary": found.not_in_diary,
        "may_meet": Verb.READ in verbs_for(request.roles, Thing.MEETING, request.user, inspection),  # type: ignore[attr-defined]
        "left_over": len(grid.left_over_of(found)),
        "people": present(found.team),
        "pairs": sorted({(s.pair_id, s.pair_name) for s in present(found.team) if s.pair_id}, key=lambda pair: pair[1]),
        "sites": grid.sites_of(found.rows),
        "legend": drawing.legend(),
    }


def _arrivals(found: Diary) -> list[dict[str, Any]]:
    pairs = {seated.pair_id: seated.pair_name for seated in found.team.values() if seated.pair_id}
    rows = grid.missing_arrivals(found, clock.today())
    return [
        {"row": row, "pair": pairs.get(row.pair_id or 0, row.title), "where": row.site_name or row.place}
        for row in rows
    ]


def _wish(request: HttpRequest) -> Wish:
    return Wish(*(_number(request.GET.get(name, "")) for name in ("pair", "person", "site")))


def _number(typed: str) -> int | None:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 19 else None


def _asked(request: HttpRequest, name: str) -> date | None:
    """The day in the address; nothing for one that does not exist."""
    try:
        return date.fromisoformat(request.GET.get(name, ""))
    except ValueError:
        return None


def diary_day(request: HttpRequest, day: str, **_: Any) -> HttpResponse:
    """One day to scale."""
    try:
        shown = date.fromisoformat(day)
    except ValueError as error:
        raise NotHere from error
    found = _read(request, shown)
    if not found.days.first <= shown <= found.days.last:
        raise NotHere
    week = grid.week(found, found.days.week_of(shown), _wish(request))
    pen = drawing.pen(found, week.of_entry, "../../entries/")
    context = _about(request, found) | {
        "day": shown,
        "confirmed": confirmed(found.inspection, shown),
        "is_onsite": shown in found.days.onsite and not found.days.is_paused(shown),
        "head": next((head for head in week.heads if head.day == shown), None),
        "hours": drawing.hours(),
        "columns": [column for group in week.groups for column in _columns(group, pen, shown)],
        "days": [head.day for head in week.heads],
        "monday": week.monday,
    }
    return render(request, "fieldwork/diary_day.html", context)


def _columns(group: grid.Group, pen: drawing.Pen, day: date) -> list[dict[str, Any]]:
    columns = []
    for person in group.people:
        rows = next((cell.rows for cell in person.cells if cell.day == day), [])
        member = person.seated.id if person.seated else 0
        framed = any(row.kind in pen.frames for row in rows)
        drawn = drawing.lane(pen, rows, member)
        columns.append({"seated": person.seated, "group": group.name, "drawn": drawn, "framed": framed})
    return columns


def diary_flags(request: HttpRequest, **_: Any) -> HttpResponse:
    """Everything pointed out, by day: of a week, or with `?week=all` of the whole diary."""
    whole = request.GET.get("week") == "all"
    found = _read(request, None if whole else _asked(request, "week") or clock.today())
    page = Paginator(found.flags, PER_PAGE).get_page(request.GET.get("page"))
    by_id = {row.id: row for row in found.rows}
    monday = None if whole else found.days.week_of(_asked(request, "week") or clock.today())
    context = {
        "inspection": found.inspection,
        "page": page,
        "lines": [(flag, [by_id[number] for number in flag.entries if number in by_id]) for flag in page],
        "share": found.share,
        "weeks": [(each, found.days.name_of_week(each), each == monday) for each in found.days.mondays],
        "whole": whole,
    }
    return render(request, "fieldwork/diary_flags.html", context)


def diary_log(request: HttpRequest, **_: Any) -> HttpResponse:
    """Every change of every entry, latest first (SITE-10)."""
    inspection: Inspection = request.inspection  # type: ignore[attr-defined]
    changes = DiaryVersion.objects.filter(entry__inspection=inspection).select_related("entry", "by").only(*SHOWN)
    page = Paginator(changes, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "fieldwork/diary_log.html", {"inspection": inspection, "page": page})
