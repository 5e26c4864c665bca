"""Initials stand for a child, and evidence whose case has no reference yet is not cited (EVID-24)."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from accounts import clock
from accounts.refusals import Invalid
from evidence.actions.children import say_child
from evidence.initials import REFUSAL, plain_initials
from evidence.models import Head, NoteChild, Revision
from inspections.models import Inspection
from tests.cast import Cast
from tests.evidence.pages import SEEN, opened, page_of, send, url
from tests.evidence.stages import individual, note
from tests.inspections.stages import ON_SITE_AT, announced

As = Callable[..., Client]
pytestmark = pytest.mark.django_db
TEXT = "The child was seen alone."


@pytest.fixture
def inspection(cast: Cast) -> Iterator[Inspection]:
    found = announced(cast)
    with clock.moved_to(ON_SITE_AT):
        yield found


def sent(client: Client, inspection: Inspection, **more: Any) -> Any:
    return send(client, url(inspection, "note_create"), text=TEXT, **SEEN, **more)


@pytest.mark.rule("EVID-24")
def test_initials_only(cast: Cast, as_: As, inspection: Inspection) -> None:
    client = as_(cast.team_inspector)
    refused = sent(client, inspection, initials="Emily")
    assert refused.status_code == 400
    page = refused.content.decode()
    assert REFUSAL in page
    assert TEXT in page
    assert not Revision.objects.exists()
    assert sent(client, inspection, initials="E.R.").status_code == 302
    revision = Revision.objects.get()
    assert NoteChild.objects.get().initials == "E.R."
    assert "About the child E.R." in client.get(page_of(revision.document, "detail")).content.decode()
    individual(inspection, cast.team_inspector, [revision])


@pytest.mark.parametrize(("typed", "kept"), [("er", None), ("ER", "E.R."), ("E. R.", "E.R."), ("", ""), ("ABCD", "A.B.C.D."), ("Em", None), ("ABCDE", None), ("E1", None), ("É", "É.")])  # fmt: skip  # noqa: E501
def test_what_initials_are(typed: str, kept: str | None) -> None:
    if kept is None:
        with pytest.raises(Invalid, match="initials only"):
            plain_initials(typed)
    else:
        assert plain_initials(typed) == kept


@pytest.mark.rule(
    "EVID-24", part="a case without its reference is kept, listed to its author and cited only once it has one"
)
def test_a_reference_to_be_added(cast: Cast, as_: As, inspection: Inspection) -> None:
    client = as_(cast.team_inspector)
    assert sent(client, inspection, initials="E.R.", awaited="on").status_code == 302
    revision = Revision.objects.get()
    detail, edit = (page_of(revision.document, each) for each in ("detail", "edit"))
    assert "Reference to be added" in client.get(detail).content.decode()
    listed = client.get(url(inspection, "note_list") + "?to_finish=1").content.decode()
    assert TEXT in listed
    assert "the reference of its case" in listed
    with pytest.raises(Invalid, match="the reference of its case"):
        individual(inspection, cast.team_inspector, [revision])
    # A later version of the text alone leaves it open.
    given = {"text": f"{TEXT} Twice.", "initials": "E.R.", "awaited": "on", **SEEN}
    client.post(edit, opened(client, edit) | given)
    assert Head.objects.get(document=revision.document).reference_awaited
    client.post(edit, opened(client, edit) | given | {"text": "PR-104: the child was seen alone.", "awaited": ""})
    head = Head.objects.get(document=revision.document)
    assert not head.reference_awaited
    individual(inspection, cast.team_inspector, [head.revision])


def test_what_was_said_stays(cast: Cast, inspection: Inspection) -> None:
    own = note(inspection, cast.team_inspector)
    for _ in range(2):
        say_child(own.document, initials="E.R.", awaited=False, by=cast.team_inspector)
    assert NoteChild.objects.count() == 1
    for change in (lambda: NoteChild.objects.update(initials="M."), lambda: NoteChild.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    summary = individual(inspection, cast.team_inspector, [own])
    with pytest.raises(DatabaseError), transaction.atomic():
        NoteChild.objects.create(document=summary.document, initials="E.", by=cast.team_inspector)
