"""Serious concerns over a child: told at once, on top until passed to Cafcass and answered (EVID-21)."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import Error, transaction
from django.test import Client
from django.urls import reverse

from accounts import clock
from accounts.refusals import Invalid, NotAllowed, Stale
from desk.reminders import owed
from evidence.actions import serious as actions
from evidence.models import SeriousConcern, SeriousConcernStep
from files.models import OutgoingMail
from inspections.models import Inspection
from tests.cast import Cast
from tests.evidence.pages import opened, send, url
from tests.inspections.stages import announced

As = Callable[..., Client]
AT = clock.at(date(2024, 2, 7), 11)
TOLD = ("lead", "qa_manager")
PASSED: dict[str, Any] = {"to_role": "Head of practice", "case_ref": "PRV-01", "ground": "unaware"}
BANNER = "A serious concern over a child is open."


@pytest.fixture
def inspection(cast: Cast) -> Iterator[Inspection]:
    found = announced(cast)
    with clock.moved_to(AT):
        yield found


def recorded(inspection: Inspection, cast: Cast, **more: Any) -> SeriousConcern:
    return actions.record_serious(
        inspection, by=cast.team_inspector, **({"text": "The child is left with somebody unsafe."} | more)
    )


def page(concern: SeriousConcern, name: str) -> str:
    return reverse(f"serious_concern_{name}", args=[concern.inspection.ref, concern.pk])


def refused(act: Callable[[], Any]) -> bool:
    try:
        with transaction.atomic():
            act()
    except Error:
        return True
    return False


def on_top(cast: Cast, as_: As, inspection: Inspection, person: str) -> tuple[bool, bool]:
    """At the top of a page of the inspection; on the list of what the person owes."""
    somebody = getattr(cast, person)
    seen = BANNER in as_(somebody).get(url(inspection, "note_list")).content.decode()
    return seen, any(each.due.key.startswith("serious-") for each in owed(clock.today(), somebody))


@pytest.mark.rule("EVID-21", part="lead and QA manager are told at once, and it stays on top until it is answered")
def test_it_is_told_at_once_and_stays_on_top(cast: Cast, as_: As, inspection: Inspection) -> None:
    mails = set(OutgoingMail.objects.values_list("pk", flat=True))
    address = url(inspection, "serious_concern_create")
    sent = send(as_(cast.team_inspector), address, text="The child PRV-01 is not safe.", case_ref="", ground="")
    concern = SeriousConcern.objects.get()
    assert sent.url == page(concern, "detail")
    new = OutgoingMail.objects.exclude(pk__in=mails)
    assert {mail.to for mail in new} == {cast.lead.email, cast.qa_manager.email}
    assert not any("PRV-01" in mail.body + mail.subject for mail in new)
    for person in TOLD:
        assert on_top(cast, as_, inspection, person) == (True, True)
    for person in ("deputy", "team_inspector"):
        assert on_top(cast, as_, inspection, person) == (False, False)
    actions.pass_on(concern, when=clock.now(), **PASSED, by=cast.lead)
    assert on_top(cast, as_, inspection, "qa_manager") == (True, True)
    actions.answered(concern, text="A visit is made today.", by=cast.deputy)
    for person in TOLD:
        assert on_top(cast, as_, inspection, person) == (False, False)


@pytest.mark.rule("EVID-21")
def test_it_is_not_closed_before_it_is_passed_on_and_answered(cast: Cast, as_: As, inspection: Inspection) -> None:
    concern, lead = recorded(inspection, cast), as_(cast.lead)
    assert lead.get(page(concern, "close")).status_code == 403
    with pytest.raises(NotAllowed, match="passed to Cafcass"):
        actions.close(concern, by=cast.lead)
    assert refused(lambda: SeriousConcern.objects.update(state="closed"))
    actions.pass_on(concern, when=clock.now(), **PASSED, by=cast.lead)
    with pytest.raises(NotAllowed, match="Its state: Passed to Cafcass, not answered"):
        actions.withhold(concern, reason="Late.", by=cast.lead)
    with pytest.raises(NotAllowed, match="answered"):
        actions.close(concern, by=cast.lead)
    assert refused(lambda: SeriousConcern.objects.update(state="closed"))
    send(lead, page(concern, "answer"), text="A visit is made today.")
    assert send(lead, page(concern, "close"), text="").status_code == 302
    assert SeriousConcern.objects.get().state == "closed"


@pytest.mark.rule("EVID-21", part="without being passed to Cafcass it is closed only with a reason")
def test_not_passing_it_on_needs_a_reason(cast: Cast, as_: As, inspection: Inspection) -> None:
    concern, lead = recorded(inspection, cast), as_(cast.lead)
    assert "reason" in send(lead, page(concern, "withhold"), reason=" ").context["form"].errors
    with pytest.raises(Invalid):
        actions.withhold(concern, reason=" ", by=cast.lead)
    send(lead, page(concern, "withhold"), reason="The police asked that nobody is told yet.")
    assert on_top(cast, as_, inspection, "lead") == (True, True)
    send(lead, page(concern, "close"), text="")
    assert SeriousConcern.objects.get().state == "closed"


def test_passing_on_asks_for_what_was_left_open(cast: Cast, as_: As, inspection: Inspection) -> None:
    concern, lead = recorded(inspection, cast), as_(cast.lead)
    entries = {"day_day": "7", "day_month": "2", "day_year": "2024", "time": "10:50"}
    answer = send(lead, page(concern, "pass_on"), **entries, to_role="", case_ref="", ground="")
    assert {"to_role", "case_ref", "ground"} <= set(answer.context["form"].errors)
    late = send(lead, page(concern, "pass_on"), **(entries | {"time": "11:01"}), **PASSED)
    assert "time" in late.context["form"].errors
    assert send(lead, page(concern, "pass_on"), **entries, **PASSED).status_code == 302
    stored = SeriousConcern.objects.get()
    assert (stored.case_ref, stored.ground, stored.state) == ("PRV-01", "unaware", "passed")
    step = SeriousConcernStep.objects.get()
    assert (step.when, step.to_role) == (clock.at(date(2024, 2, 7), 10, 50), "Head of practice")


def test_only_the_words_are_compulsory_and_what_was_typed_is_kept(cast: Cast, as_: As, inspection: Inspection) -> None:
    address = url(inspection, "serious_concern_create")
    wrong = send(as_(cast.deputy), address, text=" ", case_ref="PRV-01")
    assert wrong.status_code == 400
    assert "PRV-01" in wrong.content.decode()
    data = opened(as_(cast.deputy), address) | {"text": "Once."}
    assert [as_(cast.deputy).post(address, data).status_code for _ in range(2)] == [302, 302]
    assert SeriousConcern.objects.count() == 1
    assert OutgoingMail.objects.filter(subject="A serious concern was recorded").count() == len(TOLD)


@pytest.mark.parametrize(
    ("person", "reads", "records", "decides"),
    [
        ("deputy", 200, 200, 200),
        ("team_inspector", 200, 200, 403),
        ("qa_manager", 200, 403, 403),
        ("director", 200, 403, 403),
        ("shadow", 404, 404, 404),
        ("link_person", 404, 404, 404),
    ],
)
def test_who_may(
    cast: Cast, as_: As, inspection: Inspection, person: str, reads: int, records: int, decides: int
) -> None:
    concern, client = recorded(inspection, cast), as_(getattr(cast, person))
    pages = (page(concern, "detail"), url(inspection, "serious_concern_create"), page(concern, "pass_on"))
    assert [client.get(each).status_code for each in pages] == [reads, records, decides]


def test_the_words_never_change_and_nothing_is_deleted(cast: Cast, inspection: Inspection) -> None:
    concern = recorded(inspection, cast)
    assert refused(lambda: SeriousConcern.objects.update(text="Other"))
    assert refused(lambda: SeriousConcern.objects.create(inspection=inspection, text="x", owner=cast.qa_manager))
    actions.pass_on(concern, when=clock.now() - timedelta(minutes=5), **PASSED, by=cast.lead)
    assert refused(lambda: SeriousConcern.objects.update(case_ref="PRV-99"))
    assert refused(lambda: SeriousConcernStep.objects.update(text="Other"))
    with pytest.raises(Stale):
        actions.answered(concern, text="So.", version=1, by=cast.lead)
