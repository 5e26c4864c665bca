"""The name guard: a text is kept at once, and its writer is asked once before the team sees it (EVID-23 to EVID-25)."""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from time import process_time
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from accounts import clock
from accounts.models import Event
from accounts.refusals import Invalid, NotAllowed
from evidence.actions.agreement import agree
from evidence.actions.closing import close
from evidence.models import Head, NamesAnswer, NamesFound, NoName, Revision
from evidence.naming import marks
from evidence.queries.names import found_in
from evidence.queries.verifying import first_broken
from information.listing.names import of_cells
from information.models import NameHash
from information.queries.listing import hasher_of
from inspections import actions
from inspections.models import Inspection
from tests.cast import Cast
from tests.evidence.field.sending import put, save
from tests.evidence.pages import SEEN, opened, page_of, send, url
from tests.evidence.stages import FEW, case, individual, note, shared
from tests.inspections.stages import ON_SITE_AT, announced, fresh

As = Callable[..., Client]
NOT_YET = "The team cannot see this yet"


def on_the_list(inspection: Inspection, *cells: str) -> None:
    NameHash.objects.bulk_create(
        NameHash(inspection=inspection, kind=kind, digest=digest, common=common)
        for (kind, digest), common in of_cells(hasher_of(inspection), cells).items()
    )


@pytest.fixture
def inspection(cast: Cast) -> Iterator[Inspection]:
    found = announced(cast)
    on_the_list(found, "Example, Mia", "Whinchat, Zebulon")
    with clock.moved_to(ON_SITE_AT):
        yield found


