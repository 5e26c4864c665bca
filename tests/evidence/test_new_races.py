"""Two people at once on the pages of visits, tablets and held words: one of them does it, the other is told."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client

from accounts import clock
from accounts.models import Operation, Person
from accounts.refusals import Invalid, NotAllowed, NotHere
from evidence import headings
from evidence.actions.agreement import withdraw
from evidence.actions.capture import append
from evidence.actions.findings import add_topic, take_out_subject
from evidence.actions.looks import ask_to_look
from evidence.actions.naming import Said, answer
from evidence.actions.paper import keep_paper
from evidence.actions.told import link_headline, record_told
from evidence.field import ledger
from evidence.field.settling import leave_out, take_in
from evidence.kinds import NOTE
from evidence.models import (
    FieldDevice,
    Head,
    Headline,
    HeadlineBasis,
    HeldSettled,
    HeldWords,
    LookAsked,
    Revision,
    VisitSubject,
)
from evidence.queries.documents import find
from framework.versions import version
from inspections.models import Inspection
from tests.cast import Cast
from tests.evidence import stages, visits
from tests.evidence.field.sending import put, save
from tests.evidence.pages import opened, url
from tests.evidence.test_races import together
from tests.inspections.stages import ON_SITE_AT, announced

pytestmark = pytest.mark.django_db(transaction=True)
As = Callable[..., Client]


def outcome(work: Callable[[], object], said: list[str]) -> Callable[[], None]:
    def done() -> None:
        try:
            work()
            said.append("done")
        except (NotAllowed, Invalid, NotHere) as refusal:
            said.append(type(refusal).__name__)

    return done


@pytest.fixture
def inspection(transactional_db: None, cast: Cast) -> Inspection:
    return announced(cast)


def test_one_person_is_asked_once_and_one_tablet_lost_once(cast: Cast, inspection: Inspection) -> None:
    place, said = headings.places(version(inspection.framework_version))[0], list[str]()
    who, lead, deputy = cast.team_inspector, cast.lead, cast.deputy
    device = FieldDevice.objects.create(pk=uuid4(), person=who)
    with clock.moved_to(ON_SITE_AT):
        asking = [lambda by=by: ask_to_look(inspection, place, person=who, by=by) for by in (lead, deputy)]
        together(*[outcome(each, said) for each in asking])
        losing = [lambda by=by: ledger.lose(device, inspection, how="Lost.", by=by) for by in (who, lead, who)]
        together(*[outcome(each, said) for each in losing])
    assert (said.count("done"), len(said)) == (2, 5)
    assert LookAsked.objects.count() == 1
    assert Person.objects.get(pk=who.pk).sessions_ended == 1


def test_held_words_are_settled_once(cast: Cast, as_: As, inspection: Inspection) -> None:
    author, lead, said = cast.team_inspector, cast.lead, list[str]()
    with clock.moved_to(ON_SITE_AT):
        put(as_(author), save(inspection, clock_offset_ms=86_400_000))
        held = HeldWords.objects.get()
        works = [
            lambda: take_in(held, by=author),
            lambda: take_in(held, by=lead),
            lambda: leave_out(held, reason="Written anew.", by=lead),
        ]
        together(*[outcome(each, said) for each in works])
    assert (said.count("done"), said.count("NotAllowed")) == (1, 2)
    assert HeldSettled.objects.count() == 1
    assert Revision.objects.count() <= 1


@pytest.mark.rule("EVID-01", part="what was withdrawn while its page was open is not written over, nor withdrawn again")
def test_whoever_read_a_note_before_it_was_withdrawn_changes_nothing_of_it(cast: Cast, inspection: Inspection) -> None:
    by, said = cast.team_inspector, list[str]()
    with clock.moved_to(ON_SITE_AT):
        seen = stages.note(inspection, by)
        read = [find(inspection, NOTE, seen.document_id) for _ in range(6)]
        one, two, three, *late = [each for each in read if each]
        together(
            *[outcome(lambda each=each: withdraw(each, reason="A wrong file.", by=by), said) for each in (one, two)]
        )
        given = {"kind": "note", "parts": {"text": "More."}, "parent": seen, "by": by}
        outcome(lambda: append(inspection, op=uuid4(), document=three, **given), said)()
        outcome(lambda: keep_paper(late[0], what="A letter", by=by), said)()
    assert (said.count("done"), said.count("NotAllowed")) == (1, 3)
    assert Revision.objects.count() == 1
    assert Head.objects.get().withdrawn


def test_one_headline_and_one_question_about_a_name(cast: Cast, inspection: Inspection) -> None:
    said, author, lead = list[str](), cast.team_inspector, cast.lead
    with clock.moved_to(ON_SITE_AT):
        record_told(inspection, day=clock.today(), headlines=["Early help."], by=lead)
        headline = Headline.objects.get()
        cited = stages.note(inspection, author)
        linking = lambda: link_headline(headline, cites=[cited], seen=None, by=lead)  # noqa: E731
        together(*[outcome(linking, said) for _ in range(3)])
        assert HeadlineBasis.objects.count() == 1
        seen = stages.note(inspection, author, text="Her mum Sarah said so.")
        saying = lambda: answer(seen.document, [Said("word")], opened=seen, op=uuid4(), by=author)  # noqa: E731
        together(*[outcome(saying, said) for _ in range(3)])
    assert said.count("NotAllowed") == 2


def test_one_topic_set_by_two_and_taken_out_by_two(cast: Cast, transactional_db: None) -> None:
    visit, by, said = visits.on_site(cast), cast.decision_maker, list[str]()
    with clock.moved_to(visits.ON_SITE):
        setting = lambda: add_topic(visit, kind="theme", text="Delay", by=by)  # noqa: E731
        together(*[outcome(setting, said) for _ in range(3)])
        topic = VisitSubject.objects.get()
        taking = lambda: take_out_subject(topic, reason="No.", by=by)  # noqa: E731
        together(*[outcome(taking, said) for _ in range(3)])
    assert (said.count("done"), said.count("Invalid"), said.count("NotHere")) == (2, 2, 2)


def test_one_form_sent_twice_at_once_is_done_once(cast: Cast, as_: As, inspection: Inspection) -> None:
    device, seen = FieldDevice.objects.create(pk=uuid4(), person=cast.team_inspector), list[int]()
    with clock.moved_to(ON_SITE_AT):
        lead, address = as_(cast.lead), url(inspection, "device_lost", pk=device.pk)
        sent = opened(lead, address) | {"how": "On the train."}
        cookies = lead.cookies

        def click() -> None:
            client = Client()
            client.cookies = cookies
            seen.append(client.post(address, sent).status_code)

        together(click, click)
    assert seen == [302, 302]
    assert Operation.objects.filter(op=sent["op"]).count() == 1
    assert Person.objects.get(pk=cast.team_inspector.pk).sessions_ended == 1
