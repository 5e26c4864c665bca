"""Signing in and out: the same answer for every failure, a new session id, a wait after too many tries."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts import clock, failures
from accounts.models import Event, FailedSignIn
from tests.cast import PASSWORD, Cast, with_password

SIGN_IN = "/sign-in/"
NULL_CHARACTER = "Email address contains a character that cannot be stored (the null character)"
MOMENT = clock.at(date(2024, 1, 22), 10)


def try_to(client: Client, email: str, password: str = PASSWORD, address: str = SIGN_IN):  # type: ignore[no-untyped-def]
    return client.post(address, {"email": email, "password": password})


def said(response) -> str:  # type: ignore[no-untyped-def]
    return " ".join(str(error) for error in response.context["form"].non_field_errors())


def test_the_right_password_leads_home_and_is_recorded(client: Client, cast: Cast) -> None:
    lead = with_password(cast.lead)
    response = try_to(client, lead.email.upper())
    assert (response.status_code, response["Location"]) == (302, reverse("home"))
    assert client.session["_auth_user_id"] == str(lead.pk)
    assert Event.objects.filter(verb="signed in", object_id=str(lead.pk)).count() == 1


def test_sign_in_leads_to_the_page_that_was_asked_for_and_to_no_other_site(client: Client, cast: Cast) -> None:
    lead = with_password(cast.lead)
    assert try_to(client, lead.email, address=f"{SIGN_IN}?next=/help/")["Location"] == "/help/"
    elsewhere = try_to(Client(), lead.email, address=f"{SIGN_IN}?next=https://evil.example/")
    assert elsewhere["Location"] == reverse("home")


def test_wrong_unknown_and_suspended_are_told_the_same(cast: Cast) -> None:
    lead, suspended = with_password(cast.lead), with_password(cast.suspended)
    answers = [
        try_to(Client(), lead.email, "not the password at all"),
        try_to(Client(), "nobody@ofsted.example"),
        try_to(Client(), suspended.email),
    ]
    assert {response.status_code for response in answers} == {400}
    assert {said(response) for response in answers} == {
        "The email address or password is wrong, or you may not sign in."
    }
    assert all("_auth_user_id" not in response.client.session for response in answers)


@pytest.mark.parametrize(
    ("data", "field", "sentence"),
    [
        ({}, "email", "Enter an email address"),
        ({"email": "x"}, "email", "Enter an email address in the correct format, like name@example.com"),
        ({"email": "a@b.example"}, "password", "Enter your password"),
        (
            {"email": "a\x00@b.example"},
            "email",
            "Email address contains a character that cannot be stored (the null character)",
        ),
    ],
)
def test_what_is_missing_is_said_beside_the_field(
    client: Client, db: None, data: dict[str, str], field: str, sentence: str
) -> None:
    response = client.post(SIGN_IN, data)
    assert response.status_code == 400
    assert sentence in response.context["form"].errors[field]
    assert sentence in response.content.decode()


def test_the_typed_password_never_comes_back(client: Client, db: None) -> None:
    response = try_to(client, "not-an-address", "my secret words")
    assert "my secret words" not in response.content.decode()
    assert "not-an-address" in response.content.decode()


def test_the_session_id_changes_at_sign_in(client: Client, cast: Cast) -> None:
    session = client.session
    session["planted"] = "by somebody who knows the id"
    session.save()
    planted = str(session.session_key)
    client.cookies["sessionid"] = planted
    try_to(client, with_password(cast.lead).email)
    assert client.cookies["sessionid"].value != planted
    thief = Client()
    thief.cookies["sessionid"] = planted
    assert thief.get("/").status_code == 302


def test_after_ten_failures_even_the_right_password_waits(cast: Cast) -> None:
    lead, other = with_password(cast.lead), with_password(cast.deputy)
    with clock.moved_to(MOMENT):
        for _ in range(failures.LIMIT):
            assert said(try_to(Client(), lead.email.title(), "wrong")).startswith("The email address or password")
        held = try_to(Client(), lead.email)
        assert said(held) == "There were 10 failed tries with this email address. Wait 15 minutes, then try again."
        assert try_to(Client(), other.email).status_code == 302
    with clock.moved_to(MOMENT + failures.WINDOW - timedelta(seconds=1)):
        assert try_to(Client(), lead.email).status_code == 400
    with clock.moved_to(MOMENT + failures.WINDOW):
        assert try_to(Client(), lead.email).status_code == 302
    assert Event.objects.filter(verb="locked sign-in", object_id=str(lead.pk)).count() == 1


def test_an_unknown_address_waits_just_the_same(db: None) -> None:
    for _ in range(failures.LIMIT):
        try_to(Client(), "nobody@ofsted.example", "wrong")
    assert said(try_to(Client(), "nobody@ofsted.example")).startswith("There were 10 failed tries")


def test_a_success_starts_the_count_again_and_old_failures_are_forgotten(cast: Cast) -> None:
    lead = with_password(cast.lead)
    try_to(Client(), lead.email, "wrong")
    try_to(Client(), lead.email)
    assert not FailedSignIn.objects.exists()
    with clock.moved_to(MOMENT):
        failures.note("a@b.example")
    with clock.moved_to(MOMENT + failures.WINDOW):
        failures.note("c@d.example")
    assert [row.address_hash for row in FailedSignIn.objects.all()] == [failures.hashed("c@d.example")]


def test_what_was_typed_as_an_address_is_not_stored_in_clear(db: None) -> None:
    failures.note("my-password@typed.wrongly")
    assert "wrongly" not in repr(FailedSignIn.objects.values_list())


def test_sign_out_is_a_post_and_ends_the_session(cast: Cast, as_: Callable[..., Client]) -> None:
    client = as_(cast.lead)
    assert client.get("/sign-out/").status_code == 405
    assert client.get("/").status_code == 200
    assert client.post("/sign-out/")["Location"] == SIGN_IN
    assert client.get("/")["Location"] == f"{SIGN_IN}?next=/"


def test_somebody_signed_in_is_sent_on(cast: Cast, as_: Callable[..., Client]) -> None:
    assert as_(cast.lead).get(SIGN_IN)["Location"] == reverse("home")


def test_a_form_without_its_token_is_refused_with_a_sentence(cast: Cast, as_: Callable[..., Client]) -> None:
    client = as_(cast.administrator, enforce_csrf_checks=True)
    for address in (SIGN_IN, "/sign-out/", "/people/new/", f"/people/{cast.lead.pk}/suspension/"):
        response = client.post(address, {"op": "x"})
        assert response.status_code == 403
        assert "Nothing that you typed was lost" in response.content.decode()


def test_cookies_are_kept_from_scripts_and_other_sites(client: Client, cast: Cast) -> None:
    try_to(client, with_password(cast.lead).email)
    assert client.cookies["sessionid"]["httponly"]
    assert client.cookies["sessionid"]["samesite"] == "Strict"


def test_a_file_that_no_form_asks_for_is_never_kept_on_the_disk(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def kept(*args: object, **kwargs: object) -> None:
        raise AssertionError("The file went to the disk.")

    monkeypatch.setattr("django.core.files.uploadedfile.TemporaryUploadedFile.__init__", kept)
    large = SimpleUploadedFile("large.bin", b"x" * (3 * 1024 * 1024))
    response = client.post("/sign-in/", {"email": "", "password": "", "file": large})
    assert response.status_code == 400
    assert not response.wsgi_request.FILES
