"""The administrator's pages: creating, changing, posts, suspending; each write recorded, each refusal in words."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts import actions, clock
from accounts.access import Role
from accounts.gate import standing_roles
from accounts.models import Event, Person, Post
from accounts.refusals import Invalid, NotAllowed, NotYours
from govuk.forms import date_data
from tests.cast import MEMBERS, PASSWORD, Cast, make_people, with_password

SignIn = Callable[..., Client]
NEW = {"name": "Nuria Example", "email": "nuria@ofsted.example", "side": "ofsted", "grade": "hmi"}


def once(**data: Any) -> dict[str, Any]:
    return {"op": str(uuid4()), **data}


def press(client: Client, name: str, *ids: int) -> Any:
    return client.post(reverse(name, args=ids), once())


def test_only_the_administrator_finds_these_pages(cast: Cast, as_: SignIn) -> None:
    pages = ["/people/", "/people/new/", f"/people/{cast.lead.pk}/", f"/people/{cast.lead.pk}/change/"]
    for key, person in cast.everybody().items():
        expected = 200 if Role.ADMINISTRATOR in MEMBERS[key].posts else 302 if key == "suspended" else 404
        assert {as_(person).get(page).status_code for page in pages} == {expected}, key


def test_create_a_person_who_is_mailed_a_link(cast: Cast, as_: SignIn, posted: list[Any]) -> None:
    response = as_(cast.administrator).post("/people/new/", once(**NEW))
    person = Person.objects.get(email=NEW["email"])
    assert response["Location"] == reverse("person", args=[person.pk])
    assert (person.name, person.side, person.grade) == (NEW["name"], "ofsted", "hmi")
    assert not person.has_usable_password()
    assert Event.objects.filter(verb="created", object_id=str(person.pk), person_name="Adi Example").count() == 1
    assert [mail.to for mail in posted] == [person.email]
    assert "/password/set/" in posted[0].body


def test_creating_sends_once_however_often_it_is_pressed(cast: Cast, as_: SignIn) -> None:
    admin, data = as_(cast.administrator), once(**NEW)
    first, second = admin.post("/people/new/", data), admin.post("/people/new/", data)
    assert first["Location"] == second["Location"]
    assert Person.objects.filter(name=NEW["name"]).count() == 1
    assert Event.objects.filter(verb="created").count() == 1


def test_the_same_operation_with_other_words_is_not_done_and_the_words_are_kept(cast: Cast, as_: SignIn) -> None:
    """Back, another thought, send: the browser sends the old operation id again."""
    admin, data = as_(cast.administrator), once(**NEW)
    admin.post("/people/new/", data)
    other = data | {"name": "Second Thought", "email": "second@ofsted.example"}
    response = admin.post("/people/new/", other)
    assert response.status_code == 409
    assert "Second Thought" in response.content.decode()
    assert "not saved yet" in response.content.decode()
    assert not Person.objects.filter(name="Second Thought").exists()
    again = other | {"op": response.context["form"]["op"].value()}
    assert again["op"] != data["op"]
    assert admin.post("/people/new/", again).status_code == 302
    assert Person.objects.filter(name="Second Thought").count() == 1


def test_an_operation_of_somebody_else_is_refused(cast: Cast, as_: SignIn) -> None:
    data = once(**NEW)
    as_(cast.administrator).post("/people/new/", data)
    response = as_(cast.second_administrator).post("/people/new/", data | {"email": "other@ofsted.example"})
    assert response.status_code == 400
    assert "opened by somebody else" in response.content.decode()
    assert not Person.objects.filter(email="other@ofsted.example").exists()


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"name": ""}, "name", "Enter the full name"),
        ({"name": "x" * 121}, "name", "120 characters or fewer"),
        ({"name": "x" * 1_000_000}, "name", "120 characters or fewer"),
        ({"email": "no"}, "email", "correct format"),
        ({"email": "LEAD@ofsted.example"}, "email", "Somebody already has this email address."),
        ({"side": "moon"}, "side", ""),
        ({"side": ""}, "side", "Select who the person works for"),
        ({"side": "cafcass"}, "grade", "Only somebody at Ofsted has a grade"),
    ],
)
def test_bad_input_is_said_beside_the_field_and_kept(
    cast: Cast, as_: SignIn, change: dict[str, str], field: str, sentence: str
) -> None:
    assert cast.lead
    response = as_(cast.administrator).post("/people/new/", once(**NEW | change))
    assert response.status_code == 400
    assert sentence in str(response.context["form"].errors[field])
    assert (NEW | change)["name"] in response.content.decode()
    assert not Person.objects.filter(name=NEW["name"]).exists()


def test_a_form_without_operation_id_is_an_error_and_no_crash(cast: Cast, as_: SignIn) -> None:
    for op in ("", "nonsense"):
        assert as_(cast.administrator).post("/people/new/", NEW | {"op": op}).status_code == 400
    assert not Person.objects.filter(name=NEW["name"]).exists()


def test_change_details(cast: Cast, as_: SignIn) -> None:
    person = cast.stranger
    data = once(version=1, name="Stella Changed", email=person.email, side="ofsted", grade="hmi")
    assert as_(cast.administrator).post(f"/people/{person.pk}/change/", data).status_code == 302
    person.refresh_from_db()
    assert (person.name, person.grade, person.version) == ("Stella Changed", "hmi", 2)
    assert Event.objects.get(verb="changed", object_id=str(person.pk)).after == "name, grade"


def test_a_change_without_the_version_it_was_opened_on_is_refused_and_kept(cast: Cast, as_: SignIn) -> None:
    person, address = cast.stranger, f"/people/{cast.stranger.pk}/change/"
    data = once(email=person.email, side="ofsted", grade="none", name="Typed Here", version="")
    response = as_(cast.administrator).post(address, data)
    assert response.status_code == 400
    assert "opened without its version number" in response.content.decode()
    assert 'value="Typed Here"' in response.content.decode()
    person.refresh_from_db()
    assert person.name != "Typed Here"


def test_a_stale_change_shows_both_texts_and_loses_neither(cast: Cast, as_: SignIn) -> None:
    person, address = cast.stranger, f"/people/{cast.stranger.pk}/change/"
    data = once(version=1, email=person.email, side="ofsted", grade="none")
    as_(cast.administrator).post(address, data | {"name": "First Writer"})
    late = as_(cast.second_administrator)
    response = late.post(address, once(**data | {"op": str(uuid4()), "name": "Second Writer"}))
    page = response.content.decode()
    assert response.status_code == 409
    assert "First Writer" in page
    assert "Second Writer" in page
    assert page.count("Adi Example saved it") == 1
    person.refresh_from_db()
    assert person.name == "First Writer"
    form = response.context["form"]
    assert (form["version"].value(), form["name"].value()) == (2, "Second Writer")
    again = data | {"op": form["op"].value(), "version": 2, "name": "Second Writer"}
    assert late.post(address, again).status_code == 302
    person.refresh_from_db()
    assert person.name == "Second Writer"


def test_a_post_grants_its_role_from_its_day_until_it_is_ended(cast: Cast, as_: SignIn) -> None:
    person, admin = cast.stranger, as_(cast.administrator)
    with clock.moved_to(clock.at(date(2024, 1, 22), 10)):
        given = admin.post(
            f"/people/{person.pk}/posts/new/", once(post="moderator", **date_data("since", date(2024, 1, 24)))
        )
        assert given.status_code == 302
        assert Role.MODERATOR not in standing_roles(person)
    post = person.posts.get()
    with clock.moved_to(clock.at(date(2024, 1, 24), 0)):
        assert Role.MODERATOR in standing_roles(person)
    with clock.moved_to(clock.at(date(2024, 1, 25), 9)):
        assert press(admin, "post_end", person.pk, post.pk).status_code == 302
        assert Role.MODERATOR not in standing_roles(person)
    verbs = Event.objects.filter(object_id=str(person.pk)).values_list("verb", "before", "after")
    assert list(verbs) == [("gave post", "", "moderator"), ("ended post", "moderator", "")]


def test_a_post_that_has_not_begun_never_begins_once_ended(cast: Cast) -> None:
    with clock.moved_to(clock.at(date(2024, 1, 22), 10)):
        post = actions.give_post(cast.stranger.pk, post="auditor", since=date(2024, 2, 1), by=cast.administrator)
        ended = actions.end_post(post.pk, by=cast.administrator)
    assert ended.until == ended.since
    with clock.moved_to(clock.at(date(2024, 2, 2), 10)):
        assert Role.AUDITOR not in standing_roles(cast.stranger)


@pytest.mark.parametrize(
    ("key", "post", "sentence"),
    [
        ("stranger", "chief_executive", "Only somebody at Cafcass can be chief executive of cafcass."),
        ("cafcass_stranger", "director", "Only somebody at Ofsted can be national director."),
        ("director", "director", "Diana Example holds this post already."),
    ],
)
def test_a_post_that_does_not_fit_is_refused_beside_the_field(cast: Cast, key: str, post: str, sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence.replace(".", r"\.")) as refusal:
        actions.give_post(getattr(cast, key).pk, post=post, since=clock.today(), by=cast.administrator)
    assert refusal.value.field == "post"


def test_nobody_gives_themselves_a_post(cast: Cast) -> None:
    with pytest.raises(NotAllowed, match="You cannot give yourself a post"):
        actions.give_post(cast.administrator.pk, post="director", since=clock.today(), by=cast.administrator)
    assert Role.DIRECTOR not in standing_roles(cast.administrator)


def test_somebody_with_a_post_of_ofsted_cannot_be_moved_to_cafcass(cast: Cast) -> None:
    director = cast.director
    with pytest.raises(Invalid, match="Only somebody at Ofsted"):
        actions.change_person(
            director.pk, name="D", email="d@x.example", side="cafcass", grade="none", version=1, by=cast.administrator
        )


def test_suspended_in_the_middle_the_next_request_is_the_sign_in_page(cast: Cast, as_: SignIn) -> None:
    reader, admin = as_(cast.director), as_(cast.administrator)
    assert reader.get("/").status_code == 200
    assert press(admin, "person_suspend", cast.director.pk).status_code == 302
    assert reader.get("/")["Location"] == "/sign-in/?next=/"
    assert Event.objects.filter(verb="suspended", object_id=str(cast.director.pk)).count() == 1


def test_a_restored_person_signs_in_anew(cast: Cast, as_: SignIn) -> None:
    old = as_(with_password(cast.director))
    press(as_(cast.administrator), "person_suspend", cast.director.pk)
    assert press(as_(cast.administrator), "person_restore", cast.director.pk).status_code == 302
    assert old.get("/").status_code == 302
    fresh = Client()
    fresh.post("/sign-in/", {"email": cast.director.email, "password": PASSWORD})
    assert fresh.get("/").status_code == 200
    assert Role.DIRECTOR in standing_roles(Person.objects.get(pk=cast.director.pk))


def test_nobody_suspends_themselves(cast: Cast, as_: SignIn) -> None:
    assert cast.second_administrator
    response = press(as_(cast.administrator), "person_suspend", cast.administrator.pk)
    assert response.status_code == 403
    assert "You cannot suspend yourself" in response.content.decode()
    assert Person.objects.get(pk=cast.administrator.pk).is_active


def test_the_last_administrator_stays(cast: Cast, as_: SignIn) -> None:
    first, second = cast.administrator, cast.second_administrator
    actions.suspend(second.pk, by=first)
    with pytest.raises(NotAllowed, match="the last inspection administrator"):
        actions.end_post(first.posts.get().pk, by=first)
    actions.restore(second.pk, by=first)
    actions.end_post(second.posts.get().pk, by=first)
    with pytest.raises(NotYours):
        actions.suspend(first.pk, by=second)
    assert Post.objects.held().filter(post="administrator").count() == 1


def test_the_last_administrator_is_counted_by_posts_held_for_good(cast: Cast) -> None:
    """A second administrator whose post is about to run out does not count as one who remains."""
    second = cast.second_administrator
    second.posts.update(until=clock.now() + timedelta(days=1))
    with pytest.raises(NotAllowed, match="the last inspection administrator"):
        actions.suspend(cast.administrator.pk, by=second)


@pytest.mark.parametrize("key", sorted(MEMBERS.keys() - {"administrator", "second_administrator"}))
def test_the_actions_refuse_everybody_else_by_themselves(cast: Cast, key: str) -> None:
    by, other = getattr(cast, key), cast.administrator
    for attempt in (
        lambda: actions.create_person(**NEW, by=by),
        lambda: actions.change_person(other.pk, **NEW, version=1, by=by),
        lambda: actions.give_post(other.pk, post="auditor", since=clock.today(), by=by),
        lambda: actions.end_post(other.posts.get().pk, by=by),
        lambda: actions.suspend(other.pk, by=by),
        lambda: actions.restore(cast.suspended.pk, by=by),
        lambda: actions.invite_again(other.pk, by=by),
    ):
        with pytest.raises(NotYours, match="Only the inspection administrator can do this"):
            attempt()


def test_a_post_of_somebody_else_is_not_ended_under_this_address(cast: Cast, as_: SignIn) -> None:
    post = cast.director.posts.get()
    assert press(as_(cast.administrator), "post_end", cast.lead.pk, post.pk).status_code == 404
    post.refresh_from_db()
    assert post.until is None


def test_search_finds_part_of_a_name_or_address(cast: Cast, as_: SignIn) -> None:
    assert cast.lead
    page = as_(cast.administrator).get("/people/", {"q": "lena"}).content.decode()
    assert "Lena Example" in page
    assert "Adi Example</a>" not in page
    assert "Nobody was found" in as_(cast.administrator).get("/people/", {"q": "zzz"}).content.decode()


def test_thirty_to_a_page(cast: Cast, as_: SignIn) -> None:
    make_people(35)
    admin = as_(cast.administrator)
    assert len(admin.get("/people/").context["page"]) == 30
    assert len(admin.get("/people/?page=2").context["page"]) == 6
    assert admin.get("/people/?page=bogus").status_code == 200


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_asks_as_many_questions_for_one_as_for_thirty(
    cast: Cast, as_: SignIn, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    admin = as_(cast.administrator)
    make_people(count - 1)
    with django_assert_num_queries(6):  # session, person with posts, clock, count, people, their posts
        assert len(admin.get("/people/").context["page"]) == count


@pytest.mark.parametrize("count", [1, 30])
def test_the_page_of_a_person_asks_as_many_questions_for_many_posts(
    cast: Cast, as_: SignIn, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    admin, person = as_(cast.administrator), cast.stranger
    for _ in range(count):
        given = actions.give_post(person.pk, post="auditor", since=clock.today(), by=cast.administrator)
        actions.end_post(given.pk, by=cast.administrator)
    with django_assert_num_queries(7):
        assert len(admin.get(f"/people/{person.pk}/").context["posts"]) == count


def test_an_operation_of_one_page_does_not_pass_for_done_on_another(cast: Cast, as_: SignIn) -> None:
    client, op = as_(cast.administrator), str(uuid4())
    first, second = (reverse("person_suspend", args=[person.pk]) for person in (cast.stranger, cast.team_inspector))
    assert client.post(first, {"op": op}).status_code == 302
    assert client.post(second, {"op": op}).status_code == 409
    assert Person.objects.get(pk=cast.team_inspector.pk).is_active
