"""Who may manage people, posts and sign-in, and when."""

from collections.abc import Callable

from accounts.access import OUTSIDERS, Role, Thing, Verb, allowed, who_may
from accounts.failures import LIMIT, WINDOW, recent
from accounts.gate import standing_roles
from accounts.models import Person, Post
from accounts.refusals import Invalid, NotYours, require


def may(by: Person, thing: Thing, verb: Verb) -> None:
    """The access table's answer for the posts that the person holds now. Raises NotAllowed."""
    if not allowed(standing_roles(by), thing, verb, by):
        raise NotYours(f"Only {who_may(thing, verb)} can do this.")


def may_create_person(by: Person) -> None:
    may(by, Thing.PEOPLE, Verb.CREATE)


def may_change_person(by: Person) -> None:
    may(by, Thing.PEOPLE, Verb.EDIT)


def may_accept_code(by: Person) -> None:
    """The code binds inspectors, and whoever else at Ofsted takes part (GEN-05)."""
    may(by, Thing.CODE_OF_CONDUCT, Verb.CREATE)


def owes_code(person: Person) -> bool:
    """Whether an inspector has not accepted the code of conduct yet: a banner says so, and nothing is stopped by it."""
    return person.grade != Person.Grade.NONE and person.code_accepted_at is None


def may_decide_on(person: Person, by: Person) -> None:
    may(by, Thing.PEOPLE, Verb.DECIDE)


def may_suspend(person: Person, by: Person) -> None:
    """Never oneself, and never the last who could undo it."""
    may_decide_on(person, by)
    require(person.pk != by.pk, "You cannot suspend yourself.", "Another inspection administrator can.")
    require(person.is_active, f"{person} is suspended already.")
    require(not is_last_administrator(person), _last_administrator(person), "Give somebody else the post first.")


def may_restore(person: Person, by: Person) -> None:
    may_decide_on(person, by)
    require(not person.is_active, f"{person} is not suspended.")


def may_give_post(person: Person, post: str, by: Person) -> None:
    """Nobody gives themselves a post: an administrator sees no content, and must not be able to change that alone."""
    may_decide_on(person, by)
    require(person.pk != by.pk, "You cannot give yourself a post.", "Another inspection administrator can.")
    require(person.is_active, f"{person} is suspended.", "Restore them first.")
    _fits_side(post, person.side, "post")


def may_end_post(post: Post, by: Person) -> None:
    may_decide_on(post.person, by)
    require(post.until is None, "This post has ended already.")
    last = post.post == Role.ADMINISTRATOR and is_last_administrator(post.person)
    require(not last, _last_administrator(post.person), "Give somebody else the post first.")


# What rooms above say against somebody's changing sides: a sentence, or "" when nothing stands against it.
KEPT_BY_ROLES: list[Callable[[Person], str]] = []


def may_have(person: Person, side: str, grade: str) -> None:
    """A grade is of Ofsted, and posts still held belong to one side. Raises Invalid beside the field."""
    if grade != Person.Grade.NONE and side != Person.Side.OFSTED:
        raise Invalid("grade", "Only somebody at Ofsted has a grade. Select 'Not an inspector'.")
    for post in person.posts.filter(until=None) if person.pk else ():
        _fits_side(post.post, side, "side")
    if person.pk and side != person.side:
        for kept in KEPT_BY_ROLES:
            if said := kept(person):
                raise Invalid("side", said)


def may_try_to_sign_in(email: str) -> None:
    """After too many failures an address waits, whether somebody has it or not."""
    if recent(email) >= LIMIT:
        minutes = int(WINDOW.total_seconds() // 60)
        raise Invalid(
            "", f"There were {LIMIT} failed tries with this email address. Wait {minutes} minutes, then try again."
        )


def is_last_administrator(person: Person) -> bool:
    """True when this person holds the administrator's post and nobody else who is not suspended holds it for good."""
    holders = Post.objects.held().filter(post=Role.ADMINISTRATOR.value, person__suspended_at=None)
    others = holders.filter(until=None).exclude(person=person)
    return holders.filter(person=person).exists() and not others.exists()


def _last_administrator(person: Person) -> str:
    return f"{person} is the last inspection administrator, and somebody must be."


def _fits_side(post: str, side: str, field: str) -> None:
    of_cafcass = Role(post) in OUTSIDERS
    if of_cafcass and side != Person.Side.CAFCASS:
        raise Invalid(field, f"Only somebody at Cafcass can be {Role(post).label.lower()}.")
    if not of_cafcass and side != Person.Side.OFSTED:
        raise Invalid(field, f"Only somebody at Ofsted can be {Role(post).label.lower()}.")
