"""Hostile posts to every address of a visit's evidence and fieldwork: nothing breaks, and nothing changes that may not."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from typing import Any
from unittest import mock
from uuid import uuid4

import pytest
from django import forms
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts import clock
from accounts.access import Verb
from evidence.actions.findings import add_topic
from evidence.queries.scope import by_summary
from fieldwork import actions as fieldwork
from fieldwork.actions.proposals import Need
from fieldwork.models import ArrangementNotReady, FirstMeeting
from fieldwork.queries import slots as queries
from fieldwork.rules.entries import Wanted
from govuk.fields import DateField, TimeField
from information.models import LineOfEnquiry
from inspections import actions
from inspections.models import Inspection
from tests.access import world as walking
from tests.access.addresses import Address, addresses
from tests.access.test_every_address import granted, plain  # noqa: F401
from tests.access.world import World, world
from tests.cast import Cast
from tests.evidence import asking, visits
from tests.evidence import stages as evidence
from tests.evidence.test_heads import revise
from tests.inspections import programming, stages

pytestmark = pytest.mark.crawl
ROOMS = ("evidence", "fieldwork")
KINDS = ("focused_visit", "monitoring_visit")
STAGES = {"announced": visits.ON_SITE, "fieldwork_ended": clock.at(date(2024, 6, 13), 10)}
# Of each side and right one: whoever writes, decides, watches, plans, and Cafcass.
WRITERS = ("lead", "deputy", "team_inspector", "qa_manager", "decision_maker", "link_person", "chief_executive")
HUGE = "9" * 40
HOSTILE: dict[str, Any] = {
    "nothing": None,
    "empty": "",
    "markup": "<script>alert(1)</script>' OR 1=1 --",
    "a null": "nul\x00nul",
    "half a letter": "half \ud83d",
    "a number past every column": HUGE,
    "below zero": "-1",
    "an exponent": "1e3",
    "a megabyte": "x" * 1_000_000,
    "no number": "٣",
    "a list": ["1", "x", HUGE],
}
# What a field of this name takes; any other takes words.
USUAL = {"case": "PU-71", "reference": "PU-72", "initials": "E.R.", "document": "", "case_ref": "PU-71"}
CHANGES = ("INSERT", "UPDATE", "DELETE", "REPLACE")
# Kept of whoever comes, whatever they send.
ASIDE = ("django_session",)


@dataclass
class Visit:
    """A visit with something at each address, and an inspection of the same team that it must not reach into."""

    here: World
    other: World


def visit_of(cast: Cast, kind: str, state: str) -> Visit:
    other = world("announced", cast)
    if kind == "monitoring_visit":
        last = programming.last_inspection(ended_on=date(2024, 2, 16))
        last.grades.create(area="overall", area_name="Overall effectiveness", grade="inadequate")
        programming.improvement(last)
    made = _made(cast, kind)
    with clock.moved_to(visits.ON_SITE):
        found = _of_a_visit(made, cast)
    here = World(state, cast, made, visits.ON_SITE)
    with mock.patch.object(walking, "slot_asked_for", lambda _: {}):
        here.ids = walking.ids(here, other.inspection) | asking.rows_for_every_address(made, cast) | found
    here.now = STAGES[state]
    if state == "fieldwork_ended":
        with clock.moved_to(clock.at(date(2024, 6, 12), 17)):
            stages.nobody_met(stages.fresh(made), cast.lead)
            actions.end_fieldwork(stages.fresh(made), last_day=date(2024, 6, 12), by=cast.lead)
    here.inspection = stages.fresh(made)
    return Visit(here, other)


def _made(cast: Cast, kind: str) -> Inspection:
    week, at = visits.W1, clock.at(date(2024, 5, 13), 10)
    visit = stages.plan(cast, kind=kind, week=week, at=at, title="A visit")
    with mock.patch.object(stages, "PLANNED_AT", at):
        stages.staff(cast, visit)
    stages.furnish(cast, visit)
    with clock.moved_to(clock.at(date(2024, 6, 4), 9, 30)):
        called = clock.at(date(2024, 6, 4), 9, 10)
        actions.announce(visit, called_at=called, told_whom="chief_executive", by=cast.lead)
    with clock.moved_to(visits.ON_SITE):
        member = visit.members.get(person=cast.deputy)
        wanted = Wanted("arrival", "Arrival", date(2024, 6, 11), time(9), time(9, 30), [member.pk], place="Northtown")
        fieldwork.add_entry(stages.fresh(visit), wanted, by=cast.lead)
        fieldwork.note_need(stages.fresh(visit), Need("Talk to the guardian"), by=cast.lead)
    return stages.fresh(visit)


def _of_a_visit(visit: Inspection, cast: Cast) -> dict[str, Any]:
    """Topics, lines, what covers them, times that Cafcass answers, and texts in the states that pages ask about."""
    topic = add_topic(visit, kind="theme", text="Delay", by=cast.decision_maker) if _has_topics(visit) else None
    codes = [each.code for each in by_summary(visit)]
    visits.summary_of(visit, cast.lead, *codes, lead=cast.lead)
    given = {"inspection": visit, "title": "Delay", "theme": "Delay", "made_by": cast.lead}
    begun = LineOfEnquiry.objects.create(**given, number=1)
    done = LineOfEnquiry.objects.create(**given, number=2, state="closed")
    found = {"subject_take_out.pk": topic.pk if topic else 999_999, "line_close.pk": begun.pk}
    found |= {f"line_{page}.pk": done.pk for page in ("reopen", "count")}
    return found | _times(visit, cast) | _texts(visit, cast)


def _has_topics(visit: Inspection) -> bool:
    return visit.kind == "focused_visit"


def _times(visit: Inspection, cast: Cast) -> dict[str, Any]:
    fieldwork.propose_slots(visit, by=cast.lead)
    slots = queries.slots(visit)
    wanted = {"day": slots[-1].entry.day, "starts": time(15), "ends": time(15, 30)}
    asked = fieldwork.ask_another_time(slots[-1].entry, **wanted, by=cast.link_person)
    held = {"held_at": visits.ON_SITE, "people": "Chief executive", "place": "Northtown", "recorded_by": cast.lead}
    first = FirstMeeting.objects.create(inspection=visit, **held)
    waits = ArrangementNotReady.objects.create(meeting=first, what="A room")
    names = {"cafcass_slot_ask.pk": slots[0].entry.pk, "slot_take.pk": asked.pk, "slot_keep.pk": asked.pk}
    return names | {"arrangement_ready.pk": waits.pk}


def _texts(visit: Inspection, cast: Cast) -> dict[str, Any]:
    """Of each kind one with two versions side by side, and one about which its writer is asked."""
    found, by, on = {}, cast.team_inspector, {"observed_on": clock.today()}
    seen = evidence.note(visit, by, **on)
    for twice in (evidence.individual(visit, by, [seen]), evidence.note(visit, by, **on)):
        for text in ("One.", "Another."):
            parts = {"text": text} if twice.document.kind == "note" else evidence.words(text)
            revise(twice, by, parts=parts)
        found[f"{twice.document.kind}_merge.pk"] = twice.document_id
    asked = evidence.note(visit, by, text="Her mum Sarah agreed.", **on)
    return found | {"note_names.pk": asked.document_id}


def posts() -> list[Address]:
    """Of an inspection, in these rooms, where something can be sent."""
    found = [each for each in addresses() if each.room in ROOMS and each.access and each.access.of_inspection]
    return [each for each in found if each.access and each.access.verb("POST") is not Verb.READ]


def client_of(here: World, who: str) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(getattr(here.cast, who))
    return client


@dataclass
class Answer:
    response: HttpResponse
    writes: list[str]

    @property
    def code(self) -> int:
        return self.response.status_code


def post(client: Client, url: str, data: dict[str, Any]) -> Answer:
    """One post, and what it wrote."""
    with CaptureQueriesContext(connection) as captured:
        response = client.post(url, data)
    return Answer(response, kept([query["sql"] for query in captured.captured_queries]))


def kept(said: list[str]) -> list[str]:
    """Of these statements those that changed something, but for what a savepoint took back."""
    points: list[tuple[str, int]] = []
    found: list[str] = []
    for sql in said:
        name = sql.rpartition(" ")[2].strip('"')
        if sql.startswith("SAVEPOINT"):
            points.append((name, len(found)))
        elif sql.startswith("ROLLBACK TO"):
            del found[next(at for known, at in reversed(points) if known == name) :]
        elif sql.startswith(CHANGES) and not any(table in sql for table in ASIDE):
            found.append(sql)
    return found


def form_at(client: Client, url: str) -> Any:
    """The form of that page, or None."""
    answer = client.get(url)
    context = getattr(answer, "context", None)
    return context["form"] if answer.status_code == 200 and context is not None and "form" in context else None


def filled(form: Any) -> dict[str, Any]:
    """What somebody might send: what the form opens with, and something in each field that is empty."""
    data: dict[str, Any] = {}
    for name, field in form.fields.items():
        data |= _value(form, name, field)
    return data


def _value(form: Any, name: str, field: forms.Field) -> dict[str, Any]:
    given = form[name].value()
    if isinstance(field, DateField):
        day = given if isinstance(given, date) else clock.today()
        return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}
    if isinstance(field, TimeField):
        usual = "11:00" if name == "ends" else "10:00"
        return {name: f"{given:%H:%M}" if isinstance(given, time) else usual}
    if name in USUAL:
        return {name: given or USUAL[name]}
    if isinstance(field, forms.FileField):
        return {}
    if given not in (None, "", [], False):
        return {name: given}
    if isinstance(field, forms.ModelChoiceField):
        first = field.queryset.first()
        value = first.pk if first else ""
    elif isinstance(field, forms.ChoiceField):
        value = next((code for code, _ in _flat(field.choices) if code), "")
    elif isinstance(field, forms.IntegerField):
        value = "1"
    elif isinstance(field, forms.UUIDField):
        value = str(uuid4())
    else:
        value = "Words"
    return {name: value}


def _flat(choices: Any) -> Iterator[tuple[Any, Any]]:
    for code, label in choices:
        if isinstance(label, (list, tuple)):
            yield from label
        else:
            yield code, label


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("state", STAGES)
def test_all(db, cast, kind, state):
    v = visit_of(cast, kind, state)
    here = v.here
    out = []
    opened = {}
    with clock.moved_to(here.now):
        for a in posts():
            url = here.url(a)
            for who in WRITERS:
                client = client_of(here, who)
                form = form_at(client, url)
                if form is None:
                    opened[a.name] = opened.get(a.name, False)
                    continue
                opened[a.name] = True
                data = filled(form)
                with transaction.atomic():
                    one = post(client, url, data)
                    two = post(client, url, data)
                    transaction.set_rollback(True)
                out.append(f"DOUBLE {a.name} {who} {one.code} {two.code} w1={len(one.writes)} w2={two.writes}")
                if (
                    one.code >= 500
                    or two.code >= 500
                    or (one.code not in (302,) and one.writes)
                    or (one.code == 302 and (two.writes or two.code not in (302,)))
                ):
                    print("BAD", out[-1], one.writes[:3])
                if one.code == 400:
                    f = one.response.context["form"]
                    print("REF", a.name, who, dict(f.errors.items()) if hasattr(f, "errors") else "")
                if one.code >= 500:
                    print(one.response.exc_info)
                if one.code in (403, 404, 409):
                    print("NO", a.name, who, one.code)
    print("NEVER OPENED", [n for n, o in opened.items() if not o])
    print("n", len(out))
    assert 0
