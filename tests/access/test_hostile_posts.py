"""Hostile posts to every address of a visit's evidence and fieldwork: none breaks, and nothing changes that may not."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, time
from itertools import cycle
from typing import Any
from unittest import mock

import pytest
from django import forms
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts import clock
from accounts.access import Verb
from evidence.actions import serious
from evidence.actions.findings import add_topic
from evidence.queries.scope import by_summary
from fieldwork import actions as fieldwork
from fieldwork.actions.proposals import Need
from fieldwork.models import ArrangementNotReady, FirstMeeting
from fieldwork.queries import slots as queries
from fieldwork.rules.entries import Wanted
from govuk.fields import DateField, TimeField
from govuk.forms import date_data
from information.models import LineOfEnquiry
from inspections import actions
from inspections.models import Inspection
from tests.access import world as walking
from tests.access.addresses import Address, addresses
from tests.access.test_every_address import granted
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
# Of each side and right one, who are asked in this order; and some who may next to nothing.
WRITERS = ("lead", "team_inspector", "qa_manager", "decision_maker", "chief_executive")
OTHERS = ("shadow", "other_lead", "contributor")
HUGE = "9" * 40
HOSTILE: dict[str, Any] = {
    "nothing": None,
    "empty": "",
    "markup": "<script>alert(1)</script>' OR 1=1 --",
    "a null": "nul\x00nul",
    "a number past every column": HUGE,
    "below zero": "-1",
    "an exponent": "1e3",
    "a megabyte": "x" * 1_000_000,
    "no number": "٣",
    "a list": ["1", "x", HUGE],
}
WORST = ("nothing", "a null", "a number past every column")
# Of the addresses at least so many take what is filled in, so that the walk has met what they do.
DONE = 40
REFUSED = (400, 403, 404, 409)
# Pages that show first what would become of it.
PREVIEWS = ("interview_match",)
# A tablet is its owner's, in whatever inspection somebody says that it is lost.
OF_A_PERSON = ("device_lost",)
# Conditions of the access table that hold of the kind.
HOLDS = {"focused_visit": ("visit", "focused", "focused_told"), "monitoring_visit": ("visit",)}
# What a field of this name takes; any other takes words.
USUAL = {
    "case": "PU-71",
    "reference": "PU-72",
    "initials": "E.R.",
    "document": "",
    "case_ref": "PU-71",
    "ends": "11:00",
}
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
    with mock.patch.object(walking, "slot_asked_for", return_value={}):
        here.ids = walking.ids(here, other.inspection) | asking.rows_for_every_address(made, cast) | found
    with clock.moved_to(visits.ON_SITE):
        here.ids["serious_concern_close.pk"] = _answered_concern(made, cast)
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


def _answered_concern(visit: Inspection, cast: Cast) -> int:
    concern = serious.record_serious(visit, text="The child is left with somebody unsafe.", by=cast.team_inspector)
    told = {"to_role": "Head of practice", "case_ref": "PU-71", "ground": "unaware"}
    serious.pass_on(concern, when=clock.now(), **told, by=cast.lead)
    serious.answered(concern, text="Seen today.", by=cast.lead)
    return concern.pk


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

    @property
    def where(self) -> str:
        return self.response.headers.get("Location", "")


def post(client: Client, url: str, data: dict[str, Any]) -> Answer:
    """One post, and what it wrote."""
    # What was captured before is not kept without end.
    connection.queries_log.clear()
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
        return dict(date_data(name, given if isinstance(given, date) else clock.today()))
    if isinstance(field, TimeField):
        return {name: f"{given:%H:%M}" if isinstance(given, time) else USUAL.get(name, "10:00")}
    if isinstance(field, forms.FileField):
        return {}
    return {name: given if given not in (None, "", [], False) else _chosen(name, field)}


def _chosen(name: str, field: forms.Field) -> Any:
    if name in USUAL:
        return USUAL[name]
    if isinstance(field, forms.ModelChoiceField):
        first = field.queryset.first()
        return first.pk if first else ""
    if isinstance(field, forms.ChoiceField):
        return next((code for code, _ in _flat(field.choices) if code), "")
    return "1" if isinstance(field, forms.IntegerField) else "Words"


def _flat(choices: Any) -> Iterator[tuple[Any, Any]]:
    for code, label in choices:
        if isinstance(label, (list, tuple)):
            yield from label
        else:
            yield code, label


def taken_back(client: Client, url: str, data: dict[str, Any], times: int = 1) -> list[Answer]:
    """The posts one after the other, and everything that they wrote taken back."""
    with transaction.atomic():
        answers = [post(client, url, data) for _ in range(times)]
        transaction.set_rollback(True)
    return answers


@dataclass
class Page:
    """One address where somebody finds a form, and what they might send."""

    address: Address
    url: str
    who: str
    client: Client
    data: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.address.name} as {self.who}"


def pages(here: World) -> list[Page]:
    """Each address once, with the first of the writers who finds a form there."""
    clients = {who: client_of(here, who) for who in WRITERS}
    return [page for address in posts() if (page := _page(here, address, clients))]


def _page(here: World, address: Address, clients: dict[str, Client]) -> Page | None:
    url = here.url(address)
    for who, client in clients.items():
        form = form_at(client, url)
        if form is not None:
            return Page(address, url, who, client, filled(form))
    return None


def sent_twice(visit: Visit, found: list[Page]) -> Iterator[str]:
    """What is sent a second time does nothing more and leads where the first did."""
    done = set()
    for page in found:
        one, two = taken_back(page.client, page.url, page.data, 2)
        done |= {page.address.name} if one.code == 302 else set()
        preview = page.address.name in PREVIEWS and one.code == 200
        sound = one.code == 302 or ((one.code in REFUSED or preview) and not one.writes)
        if not sound or (two.code, two.where) != (one.code, one.where) or two.writes:
            yield f"{page}: {one.code}, then {two.code}: {two.writes[:2]}"
    if len(done) < DONE:
        yield f"only {len(done)} forms were filled in so that they were done"


def sent_by_others(visit: Visit, found: list[Page]) -> Iterator[str]:
    """What the right person might send, sent by everybody else."""
    here, holds = visit.here, HOLDS[visit.here.inspection.kind]
    clients = {who: client_of(here, who) for who in (*WRITERS, *OTHERS)}
    for page in found:
        for who, client in clients.items():
            assert page.address.access
            if page.address.access.verb("POST") in granted(page.address, who, here.state, holds):
                continue
            [answer] = taken_back(client, page.url, page.data)
            if answer.code not in (403, 404) or answer.writes:
                yield f"{page.address.name} as {who}: {answer.code} {answer.writes[:2]}"


def of_another_inspection(visit: Visit, found: list[Page]) -> Iterator[str]:
    """The address of the visit with the number of a row of the other inspection in it."""
    here = visit.here
    mixed = World(here.state, here.cast, here.inspection, here.now, visit.other.ids | {"ref": here.inspection.ref})
    for page in found:
        if page.address.name in OF_A_PERSON or mixed.url(page.address) == page.url:
            continue
        [answer] = taken_back(page.client, mixed.url(page.address), page.data)
        if answer.code not in REFUSED or answer.writes:
            yield f"{page}: {answer.code} {answer.writes[:2]}"


def chosen_from_elsewhere(visit: Visit, found: list[Page]) -> Iterator[str]:
    """A row in a field that does not offer it."""
    for page in found:
        form = form_at(page.client, page.url)
        strange = {name: _strange(field) for name, field in form.fields.items()}
        for name, value in strange.items():
            [answer] = taken_back(page.client, page.url, page.data | {name: value}) if value else [None]
            if answer and (answer.code not in REFUSED or answer.writes):
                yield f"{page}, {name}={value}: {answer.code} {answer.writes[:2]}"


def _strange(field: forms.Field) -> Any:
    if not isinstance(field, forms.ModelChoiceField):
        return None
    offered = list(field.queryset.values_list("pk", flat=True))
    return field.queryset.model._default_manager.exclude(pk__in=offered).values_list("pk", flat=True).first()


def of_no_use(found: list[Page], values: Iterable[str], *, each: bool) -> Iterator[str]:
    """Such a value in one field at a time, beside others that are in order: each of them, or one by turns."""
    turns = cycle([[name] for name in values])
    for page in found:
        for name in page.data:
            for called in values if each else next(turns):
                value, sent = HOSTILE[called], {key: kept for key, kept in page.data.items() if key != name}
                [answer] = taken_back(page.client, page.url, sent if value is None else sent | {name: value})
                if answer.code >= 500 or (answer.code != 302 and answer.writes):
                    yield f"{page}, {name} is {called}: {answer.code} {answer.writes[:2]}"


def walked(visit: Visit, values: Iterable[str], *, each: bool) -> list[str]:
    with clock.moved_to(visit.here.now):
        found = pages(visit.here)
        walks = (sent_twice, sent_by_others, of_another_inspection, chosen_from_elsewhere)
        wrong = [f"{walk.__name__}: {said}" for walk in walks for said in walk(visit, found)]
        return wrong + [f"of_no_use: {said}" for said in of_no_use(found, values, each=each)]


@pytest.mark.parametrize(("kind", "state"), [("focused_visit", "announced"), ("monitoring_visit", "fieldwork_ended")])
def test_hostile_posts_do_no_harm(db: None, cast: Cast, kind: str, state: str) -> None:
    """With the worst of the values by turns; `bin/prove HOSTILE` sends all, to both kinds at both times."""
    assert walked(visit_of(cast, kind, state), WORST, each=False) == []


@pytest.mark.prove("HOSTILE")
@pytest.mark.parametrize("state", STAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_hostile_value_does_no_harm(db: None, cast: Cast, kind: str, state: str) -> None:
    assert walked(visit_of(cast, kind, state), HOSTILE, each=True) == []
