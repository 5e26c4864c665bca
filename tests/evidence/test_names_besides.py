"""The name guard looks at texts besides evidence, and again when a list of children comes later (EVID-23)."""

from collections.abc import Callable, Iterator
from datetime import date
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from accounts import clock
from accounts.models import Event
from accounts.refusals import Invalid
from evidence.actions.guarding import JOB_KIND, look_again_soon
from evidence.actions.naming import Said, answer
from evidence.actions.quality import challenge
from evidence.due import due
from evidence.models import (
    Challenge,
    DocumentComment,
    Head,
    NamesAnswer,
    NamesBefore,
    NamesFound,
    Rationale,
    SeriousConcern,
)
from files import jobs
from files.models import Job
from information.actions import counting
from information.actions.documents import sort_document
from information.models import DocumentReview
from information.queries.documents import documents_of
from inspections.models import Inspection
from tests.cast import Cast
from tests.evidence import stages
from tests.evidence.pages import opened, page_of, url
from tests.evidence.stages import JUDGED_AT, note, with_agreed_summaries
from tests.evidence.test_names import on_the_list
from tests.information import giving
from tests.inspections.stages import ON_SITE_AT, announced

As = Callable[..., Client]
NAMED = "Her mum Sarah agreed."


@pytest.fixture
def inspection(cast: Cast) -> Iterator[Inspection]:
    found = announced(cast)
    with clock.moved_to(ON_SITE_AT):
        yield found


def asked_once(client: Client, address: str, **data: str) -> None:
    """The first sending comes back with everything typed; the second saves."""
    first = client.post(address, opened(client, address) | data)
    assert first.status_code == 400
    page = first.content.decode()
    assert "may be a name" in page
    assert "Sarah" in page
    form = first.context["form"]
    again = {name: form[name].value() for name in ("op", "names_seen")} | data
    again |= {"version": form["version"].value()} if form["version"].value() else {}
    assert client.post(address, again).status_code == 302


@pytest.mark.rule("EVID-23", part="a comment, a challenge and its answer, a reason, a serious concern: asked once")
def test_texts_besides_evidence_are_asked_about_once_and_saved(cast: Cast, as_: As, inspection: Inspection) -> None:
    seen = note(inspection, cast.team_inspector)
    lead, qa = as_(cast.lead), as_(cast.qa_manager)
    asked_once(lead, page_of(seen.document, "comment"), text=NAMED)
    assert DocumentComment.objects.get().text == NAMED
    kept = Event.objects.get(verb="kept words that may name somebody")
    assert (kept.person_name, kept.after) == (cast.lead.name, "1")
    assert "Sarah" not in str(vars(kept))
    named = NAMED.replace("Sarah", "Sarah-Jane")
    given = {"place": "private", "kind": "gap", "weight": "comment"}
    asked_once(qa, url(inspection, "challenge_create"), text=named, **given)
    made = challenge(inspection, area="private", kind="gap", weight="comment", text="Where?", by=cast.qa_manager)
    asked_once(lead, url(inspection, "challenge_answer", pk=made.pk), text="His father Sarahson said so.")
    assert {each.text for each in Challenge.objects.all()} == {named, "Where?"}
    asked_once(lead, url(inspection, "serious_concern_create"), text="His brother Sarahim is not safe.")
    assert SeriousConcern.objects.get().text == "His brother Sarahim is not safe."


@pytest.mark.rule("EVID-23", part="key points of Cafcass's documents: asked once")
def test_key_points_of_a_document_are_asked_about_once(cast: Cast, as_: As, inspection: Inspection) -> None:
    with giving.at_work():
        giving.give(inspection, cast.link_person, "A-02 audit.txt")
        document = documents_of(inspection)[0]
        told = {"category": "audit", "audited_on": date(2023, 7, 22), "action_plan": "none"}
        sort_document(inspection, document, **told, by=cast.analyst)
        address = url(inspection, "document_review", pk=document.upload.pk)
        asked_once(as_(cast.analyst), address, key_points=NAMED)
    assert DocumentReview.objects.get().key_points == NAMED


