"""The link person of one inspection: named, pointed out, invited with an account that sees nothing else."""

import re
from collections.abc import Callable
from datetime import date
from urllib.parse import urlsplit

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from accounts import clock
from accounts.access import Role
from accounts.models import Person, Post
from accounts.refusals import NotAllowed, NotHere
from files.models import OutgoingMail
from information.actions.answers import say_not_held
from information.models import AnnexItem
from information.queries import items
from inspections.actions.link_person import Link, invite_link_person_again, name_link_person
from inspections.models import Inspection, LinkNamed
from inspections.queries import link_people, sees, visible_inspections
from inspections.roles import roles_on
from tests.access.addresses import addresses
from tests.cast import Cast
from tests.inspections import stages
from tests.inspections.forms import errors, send

pytestmark = pytest.mark.django_db
As = Callable[..., Client]
NAMED_AT = clock.at(date(2024, 1, 22), 14)
LINK = Link(
    name="Lark Specimen",
    role="Head of assurance",
    access="yes",
    authority="yes",
    named_by="Chief executive",
    named_on=date(2024, 1, 22),
    email="lark@cafcass.example",
)
TYPED = {
    "name": "Lark Specimen",
    "role": "Head of assurance",
    "email": "lark@cafcass.example",
    "access": "yes",
    "authority": "no",
    "named_by": "Chief executive",
    "named_on_day": "22",
    "named_on_month": "1",
    "named_on_year": "2024",
}


@pytest.fixture
def inspection(cast: Cast) -> Inspection:
    return stages.announced(cast)


def another_announced(cast: Cast) -> Inspection:
    """One that runs at the same time, of which the person who is named for the first knows nothing."""
    from inspections import actions

    with clock.moved_to(stages.PLANNED_AT):
        other = stages.plan(
            cast, kind="focused_visit", title="Another activity", lead=cast.other_lead, reason="Whistle"
        )
        actions.add_member(other, cast.qa_manager, "qa_manager", by=cast.scheduler)
        actions.add_member(other, cast.third_team_inspector, "team", by=cast.scheduler)
    called = clock.at(date(2024, 1, 30), 9, 5)
    with clock.moved_to(called):
        actions.announce(other, called_at=called, told_whom="chief_executive", by=cast.other_lead)
    return stages.fresh(other)


def statuses(client: Client, ref: str, names: list[str]) -> set[int]:
    return {client.get(reverse(name, args=[ref])).status_code for name in names}


@pytest.mark.rule("NOTI-09")
def test_without_authority_the_lead_is_told_and_the_account_sees_that_inspection_alone(
    cast: Cast, as_: As, inspection: Inspection
) -> None:
    other = another_announced(cast)
    page = reverse("link_person", args=[inspection.ref])
    with clock.moved_to(NAMED_AT):
        assert send(as_(cast.lead), page, **TYPED).status_code == 302
        assert "ask the chief executive to name another" in as_(cast.lead).get(page).content.decode()
    person = Person.objects.get(email="lark@cafcass.example")
    assert not person.posts.exists()
    own = ["cafcass_inspection", "cafcass_annex", "own_request_list", "own_offer", "cafcass_diary", "cafcass_slots"]
    client = as_(person)
    with clock.moved_to(clock.at(date(2024, 1, 31), 9)):
        assert statuses(client, inspection.ref, own) == {200}
        assert statuses(client, other.ref, own) == {404}
        home = client.get("/").content.decode()
        assert inspection.title in home
        assert "Another activity" not in home
        # What the standing post opens besides inspections stays shut.
        assert client.get(reverse("own_self_evaluation", args=[2024])).status_code == 404
        mine, theirs = (AnnexItem.objects.filter(request__inspection=each).first() for each in (inspection, other))
        assert mine
        assert theirs
        assert client.get(reverse("own_item", args=[mine.pk])).status_code == 200
        assert client.get(reverse("own_item", args=[theirs.pk])).status_code == 404
        with pytest.raises(NotHere):
            say_not_held(theirs, reason="Not kept.", by=person)
        with pytest.raises(NotHere):
            items.own_item(theirs.pk, person)
        assert say_not_held(mine, reason="Not kept.", by=person)


