"""The cast of the demo, created by its first administrator."""

from datetime import date
from typing import Any

from accounts import clock
from accounts.access import Role
from accounts.actions.people import create_person, make_first_administrator
from accounts.actions.posts import give_post
from accounts.models import Person
from config.demo.content import content

# Before everything that the demo replays.
FIRST_DAY = date(2023, 9, 4)

People = dict[str, Person]


def address(name: str, side: str) -> str:
    return f"{name.lower().replace(' ', '.')}@{side}.example"


def cast() -> People:
    """Everybody, by key."""
    rows = content("cast")["people"]
    with clock.moved_to(clock.at(FIRST_DAY, 9)):
        first = next(row for row in rows if Role.ADMINISTRATOR.value in row.get("posts", ()))
        administrator = make_first_administrator(name=first["name"], email=address(first["name"], first["side"]))
        people = {first["key"]: administrator}
        for row in rows:
            people.setdefault(row["key"], _create(row, administrator) if row is not first else administrator)
    return people


def _create(row: dict[str, Any], administrator: Person) -> Person:
    person = create_person(
        name=row["name"],
        email=address(row["name"], row["side"]),
        side=row["side"],
        grade=row.get("grade", Person.Grade.NONE),
        badge_number=f"DEMO-{sum(map(ord, row['key']))}" if "grade" in row else "",
        by=administrator,
    )
    for post in row.get("posts", ()):
        give_post(person.pk, post=post, since=FIRST_DAY, by=administrator)
    return person
