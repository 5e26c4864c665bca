"""The administrator's pages: people, their posts, suspending and restoring."""

from functools import cached_property
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.html import format_html

from accounts import actions, queries, rules
from accounts.forms import PeopleSearchForm, PersonForm, PostForm
from accounts.models import Person, Post
from accounts.pages import FormPage
from accounts.record import history
from govuk.forms import OnceForm

PER_PAGE = 30


def people_list(request: HttpRequest) -> HttpResponse:
    """Everybody who can sign in, thirty to a page."""
    form = PeopleSearchForm(request.GET)
    search = form.cleaned_data["q"] if form.is_valid() else ""
    page = Paginator(queries.people(search), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "accounts/people_list.html", {"form": form, "page": page, "search": search})


def person_context(person: Person) -> dict[str, Any]:
    """What the page of one person shows."""
    return {
        "person": person,
        "posts": [(post, end_button(post)) for post in person.posts.order_by("until", "-since")],
        "last_administrator": rules.is_last_administrator(person),
        "events": history(person).order_by("-id")[:PER_PAGE],
    }


def end_button(post: Post) -> str:
    """The words of the button; which post it ends is said to those who cannot see the row."""
    return format_html('End<span class="govuk-visually-hidden"> the post {}</span>', post)


def person_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Who somebody is, which posts they hold and held, and what was done to their account."""
    person = get_object_or_404(Person, pk=pk)
    return render(request, "accounts/person.html", person_context(person))


class PersonCreate(FormPage):
    """Somebody new, who gets a link to set a password."""

    form_class = PersonForm
    template_name = "accounts/person_create.html"
    success = "The person is created. A link to set a password is on its way to them."

    def perform(self, form: Any) -> str:
        person = actions.create_person(**_typed(form), by=self.by)
        return reverse("person", args=[person.pk])


class OfPerson(FormPage):
    """A form page that belongs to one person."""

    @cached_property
    def person(self) -> Person:
        return get_object_or_404(Person, pk=self.kwargs["pk"])

    def address(self) -> str:
        return reverse("person", args=[self.kwargs["pk"]])

    def context(self) -> dict[str, Any]:
        return {"person": self.person}


class PersonChange(OfPerson):
    """Changes name, address, employer or grade."""

    form_class = PersonForm
    template_name = "accounts/person_change.html"
    success = "The change is saved."

    def form_kwargs(self) -> dict[str, Any]:
        return {"instance": self.person}

    def perform(self, form: Any) -> str:
        version = form.cleaned_data["version"]
        actions.change_person(self.person.pk, **_typed(form), version=version, by=self.by)
        return self.address()


class PostGive(OfPerson):
    """Gives the person a standing post."""

    form_class = PostForm
    template_name = "accounts/post_give.html"
    success = "The post is given."

    def perform(self, form: Any) -> str:
        given = form.cleaned_data
        actions.give_post(self.person.pk, post=given["post"], since=given["since"], by=self.by)
        return self.address()


class Press(OfPerson):
    """One button of the person's page."""

    form_class = OnceForm
    template_name = "accounts/person.html"
    http_method_names = ["post"]

    def context(self) -> dict[str, Any]:
        return person_context(self.person)


class PostEnd(Press):
    """Ends a post now."""

    success = "The post is ended."

    def perform(self, form: Any) -> str:
        post = get_object_or_404(Post, pk=self.kwargs["post"], person=self.person)
        actions.end_post(post.pk, by=self.by)
        return self.address()


class PersonSuspend(Press):
    """Ends every session and lets the person in no more."""

    success = "The person is suspended and signed out everywhere."

    def perform(self, form: Any) -> str:
        actions.suspend(self.person.pk, by=self.by)
        return self.address()


class PersonRestore(Press):
    """Lets a suspended person sign in again."""

    success = "The person can sign in again."

    def perform(self, form: Any) -> str:
        actions.restore(self.person.pk, by=self.by)
        return self.address()


class PasswordLink(Press):
    """Mails a new link to set a password."""

    success = "A link to set a password is on its way to them."

    def perform(self, form: Any) -> str:
        actions.invite_again(self.person.pk, by=self.by)
        return self.address()


def _typed(form: Any) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in ("name", "email", "side", "grade", "badge_number")}
