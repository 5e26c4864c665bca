"""The operator's command for a new installation."""

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.access import Role
from accounts.gate import standing_roles
from accounts.models import Person
from tests.cast import Cast

FIRST = {"email": "first@ofsted.example", "name": "Faye Example"}


def test_the_first_administrator_gets_a_link_that_works(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("create_administrator", **FIRST)
    person = Person.objects.get(email=FIRST["email"])
    assert Role.ADMINISTRATOR in standing_roles(person)
    link = capsys.readouterr().out.split()[-1]
    page = Client().get("/" + link.split("/", 3)[3], follow=True)
    assert '<h1 class="govuk-heading-l">Set your password</h1>' in page.content.decode()


def test_a_second_one_needs_to_be_meant(cast: Cast) -> None:
    assert cast.administrator
    with pytest.raises(CommandError, match="There is an inspection administrator already"):
        call_command("create_administrator", **FIRST)
    assert not Person.objects.filter(email=FIRST["email"]).exists()
    call_command("create_administrator", **FIRST, another=True)
    assert Person.objects.filter(email=FIRST["email"]).exists()


@pytest.mark.parametrize(
    ("email", "sentence"), [("nonsense", "valid email"), ("LEAD@ofsted.example", "already has this")]
)
def test_a_bad_address_is_said(cast: Cast, email: str, sentence: str) -> None:
    assert cast.lead
    with pytest.raises(CommandError, match=sentence):
        call_command("create_administrator", email=email, name="Faye Example")