@pytest.mark.rule("NOTI-09", part="what an account sees is the same wherever it is asked")
def test_roles_lists_and_gates_agree_about_a_named_link_person(cast: Cast, inspection: Inspection) -> None:
    other = another_announced(cast)
    with clock.moved_to(NAMED_AT):
        person = name_link_person(inspection, LINK, by=cast.lead).person
        assert person
        assert Role.LINK_PERSON in roles_on(person, inspection)
        assert Role.LINK_PERSON not in roles_on(person, other)
        assert list(visible_inspections(Inspection.objects.all(), person)) == [inspection]
        assert [sees(roles_on(person, each), each) for each in (inspection, other)] == [True, False]
        assert person in link_people(inspection)
        assert person not in link_people(other)
        second = name_link_person(inspection, Link(**{**vars(LINK), "email": "wren@cafcass.example"}), by=cast.lead)
        # Whoever is named later takes the place, and the access of the first ends with that.
        assert Role.LINK_PERSON not in roles_on(person, inspection)
        assert not visible_inspections(Inspection.objects.all(), person)
        assert second.person in link_people(inspection)
    with pytest.raises(DatabaseError), transaction.atomic():
        LinkNamed.objects.filter(pk=second.pk).update(name="Another")
    with pytest.raises(DatabaseError), transaction.atomic():
        LinkNamed.objects.filter(person=person).update(until=None)


@pytest.mark.rule("NOTI-09", part="an invitation that expires, and a new one")
def test_the_invitation_expires_and_another_is_sent(cast: Cast, as_: As, inspection: Inspection, settings) -> None:
    with clock.moved_to(NAMED_AT):
        named = name_link_person(inspection, LINK, by=cast.lead)
        mails = OutgoingMail.objects.filter(to="lark@cafcass.example")
        assert {mail.subject for mail in mails} == {
            "Set your password for Cafcass inspections",
            f"You are the link person: {inspection.title}",
        }
        address = invitation()
        assert as_(None).get(address, follow=True).context["form"]
        settings.PASSWORD_RESET_TIMEOUT = -1
        expired = as_(None).get(address, follow=True)
        assert not (expired.context or {}).get("form")
        settings.PASSWORD_RESET_TIMEOUT = 86400
        again = reverse("link_person_invite", args=[inspection.ref])
        assert send(as_(cast.lead), again).status_code == 302
        assert OutgoingMail.objects.filter(subject__startswith="Set your password").count() == 2
        named.person.set_password("correct horse battery staple")  # pragma: allowlist secret
        named.person.save()
        with pytest.raises(NotAllowed, match="no invitation that waits"):
            invite_link_person_again(named, by=cast.lead)


def invitation() -> str:
    body = OutgoingMail.objects.filter(subject__startswith="Set your password").latest("pk").body
    found = re.search(r"https?://\S+", body)
    assert found
    return urlsplit(found.group()).path


def test_only_the_lead_names_and_only_after_the_call(cast: Cast, as_: As) -> None:
    planned = stages.planned(cast)
    with clock.moved_to(NAMED_AT), pytest.raises(NotAllowed, match="not been told"):
        name_link_person(planned, LINK, by=cast.lead)
    assert not Person.objects.filter(email=LINK.email).exists()
    announced = stages.announced(cast)
    page = reverse("link_person", args=[announced.ref])
    with clock.moved_to(NAMED_AT):
        assert as_(cast.deputy).get(page).status_code == 200
        assert as_(cast.deputy).post(page, TYPED).status_code == 403
        assert as_(cast.link_person).get(page).status_code == 404
        with pytest.raises(NotAllowed, match="Only the lead"):
            name_link_person(announced, LINK, by=cast.deputy)


def test_an_address_of_ofsted_is_refused_and_a_known_one_keeps_its_account(
    cast: Cast, as_: As, inspection: Inspection
) -> None:
    page = reverse("link_person", args=[inspection.ref])
    with clock.moved_to(NAMED_AT):
        refused = send(as_(cast.lead), page, **TYPED | {"email": cast.deputy.email})
        assert "cannot be the link person" in errors(refused)["email"][0]
        late = send(as_(cast.lead), page, **TYPED | {"named_on_day": "23"})
        assert "not come yet" in errors(late)["named_on"][0]
        assert send(as_(cast.lead), page, **TYPED | {"email": cast.contributor.email}).status_code == 302
        assert Role.LINK_PERSON in roles_on(cast.contributor, inspection)
        assert link_people(inspection).count(cast.contributor) == 1
    assert not OutgoingMail.objects.filter(subject__startswith="Set your password").exists()
    assert not Post.objects.filter(person=cast.contributor, post=Role.LINK_PERSON).exists()


def test_no_page_of_ofsted_opens_to_a_named_link_person(cast: Cast, as_: As, inspection: Inspection) -> None:
    with clock.moved_to(NAMED_AT):
        person = name_link_person(inspection, LINK, by=cast.lead).person
        client = as_(person, raise_request_exception=False)
        for address in addresses():
            if address.keywords == ("ref",) and not address.name.startswith(("cafcass", "own_")):
                code = client.get(address.url({"ref": inspection.ref})).status_code
                assert code in (404, 302) or address.name.startswith("deferral"), address.name