def test_what_was_kept_is_not_asked_about_again_and_other_words_are(
    cast: Cast, as_: As, inspection: Inspection
) -> None:
    seen = note(inspection, cast.team_inspector)
    lead, address = as_(cast.lead), page_of(seen.document, "comment")
    asked_once(lead, address, text=NAMED)
    assert lead.post(address, opened(lead, address) | {"text": f"Again: {NAMED}"}).status_code == 302
    first = lead.post(address, opened(lead, address) | {"text": "His mum Sarahbel agreed."})
    other = {name: first.context["form"][name].value() for name in ("op", "names_seen")}
    assert lead.post(address, other | {"text": "His mum Sarahlyn agreed."}).status_code == 400
    assert lead.post(address, other | {"text": "Mother M. agreed."}).status_code == 302
    assert [each.text for each in DocumentComment.objects.all()][-1] == "Mother M. agreed."


@pytest.mark.rule("EVID-23", part="the reason of a grade is asked about too")
def test_the_reason_of_a_grade(cast: Cast, as_: As) -> None:
    inspection = with_agreed_summaries(cast)
    with clock.moved_to(JUDGED_AT):
        address = url(inspection, "judgement_edit", area="private")
        cites = as_(cast.lead).get(address).context["form"].fields["cites"].choices[0][0]
        asked_once(as_(cast.lead), address, text=NAMED, grade="good", cites=cites)
    assert Rationale.objects.get().text == NAMED


@pytest.mark.rule("EVID-23", part="a list that comes later is compared with what was shared before")
def test_names_found_since(cast: Cast, as_: As, inspection: Inspection) -> None:
    text = "The plan for Zebulon was late."
    seen = note(inspection, cast.team_inspector, text=text)
    note(inspection, cast.deputy, text="The plan was late.")
    own = stages.individual(inspection, cast.team_inspector, [seen], text=text)
    taken = stages.shared(inspection, cast.deputy, [own], text=text)
    author, deputy = as_(cast.team_inspector), as_(cast.deputy)
    assert text in deputy.get(page_of(seen.document, "detail")).content.decode()
    on_the_list(inspection, "Whinchat, Zebulon")
    assert look_again_soon in counting.KEPT
    jobs.enqueue(JOB_KIND, argument=inspection.ref, key="look_again:1", inspection=inspection.ref)
    jobs.run_queued()
    assert Job.objects.get(kind=JOB_KIND).state == "done"
    assert set(NamesFound.objects.values_list("revision", flat=True)) == {seen.pk, own.pk, taken.pk}
    hidden = deputy.get(page_of(seen.document, "detail")).content.decode()
    assert "Zebulon" not in hidden
    listed = author.get(url(inspection, "names_since")).content.decode()
    assert listed.count('<mark class="app-name">Zebulon</mark>') == 2
    assert page_of(seen.document, "names") in listed
    assert "Zebulon" not in deputy.get(url(inspection, "note_list")).content.decode()
    title = "Names found since in 2 texts of yours: say what they are"
    assert [each.title for each in due(clock.today(), cast.team_inspector)].count(title) == 1
    said = [Said("replace", "Z.W.")]
    op = "6c1f8a52-3b8a-4a4e-9a53-4f3a6d7f9f10"
    answer(seen.document, said, opened=seen, op=op, by=cast.team_inspector)
    assert "Z.W. was late" in deputy.get(page_of(seen.document, "detail")).content.decode()
    jobs.enqueue(JOB_KIND, argument=inspection.ref, key="look_again:2", inspection=inspection.ref)
    jobs.run_queued()
    assert Head.objects.filter(names_open=True).count() == 2


def compared(inspection: Inspection) -> None:
    """A list came, and the worker compared with it what stands."""
    number = Job.objects.filter(kind=JOB_KIND).count()
    jobs.enqueue(JOB_KIND, argument=inspection.ref, key=f"look_again:{number}", inspection=inspection.ref)
    jobs.run_queued()


@pytest.mark.rule("EVID-23", part="what was asked about once is asked again when a later list names another")
def test_a_later_list_that_names_somebody_else_asks_again(cast: Cast, as_: As, inspection: Inspection) -> None:
    seen = note(inspection, cast.team_inspector, text="Her mum Sarah said that the plan for Zebulon was late.")
    said = [Said("word")]
    answer(seen.document, said, opened=seen, op=uuid4(), by=cast.team_inspector)
    first = NamesAnswer.objects.get()
    deputy, author = as_(cast.deputy), as_(cast.team_inspector)
    assert "Zebulon" in deputy.get(page_of(seen.document, "detail")).content.decode()
    compared(inspection)
    assert not Head.objects.filter(names_open=True).exists()
    on_the_list(inspection, "Whinchat, Zebulon")
    compared(inspection)
    assert "Zebulon" not in deputy.get(page_of(seen.document, "detail")).content.decode()
    listed = author.get(url(inspection, "names_since")).content.decode()
    assert listed.count('<mark class="app-name">Zebulon</mark>') == 1
    assert '<mark class="app-name">Sarah</mark>' not in listed
    before = NamesBefore.objects.get()
    assert (before.decisions, before.by, before.answered_at) == (first.decisions, first.by, first.at)
    compared(inspection)
    assert NamesBefore.objects.count() == 1
    answer(seen.document, [Said("place")], opened=seen, op=uuid4(), by=cast.team_inspector)
    assert "Zebulon" in deputy.get(page_of(seen.document, "detail")).content.decode()
    compared(inspection)
    assert not Head.objects.filter(names_open=True).exists()
    assert NamesAnswer.objects.get().shared


