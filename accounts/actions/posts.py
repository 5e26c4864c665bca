"""Giving a standing post and ending it."""

from datetime import date

from django.db import transaction

from accounts import clock, rules
from accounts.actions.people import lock_administrators
from accounts.models import Person, Post
from accounts.record import record
from accounts.refusals import Invalid


@transaction.atomic
def give_post(person_id: int, *, post: str, since: date, by: Person) -> Post:
    """From the beginning of that day in England, or from now when it is today. Raises Invalid, NotAllowed."""
    person = Person.objects.select_for_update().get(pk=person_id)
    rules.may_give_post(person, post, by)
    if person.posts.filter(post=post, until=None).exists():
        raise Invalid("post", f"{person} holds this post already.")
    moment = clock.now() if since == clock.today() else clock.at(since)
    given = Post.objects.create(person=person, post=post, since=moment)
    record("gave post", person, by=by, after=post)
    return given


@transaction.atomic
def end_post(post_id: int, *, by: Person) -> Post:
    """From now on; a post that had not begun never will."""
    lock_administrators()
    post = Post.objects.select_for_update(of=("self",)).select_related("person").get(pk=post_id)
    rules.may_end_post(post, by)
    post.until = max(clock.now(), post.since)
    post.save(update_fields=["until"])
    record("ended post", post.person, by=by, before=post.post)
    return post
