"""A note comes from additional information only where the lead has accepted it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from accounts import clock
from accounts.refusals import Invalid
from evidence.actions.material import say_material
from evidence.models import Document, NoteMaterial
from evidence.queries.material import material_of
from evidence.queries.verifying import first_broken
from information.actions import further
from information.actions.requests import close_request
from information.models import AdditionalOffer
from inspections.models import Inspection
from tests.cast import Cast
from tests.evidence.stages import note
from tests.information import giving
from tests.inspections.forms import errors, opened, send

pytestmark = pytest.mark.django_db
As = Callable[..., Client]
TALKED = date(2024, 1, 23)


@pytest.fixture
def inspection(cast: Cast) -> Inspection:
    found = giving.announced(cast)
    with giving.at_work():
        close_request(giving.request(found), by=cast.lead)
    return found


def offered(inspection: Inspection, cast: Cast, title: str, accept: bool | None = None) -> AdditionalOffer:
    with giving.at_work():
        made = further.offer(inspection, [], title=title, reason="It bears on delay.", by=cast.link_person)
        if accept is None:
            return made
        said: dict[str, Any] = {"accept": accept, "discussed_on": TALKED, "reason": "Too old"}
        return further.decide_offer(made, **said, by=cast.lead)


@pytest.mark.rule("DOC-03")
def test_a_declined_item_is_absent_from_the_picker_and_nothing_rests_on_it(
    cast: Cast, as_: As, inspection: Inspection
) -> None:
    taken = offered(inspection, cast, "Rota of the north", accept=True)
    declined = offered(inspection, cast, "Old leaflet", accept=False)
    undecided = offered(inspection, cast, "Staff survey")
    page, client = reverse("note_create", args=[inspection.ref]), as_(cast.team_inspector)
    with clock.moved_to(giving.GIVEN_AT):
        assert as_(cast.deputy).get(reverse("offer_decide", args=[inspection.ref, undecided.pk])).status_code == 403
        shown = client.get(page).content.decode()
        assert "Rota of the north" in shown
        for title in ("Old leaflet", "Staff survey"):
            assert title not in shown
        typed = {"text": "Rest days are short", "source": "Rota"}
        for kept_out in (declined, undecided):
            refused = client.post(page, opened(client, page) | typed | {"material": str(kept_out.pk)})
            assert list(errors(refused)) == ["material"]
            assert "Rest days are short" in refused.content.decode()
        assert send(client, page, **typed, material=str(taken.pk)).status_code == 302
        document = Document.objects.get(inspection=inspection)
        detail = client.get(reverse("note_detail", args=[inspection.ref, document.pk])).content.decode()
        assert "Comes from additional information: Rota of the north" in detail
        for kept_out in (declined, undecided):
            with pytest.raises(Invalid, match="not made this part of the evidence"):
                say_material(document, kept_out, by=cast.team_inspector)
            with pytest.raises(DatabaseError), transaction.atomic():
                NoteMaterial.objects.create(document=document, offer=kept_out, by=cast.team_inspector)
    assert first_broken(inspection) is None


def test_what_was_said_can_be_taken_back_and_stays_in_the_history(cast: Cast, inspection: Inspection) -> None:
    taken = offered(inspection, cast, "Rota of the north", accept=True)
    with clock.moved_to(giving.GIVEN_AT):
        document = note(inspection, cast.deputy).document
        say_material(document, taken, by=cast.deputy)
        say_material(document, taken, by=cast.deputy)
        assert material_of(document) == taken
        say_material(document, None, by=cast.deputy)
    assert material_of(document) is None
    assert NoteMaterial.objects.count() == 2
    with pytest.raises(DatabaseError), transaction.atomic():
        NoteMaterial.objects.update(offer=None)


def test_without_accepted_information_a_note_has_no_such_field(cast: Cast, as_: As, inspection: Inspection) -> None:
    offered(inspection, cast, "Old leaflet", accept=False)
    with clock.moved_to(giving.GIVEN_AT):
        page = reverse("note_create", args=[inspection.ref])
        assert "material" not in as_(cast.deputy).get(page).context["form"].fields
        assert send(as_(cast.deputy), page, text="Seen").status_code == 302