def test_an_open_question_takes_up_who_a_later_list_names(cast: Cast, as_: As, inspection: Inspection) -> None:
    seen = note(inspection, cast.team_inspector, text="Her mum Sarah said that the plan for Zebulon was late.")
    on_the_list(inspection, "Whinchat, Zebulon")
    compared(inspection)
    found = NamesFound.objects.get()
    assert (len(found.places), found.since) == (2, None)
    with pytest.raises(Invalid):
        answer(seen.document, [Said("word")], opened=seen, op=uuid4(), by=cast.team_inspector)
    answer(seen.document, [Said("word"), Said("replace", "Z.W.")], opened=seen, op=uuid4(), by=cast.team_inspector)
    assert "Z.W. was late" in as_(cast.deputy).get(page_of(seen.document, "detail")).content.decode()


def test_what_was_said_of_names_is_not_changed_unless_it_is_kept(cast: Cast, inspection: Inspection) -> None:
    seen = note(inspection, cast.team_inspector, text="Her mum Sarah said that the plan was late.")
    answer(seen.document, [Said("word")], opened=seen, op=uuid4(), by=cast.team_inspector)
    for row, change in ((NamesFound, {"places": []}), (NamesAnswer, {"shared": False})):
        with pytest.raises(DatabaseError), transaction.atomic():
            row.objects.update(**change)
        with pytest.raises(DatabaseError), transaction.atomic():
            row.objects.get().delete()


@pytest.mark.rule(
    "EVID-23", part="an answer counts for the names that were read, not for those that a later list asks about"
)
def test_an_answer_to_the_names_of_before_does_not_settle_who_a_later_list_names(
    cast: Cast, as_: As, inspection: Inspection
) -> None:
    seen = note(inspection, cast.team_inspector, text="Her mum Sarah said that the plan for Zebulon was late.")
    author, address = as_(cast.team_inspector), page_of(seen.document, "names")
    stale = opened(author, address) | {"said_0": "word"}
    assert author.post(address, opened(author, address) | {"said_0": "word"}).status_code == 302
    on_the_list(inspection, "Whinchat, Zebulon")
    compared(inspection)
    late = author.post(address, stale)
    assert late.status_code == 403
    assert "Somebody else was found meanwhile" in late.content.decode()
    assert "Zebulon" not in as_(cast.deputy).get(page_of(seen.document, "detail")).content.decode()
    assert author.post(address, opened(author, address) | {"said_0": "word"}).status_code == 302
    assert "Zebulon" in as_(cast.deputy).get(page_of(seen.document, "detail")).content.decode()


@pytest.mark.rule("EVID-23", part="a sentence with two names of a later list is shown once, with both")
def test_a_sentence_with_two_names_is_shown_once_with_both(cast: Cast, as_: As, inspection: Inspection) -> None:
    far = "It was read out in the meeting, word for word, and nobody had a question. " * 3
    text = f"The plans for Zebulon with Perpetua were late. {far}Then Ambrosius was met, and Zebulon was met."
    note(inspection, cast.team_inspector, text=text)
    on_the_list(inspection, "Whinchat, Zebulon", "Whinchat, Perpetua", "Whinchat, Ambrosius")
    compared(inspection)
    listed = as_(cast.team_inspector).get(url(inspection, "names_since")).content.decode()
    first, second = [shown for shown in listed.split("</div>") if "app-name" in shown]
    assert '<mark class="app-name">Zebulon</mark> with <mark class="app-name">Perpetua</mark> were late.' in first
    assert listed.count("The plans for") == 1
    assert " …" in first
    assert "<div>… " in second
    assert "Ambrosius</mark> was met, and <mark" in second
    assert listed.count('<mark class="app-name">') == 4
    assert "Say whether these are names" in listed
