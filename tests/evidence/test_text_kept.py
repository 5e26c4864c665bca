"""A text that was sent and refused is shown once more, so that nobody loses what they typed."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from accounts import clock
from evidence.models import Revision
from inspections import actions
from inspections.models import Inspection
from tests.cast import Cast
from tests.inspections import stages

pytestmark = pytest.mark.django_db
TEXT = "They were listened to, and \u201cit helped\u201d <b>a lot</b>."
SHOWN = "They were listened to, and \u201cit helped\u201d &lt;b&gt;a lot&lt;/b&gt;."


@pytest.fixture
def address(cast: Cast) -> str:
    return reverse("note_create", args=[stages.announced(cast).ref])


def sent(client: Client, address: str):  # type: ignore[no-untyped-def]
    with clock.moved_to(stages.ON_SITE_AT):
        return client.post(address, {"op": str(uuid4()), "text": TEXT, "source": "Talk"})


def test_somebody_removed_while_typing_gets_their_text_back(cast: Cast, as_, address: str):  # type: ignore[no-untyped-def]
    client, inspection = as_(cast.team_inspector), Inspection.objects.get()
    with clock.moved_to(stages.ON_SITE_AT):
        actions.end_role(inspection.members.get(person=cast.team_inspector), reason="Ill", by=cast.lead)
    response = sent(client, address)
    page = response.content.decode()
    assert response.status_code == 404
    assert SHOWN in page
    assert "It was not saved." in page
    assert inspection.title not in page
    assert not Revision.objects.exists()


def test_a_shadow_who_may_not_write_gets_their_text_back(cast: Cast, as_, address: str):  # type: ignore[no-untyped-def]
    response = sent(as_(cast.shadow), address)
    assert (response.status_code, SHOWN in response.content.decode()) == (403, True)


def test_a_session_that_ended_while_typing_loses_nothing(address: str):
    response = sent(Client(), address)
    page = response.content.decode()
    assert response.status_code == 403
    assert SHOWN in page
    assert f"{reverse('sign_in')}?next={address}" in page


def test_a_password_is_never_shown_again_and_no_short_field_either(address: str):
    words = "correct horse battery staple"
    given = {"op": str(uuid4()), "password": words}
    response = Client().post(address, given | {"source": "Talk"})
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("sign_in"))