def page(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def written(client: Client, inspection: Inspection, text: str, **more: Any) -> tuple[Any, Revision]:
    response = send(client, url(inspection, "note_create"), text=text, **{**SEEN, **more})
    assert response.status_code == 302
    return response, Revision.objects.order_by("id").last()  # type: ignore[return-value]


def answered(client: Client, revision: Revision, **said: str) -> Any:
    address = page_of(revision.document, "names")
    return client.post(address, opened(client, address) | said)


@pytest.mark.django_db
@pytest.mark.rule("EVID-23")
def test_a_name_is_kept_underlined_and_asked_about_once(cast: Cast, as_: As, inspection: Inspection) -> None:
    author, other = as_(cast.team_inspector), as_(cast.deputy)
    response, revision = written(author, inspection, "Mia Example said that nobody had asked her.")
    detail = page_of(revision.document, "detail")
    assert response["Location"].endswith("/names/")
    assert revision.words.parts == {"text": "Mia Example said that nobody had asked her."}
    assert '<mark class="app-name">Mia Example</mark>' in page(author, detail)
    assert NOT_YET in page(author, response["Location"])
    # Everybody else: that there is a note, and none of its words, wherever it is listed or searched.
    pages = [detail, url(inspection, "note_list"), url(inspection, "evidence_search") + "?q=nobody"]
    for who in (other, as_(cast.lead), as_(cast.qa_manager)):
        shown = [page(who, each) for each in pages]
        assert not [each for each in shown if "asked her" in each or "Mia" in each]
        assert NOT_YET in shown[0]
        assert NOT_YET in shown[1]
    assert answered(author, revision).status_code == 400
    assert answered(author, revision, said_0="replace", instead_0="").status_code == 400
    done = answered(author, revision, said_0="replace", instead_0="M.E.")
    assert done["Location"] == detail
    for who in (other, author):
        assert "M.E. said that nobody had asked her." in page(who, detail)
        assert NOT_YET not in page(who, detail)
    assert "asked her" in page(other, pages[2])
    # The version with the name stays in the history, and stays its author's.
    earlier = f"{detail}?revision={revision.pk}"
    assert "Mia Example" in page(author, earlier)
    assert "Mia" not in page(other, earlier)
    assert first_broken(inspection) is None


@pytest.mark.django_db
@pytest.mark.rule("EVID-23")
def test_a_reference_is_shared_without_a_question(cast: Cast, as_: As, inspection: Inspection) -> None:
    response, revision = written(as_(cast.team_inspector), inspection, "Child M in PR-104 said that it had helped.")
    assert "/names/" not in response["Location"]
    assert "Child M in PR-104 said" in page(as_(cast.deputy), page_of(revision.document, "detail"))
    assert not NamesFound.objects.exists()


@pytest.mark.django_db
@pytest.mark.rule("EVID-23", part="a lone common first name of the list is a soft mark")
def test_a_lone_common_first_name_is_marked_and_stops_nobody(cast: Cast, as_: As, inspection: Inspection) -> None:
    text = "The plan for Mia was late."
    NameHash.objects.filter(inspection=inspection).delete()
    on_the_list(inspection, *(f"Example{letter * 3}, Mia" for letter in "abcdefghij"), "Whinchat, Zebulon")
    found = found_in(inspection, {"text": text})["text"]
    assert [(mark.start, mark.end, mark.stops) for mark in found] == [(13, 16, False)]
    assert not note(inspection, cast.team_inspector, text=text).head.names_open
    # A rare one means one child, and a common one does where somebody is said to speak.
    for told in ("The plan for Zebulon was late.", "Then Mia said so.", "Mia Examplebbb was seen."):
        assert note(inspection, cast.team_inspector, text=told).head.names_open


@pytest.mark.django_db
@pytest.mark.rule("EVID-23", part="a confirmation is logged: who, when and what, and no name a second time")
def test_a_confirmation_is_logged_and_asked_for_once(cast: Cast, as_: As, inspection: Inspection) -> None:
    author = as_(cast.team_inspector)
    text = "We met Corbin Sails, the group that runs the centre."
    _, revision = written(author, inspection, text)
    assert answered(author, revision, said_0="place").status_code == 302
    row = NamesAnswer.objects.get()
    assert (row.by, row.at, row.shared) == (cast.team_inspector, clock.now(), True)
    assert row.decisions == [["text", 7, 19, "place"]]
    event = Event.objects.filter(verb="answered about names").get()
    kept = [*NamesFound.objects.values(), *NamesAnswer.objects.values(), *NoName.objects.values(), vars(event)]
    assert not re.search("corbin|sails", str(kept), re.IGNORECASE)
    detail = page_of(revision.document, "detail")
    assert text in page(as_(cast.deputy), detail)
    assert "1 said to be no name" in page(as_(cast.deputy), detail)
    # Neither in a later version nor by anybody else of this inspection.
    assert not note(inspection, cast.deputy, text="Corbin Sails said so.").head.names_open
    for change in (lambda: NamesAnswer.objects.update(shared=False), lambda: NamesFound.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


@pytest.mark.django_db
@pytest.mark.rule("EVID-23", part="what the list has is confirmed for one text, and asked about in the next")
def test_a_name_of_the_list_is_asked_about_in_every_text(cast: Cast, as_: As, inspection: Inspection) -> None:
    author = as_(cast.team_inspector)
    _, revision = written(author, inspection, "Zebulon Whinchat is a brand of tea.")
    answered(author, revision, said_0="word")
    assert not Head.objects.get(document=revision.document).names_open
    edit = page_of(revision.document, "edit")
    author.post(edit, opened(author, edit) | {"text": "Zebulon Whinchat is a brand of black tea."} | SEEN)
    assert not Head.objects.get(document=revision.document).names_open
    assert note(inspection, cast.team_inspector, text="Zebulon Whinchat agreed.").head.names_open


@pytest.mark.django_db
@pytest.mark.rule("EVID-23", part="nothing rests on a text whose writer has not answered")
def test_it_is_neither_cited_nor_agreed_before(cast: Cast, as_: As, inspection: Inspection) -> None:
    named = note(inspection, cast.team_inspector, text="Mia Example said so.")
    with pytest.raises(Invalid, match="an answer about a name"):
        individual(inspection, cast.team_inspector, [named])
    seen = individual(inspection, cast.team_inspector, [note(inspection, cast.team_inspector)])
    summary = shared(inspection, cast.team_inspector, [seen], text="Mia Example was heard.")
    with pytest.raises(NotAllowed, match="an answer about a name"):
        agree(summary.document, opened=summary, by=cast.lead)
    # A shared summary is the team's own text: any inspector of it answers.
    assert "Mia Example" in page(as_(cast.deputy), page_of(summary.document, "detail"))
    assert answered(as_(cast.deputy), summary, said_0="replace", instead_0="The child").status_code == 302
    latest = Head.objects.get(document=summary.document).revision
    agree(latest.document, opened=latest, narrow_reason=FEW, by=cast.lead)


@pytest.mark.django_db
@pytest.mark.rule("EVID-25")
def test_staff_are_described_by_their_role(cast: Cast, as_: As, inspection: Inspection) -> None:
    author = as_(cast.team_inspector)
    _, revision = written(author, inspection, "We spoke to Jane Smith, FCA, about delay.")
    form = author.get(page_of(revision.document, "names")).context["form"]
    assert "Jane Smith, FCA" in form["said_0"].label
    assert form["instead_0"].value() == "a family court adviser"
    answered(author, revision, said_0="replace", instead_0=form["instead_0"].value())
    latest = Head.objects.get(document=revision.document)
    assert not latest.names_open
    assert latest.revision.words.parts["text"] == "We spoke to a family court adviser, about delay."
    response, _ = written(author, inspection, "We spoke to a family court adviser about delay.")
    assert "/names/" not in response["Location"]
    _, sourced = written(author, inspection, "Delay.", source="Interview with FCA Jane Smith")
    assert sourced.head.names_open
    assert "Jane" not in page(as_(cast.deputy), url(inspection, "note_list"))
    answered(author, sourced, said_0="replace", instead_0="an FCA")
    assert Head.objects.get(document=sourced.document).revision.source == "Interview with an FCA"


@pytest.mark.django_db
@pytest.mark.rule("EVID-23", part="a device's text is kept, and its receipt says that the team cannot see it")
def test_what_a_device_sends_is_kept_and_asked_about(cast: Cast, as_: As, inspection: Inspection) -> None:
    author = as_(cast.team_inspector)
    sent = save(inspection, body={"text": "Mia Example said so."})
    response = put(author, sent)
    assert (response.status_code, response.json()["status"]) == (201, "held_names")
    revision = Revision.objects.get(op=sent["op"])
    assert revision.words.parts["text"] == "Mia Example said so."
    answered(author, revision, said_0="word")
    assert put(author, sent).json()["status"] == "accepted"


@pytest.mark.django_db
def test_nobody_but_its_author_answers_and_the_lead_for_whoever_has_left(
    cast: Cast, as_: As, inspection: Inspection
) -> None:
    revision = note(inspection, cast.team_inspector, text="Mia Example said so.")
    names, detail = (page_of(revision.document, each) for each in ("names", "detail"))
    assert as_(cast.lead).get(names).status_code == 403
    assert as_(cast.qa_manager).get(names).status_code == 403
    actions.end_role(fresh(inspection).members.get(person=cast.team_inspector), reason="Ill", by=cast.lead)
    assert "Mia Example" in page(as_(cast.lead), detail)
    assert "Mia" not in page(as_(cast.deputy), detail)
    form = as_(cast.lead).get(names).context["form"]
    assert "instead_0" not in form.fields
    assert answered(as_(cast.lead), revision, said_0="word").status_code == 302
    assert "Mia Example" in page(as_(cast.deputy), detail)


@pytest.mark.django_db
def test_an_answer_to_an_older_version_changes_nothing(cast: Cast, as_: As, inspection: Inspection) -> None:
    author = as_(cast.team_inspector)
    _, revision = written(author, inspection, "Mia Example said so.")
    names, edit = (page_of(revision.document, each) for each in ("names", "edit"))
    old = opened(author, names)
    author.post(edit, opened(author, edit) | {"text": "The child said so."} | SEEN)
    assert author.post(names, old | {"said_0": "word"}).status_code == 302
    assert not NamesAnswer.objects.exists()
    assert not Head.objects.get(document=revision.document).names_open
    assert author.get(names)["Location"] == page_of(revision.document, "detail")


@pytest.mark.django_db
def test_the_hashes_of_answers_go_with_those_of_the_list(cast: Cast, as_: As, inspection: Inspection) -> None:
    author = as_(cast.team_inspector)
    _, revision = written(author, inspection, "We met Corbin Sails.")
    answered(author, revision, said_0="place")
    assert NoName.objects.exists()
    actions.cancel_after_call(fresh(inspection), reason="Fire.", by=cast.decision_maker)
    assert not NoName.objects.exists()
    assert NamesAnswer.objects.exists()


STOPS = [
    ("His mum Sarah was there.", ["Sarah"]),
    ("A boy called Zeb said so.", ["Zeb"]),
    ("Her brother, Tom, agreed.", ["Tom"]),
    ("Mr Patel rang at noon.", ["Mr Patel"]),
    ("We heard that Sarah's mum had left.", ["Sarah"]),
    ("FCA Jane Smith wrote it.", ["FCA Jane Smith"]),
    ("The team manager, Priya Nair, agreed.", ["team manager, Priya Nair"]),
    ("We spoke to Jane Smith (social worker).", ["Jane Smith (social worker"]),
    ("Interviewed the family court adviser.", []),
    ("Leeds Crown Court and North Yorkshire Council were late.", []),
    ("Working Together 2023 and the Domestic Abuse Practice Pathway were followed.", []),
    ("E.R. said that ER and J were seen on Monday in Milton Keynes.", []),
    ("Cafcass said that Managers agreed in May.", []),
]


@pytest.mark.parametrize(("text", "stops"), STOPS)
def test_what_stands_around_a_word_tells_a_name(text: str, stops: list[str]) -> None:
    assert [text[mark.start : mark.end] for mark in marks(text) if mark.stops] == stops


def test_a_long_text_of_nothing_but_titles_is_looked_through_in_seconds() -> None:
    begun = process_time()
    found = marks("Mr " * 33_000)
    # Asking each place about each other one took more than thirty.
    assert process_time() - begun < 12
    assert len(found) == 16_500
    assert all(one.end <= two.start for one, two in pairwise(found))


@pytest.mark.django_db
def test_a_long_text_of_nothing_but_a_listed_name_is_looked_through_in_seconds(inspection: Inspection) -> None:
    begun = process_time()
    found = found_in(inspection, {"text": "Mia Example " * 8_300, "source": "A file"})
    # Asking each part about each full name took ten.
    assert process_time() - begun < 6
    assert found["text"]


# Of a soft hyphen, a blank of no width, the mark of a direction, and one of a file's beginning.
@pytest.mark.parametrize("unseen", ["\u00ad", "\u200b", "\u200e", "\ufeff"])
@pytest.mark.django_db
@pytest.mark.rule("EVID-23", part="what nobody sees between letters or words hides no name")
def test_what_nobody_sees_hides_no_name(inspection: Inspection, unseen: str) -> None:
    for text, stops in [
        ("Saw Mi|a Exam|ple there.", ["Mi|a Exam|ple"]),
        ("Saw |Mia| |Example| there.", ["Mia| |Example"]),
        ("Seen by Ze|bulon.", ["Ze|bulon"]),
        ("Her mum |Sa|rah agreed.", ["Sa|rah"]),
        ("Mr |Patel rang.", ["Mr |Patel"]),
        ("Handover from Bilal |& Zuri to them.", ["Bilal", "Zuri"]),
    ]:
        whole = text.replace("|", unseen)
        found = [whole[mark.start : mark.end] for mark in found_in(inspection, {"text": whole})["text"] if mark.stops]
        assert found == [each.replace("|", unseen) for each in stops]
    on_the_list(inspection, f"Red{unseen}start, Ottilie")
    assert found_in(inspection, {"text": "Seen with Redstart."})["text"]


@pytest.mark.django_db
def test_an_operation_sent_twice_answers_once(cast: Cast, as_: As, inspection: Inspection) -> None:
    author = as_(cast.team_inspector)
    _, revision = written(author, inspection, "Mia Example said so.")
    names = page_of(revision.document, "names")
    given = opened(author, names) | {"said_0": "replace", "instead_0": "M.E.", "op": str(uuid4())}
    assert [author.post(names, given).status_code for _ in range(2)] == [302, 302]
    assert NamesAnswer.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.rule(
    "EVID-23", part="a case evaluation is kept back, corrected with all that it says, and closed only then"
)
def test_a_case_evaluation_is_asked_about_too(cast: Cast, as_: As, inspection: Inspection) -> None:
    author = as_(cast.team_inspector)
    revision = case(inspection, cast.team_inspector, parts={"strengths": "Mia Example was heard."})
    detail = page_of(revision.document, "detail")
    assert '<mark class="app-name">Mia Example</mark>' in page(author, detail)
    for shown in (detail, url(inspection, "case_evaluation_list")):
        assert "Mia" not in page(as_(cast.deputy), shown)
    with pytest.raises(NotAllowed, match="an answer about a name"):
        close(revision.document, opened=revision, by=cast.team_inspector)
    assert answered(author, revision, said_0="replace", instead_0="The child").status_code == 302
    standing = Head.objects.get(document=revision.document).revision
    assert standing.facts == revision.facts
    assert "The child was heard." in page(as_(cast.deputy), detail)
    close(standing.document, opened=standing, by=cast.team_inspector)
