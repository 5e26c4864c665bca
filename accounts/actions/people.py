"""Creating, changing, suspending and restoring people."""

from typing import Any

from django.db import transaction

from accounts import clock, rules
from accounts.access import Role
from accounts.actions.passwords import send_password_link
from accounts.models import Person, Post
from accounts.pages import check_version
from accounts.record import history, record
from accounts.refusals import Both, Invalid, require

LABELS = {
    "name": "Full name",
    "email": "Email address",
    "side": "Works for",
    "grade": "Grade",
    "badge_number": "Badge number",
}


@transaction.atomic
def create_person(*, name: str, email: str, side: str, grade: str, badge_number: str = "", by: Person) -> Person:
    """Saves somebody new and mails them a link to set a password. Raises Invalid, NotAllowed."""
    rules.may_create_person(by)
    person = Person(name=name, email=email, side=side, grade=grade, badge_number=badge_number)
    _save_new(person, by)
    return person


@transaction.atomic
def invite_from_cafcass(*, name: str, email: str, by: Person) -> Person:
    """Somebody at Cafcass without any post, with a link that expires; who may invite is asked by the room above."""
    person = Person(name=name, email=email, side=Person.Side.CAFCASS)
    _save_new(person, by)
    return person


@transaction.atomic
def change_person(
    person_id: int,
    *,
    name: str,
    email: str,
    side: str,
    grade: str,
    badge_number: str = "",
    version: int | None,
    by: Person,
) -> Person:
    """Changes who somebody is. Raises Stale with both texts when it was changed since, Invalid, NotAllowed."""
    person = _taken(person_id)
    rules.may_change_person(by)
    given = {"name": name, "email": email, "side": side, "grade": grade, "badge_number": badge_number}
    check_version(person.version, version, lambda: _both(person, given), last_changed_by(person))
    rules.may_have(person, side, grade)
    _must_be_free(email, person)
    changed = [field for field, value in given.items() if getattr(person, field) != value]
    if not changed:
        return person
    for field in changed:
        setattr(person, field, given[field])
    person.version += 1
    person.save(update_fields=[*changed, "version"])
    record("changed", person, by=by, after=", ".join(changed))
    return person


@transaction.atomic
def accept_code(*, by: Person) -> Person:
    """The person accepts the code of conduct, once; day and time are kept (GEN-05)."""
    person = _taken(by.pk)
    rules.may_accept_code(person)
    if person.code_accepted_at is None:
        person.code_accepted_at = clock.now()
        person.save(update_fields=["code_accepted_at"])
        record("accepted the code of conduct", person, by=by)
    return person


@transaction.atomic
def suspend(person_id: int, *, by: Person) -> Person:
    """From the next request on the person is signed out everywhere, for good: a restored person signs in anew."""
    lock_administrators()
    person = _taken(person_id)
    rules.may_suspend(person, by)
    person.suspended_at = clock.now()
    person.suspensions += 1
    person.version += 1
    person.save(update_fields=["suspended_at", "suspensions", "version"])
    record("suspended", person, by=by, before="active", after="suspended")
    return person


@transaction.atomic
def end_sessions(person: Person, *, by: Person) -> None:
    """From the next request on they are signed out everywhere and sign in anew. The caller asked its own rule."""
    row = _taken(person.pk)
    row.sessions_ended += 1
    row.save(update_fields=["sessions_ended"])
    person.sessions_ended = row.sessions_ended
    record("ended sessions of", row, by=by)


@transaction.atomic
def restore(person_id: int, *, by: Person) -> Person:
    """Lets a suspended person sign in again, with the posts that they still hold."""
    person = _taken(person_id)
    rules.may_restore(person, by)
    person.suspended_at = None
    person.version += 1
    person.save(update_fields=["suspended_at", "version"])
    record("restored", person, by=by, before="suspended", after="active")
    return person


@transaction.atomic
def invite_again(person_id: int, *, by: Person) -> None:
    """Mails a new link to set a password; the old one stays good until one of them is used."""
    person = _taken(person_id)
    rules.may_change_person(by)
    require(person.is_active, f"{person} is suspended.", "Restore them first.")
    send_password_link(person, by=by)


@transaction.atomic
def make_first_administrator(*, name: str, email: str, another: bool = False) -> Person:
    """For the operator of a new installation: somebody to create everybody else. Raises NotAllowed when one exists."""
    holders = Post.objects.held().filter(post=Role.ADMINISTRATOR.value, person__suspended_at=None)
    require(another or not holders.exists(), "There is an inspection administrator already, who can create people.")
    person = Person(name=name, email=email, side=Person.Side.OFSTED)
    _save_new(person, None)
    Post.objects.create(person=person, post=Role.ADMINISTRATOR.value)
    record("gave post", person, by=None, after=Role.ADMINISTRATOR.value)
    return person


def lock_administrators() -> None:
    """Two administrators who take each other's place at one moment wait here, so that one of them remains."""
    list(Post.objects.select_for_update().filter(post=Role.ADMINISTRATOR.value, until=None).values_list("pk"))


def last_changed_by(person: Person) -> str:
    """The name of whoever did the last thing to this account."""
    return history(person).order_by("-id").values_list("person_name", flat=True).first() or ""


def _taken(person_id: int) -> Person:
    return Person.objects.select_for_update().get(pk=person_id)


def _save_new(person: Person, by: Person | None) -> None:
    rules.may_have(person, person.side, person.grade)
    _must_be_free(person.email, person)
    person.set_unusable_password()
    person.save()
    record("created", person, by=by)
    send_password_link(person, by=by)


def _must_be_free(email: str, person: Person) -> None:
    if Person.objects.filter(email__iexact=email).exclude(pk=person.pk).exists():
        raise Invalid("email", "Somebody already has this email address.")


def _both(person: Person, given: dict[str, Any]) -> list[Both]:
    stored = Person(**given)
    return [Both(label, _shown(stored, field), _shown(person, field)) for field, label in LABELS.items()]


def _shown(person: Person, field: str) -> str:
    return str(getattr(person, f"get_{field}_display", lambda: getattr(person, field))())
