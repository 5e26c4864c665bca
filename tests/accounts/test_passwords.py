"""Passwords: the mailed link works once and for its own person; asking says nothing of who is here."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from accounts import clock, failures, outbox
from accounts.actions.passwords import PAUSE_BETWEEN_LINKS, password_link
from accounts.models import Event, Person
from tests.cast import PASSWORD, Cast, with_password

NEW = "three unrelated words here"
FORGOTTEN = "/password/forgotten/"
CHANGE = "/password/change/"


def path_of(link: str) -> str:
    return "/" + link.split("/", 3)[3]


def set_by_link(link: str, password: str = NEW, again: str = NEW) -> Any:
    client = Client()
    form_page = client.get(path_of(link))
    if form_page.status_code != 302:
        return form_page
    return client.post(form_page["Location"], {"new": password, "again": again})


def signs_in(email: str, password: str) -> bool:
    return Client().post("/sign-in/", {"email": email, "password": password}).status_code == 302


def asked(email: str) -> str:
    """The page that answers, without what differs from one request to the next."""
    page = Client().post(FORGOTTEN, {"email": email}, follow=True).content.decode()
    return re.sub(r'csrfmiddlewaretoken.*?>|nonce="[^"]*"', "", page)


def test_the_mailed_link_sets_the_password(cast: Cast, posted: list[Any]) -> None:
    assert Client().post(FORGOTTEN, {"email": cast.lead.email.upper()}).status_code == 302
    (mail,) = posted
    (link,) = re.findall(r"https?://\S+", mail.body)
    assert set_by_link(link)["Location"] == "/sign-in/"
    assert signs_in(cast.lead.email, NEW)
    assert Event.objects.filter(verb="set password", object_id=str(cast.lead.pk)).count() == 1


def test_the_link_is_spent_by_its_use(cast: Cast) -> None:
    link = password_link(cast.lead)
    set_by_link(link)
    used = set_by_link(link, "another set of words", "another set of words")
    assert used.status_code == 200
    assert "This link no longer works" in used.content.decode()
    assert signs_in(cast.lead.email, NEW)


def test_the_token_of_one_person_does_nothing_for_another(cast: Cast) -> None:
    mine, theirs = path_of(password_link(cast.lead)).split("/"), path_of(password_link(cast.deputy)).split("/")
    crossed = "/".join([*theirs[:3], theirs[3], mine[4], ""])
    assert "This link no longer works" in Client().get(crossed).content.decode()


@pytest.mark.parametrize("address", ["/password/set/x/y/", "/password/set/MQ/bogus-token/", "/password/set/%00/%00/"])
def test_a_mangled_link_is_answered_plainly(db: None, address: str) -> None:
    response = Client().get(address)
    assert response.status_code == 200
    assert "This link no longer works" in response.content.decode()


def test_a_suspended_person_sets_nothing(cast: Cast) -> None:
    assert "This link no longer works" in set_by_link(password_link(cast.suspended)).content.decode()


def test_unknown_suspended_and_known_get_the_same_answer(cast: Cast, posted: list[Any]) -> None:
    pages = [asked(email) for email in (cast.lead.email, cast.suspended.email, "nobody@ofsted.example")]
    assert "a link to set a password is on its way to it" in pages[0]
    assert pages == [pages[0]] * 3
    assert [mail.to for mail in posted] == [cast.lead.email]


def test_nobody_fills_an_inbox_by_asking_again(cast: Cast, posted: list[Any]) -> None:
    email, start = cast.lead.email, clock.now()
    for wait in (timedelta(), PAUSE_BETWEEN_LINKS - timedelta(seconds=1), PAUSE_BETWEEN_LINKS):
        with clock.moved_to(start + wait):
            Client().post(FORGOTTEN, {"email": email})
    assert len(posted) == 2


@pytest.mark.parametrize(
    ("password", "again", "sentence"),
    [
        ("short", "short", "at least 12 characters"),
        ("password1234", "password1234", "too common"),
        ("team_inspector@ofsted", "team_inspector@ofsted", "too similar"),
        (NEW, NEW + "x", "are not the same"),
        ("", "", "Enter a new password"),
    ],
)
def test_a_weak_or_mistyped_password_is_refused_beside_the_field(
    cast: Cast, password: str, again: str, sentence: str
) -> None:
    response = set_by_link(password_link(cast.team_inspector), password, again)
    assert sentence in response.content.decode()
    assert not Person.objects.get(pk=cast.team_inspector.pk).has_usable_password()


def test_a_new_password_lets_a_waiting_address_in(cast: Cast) -> None:
    for _ in range(failures.LIMIT):
        failures.note(cast.lead.email)
    set_by_link(password_link(cast.lead))
    assert signs_in(cast.lead.email, NEW)


def test_changing_ones_own_password_ends_every_other_session(cast: Cast, as_: Callable[..., Client]) -> None:
    lead = with_password(cast.lead)
    here, elsewhere = as_(lead), as_(lead)
    assert here.post(CHANGE, {"present": PASSWORD, "new": NEW, "again": NEW})["Location"] == "/"
    assert here.get("/").status_code == 200
    assert elsewhere.get("/").status_code == 302
    assert signs_in(lead.email, NEW)


def test_a_wrong_present_password_changes_nothing_and_counts(cast: Cast, as_: Callable[..., Client]) -> None:
    lead = with_password(cast.lead)
    client, wrong = as_(lead), {"present": "wrong", "new": NEW, "again": NEW}
    for _ in range(failures.LIMIT):
        assert "Your present password is not this one." in client.post(CHANGE, wrong).content.decode()
    right = client.post(CHANGE, wrong | {"present": PASSWORD})
    assert "There were 10 failed tries" in right.content.decode()
    lead.refresh_from_db()
    assert lead.check_password(PASSWORD)


def test_without_another_sender_mail_leaves_after_the_commit(
    db: None, mailoutbox: list[Any], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        outbox.send_after_commit(to="a@b.example", subject="S", body="B")
        assert mailoutbox == []
    assert [(mail.to, mail.subject, mail.body) for mail in mailoutbox] == [(["a@b.example"], "S", "B")]


def test_the_product_keeps_its_mail_until_it_is_sent(cast: Cast) -> None:
    from files.models import OutgoingMail

    Client().post(FORGOTTEN, {"email": cast.lead.email})
    assert [mail.to for mail in OutgoingMail.objects.all()] == [cast.lead.email]
