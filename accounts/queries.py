"""Reads of people and of the record."""

from django.db.models import Prefetch, Q, QuerySet

from accounts.models import Event, Person, Post


def people(search: str = "") -> QuerySet[Person]:
    """Everybody by name, each with the posts held now in `posts_now`, narrowed to part of a name or address."""
    found = Person.objects.prefetch_related(Prefetch("posts", Post.objects.held(), to_attr="posts_now"))
    return found.filter(Q(name__icontains=search) | Q(email__icontains=search)) if search else found


def events(person: str = "", verb: str = "", inspection: str = "") -> QuerySet[Event]:
    """The record, newest first, narrowed to part of a name, part of what was done, or one inspection's reference."""
    found = Event.objects.order_by("-id")
    if person:
        found = found.filter(person_name__icontains=person)
    if verb:
        found = found.filter(verb__icontains=verb)
    return found.filter(inspection__iexact=inspection) if inspection else found


def holders(post: str) -> list[Person]:
    """The people who hold a standing post now and can sign in, by name. One query."""
    held = Post.objects.held().filter(post=post, person__suspended_at=None).select_related("person")
    return [each.person for each in held.order_by("person__name", "person_id")]
