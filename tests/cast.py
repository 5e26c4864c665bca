"""The named cast of every test: invented people, each made in the database when a test first asks for them.

`cast.lead` has the grade for it and no role yet; a test puts people on an inspection through the product's actions.
"""

from dataclasses import dataclass, field
from datetime import date

from accounts import clock
from accounts.access import Role
from accounts.models import Person, Post

OFSTED, CAFCASS = Person.Side.OFSTED, Person.Side.CAFCASS
NONE, HMI, SENIOR = Person.Grade.NONE, Person.Grade.HMI, Person.Grade.SENIOR_HMI
PASSWORD = "correct horse battery staple"  # pragma: allowlist secret
# Before every inspection that a test replays, so that a post is held whatever the clock says.
LONG_AGO = clock.at(date(2010, 1, 1))


@dataclass(frozen=True)
class Member:
    """Who somebody is: the name, the employer, the grade, and the standing posts held."""

    name: str
    side: str = OFSTED
    grade: str = NONE
    posts: tuple[Role, ...] = field(default_factory=tuple)


MEMBERS = {
    "scheduler": Member("Sasha Example", posts=(Role.SCHEDULER,)),
    "decision_maker": Member("Dara Example", posts=(Role.DECISION_MAKER,)),
    "director": Member("Diana Example", posts=(Role.DIRECTOR,)),
    "administrator": Member("Adi Example", posts=(Role.ADMINISTRATOR,)),
    "second_administrator": Member("Alba Example", posts=(Role.ADMINISTRATOR,)),
    "complaint_handler": Member("Corin Example", posts=(Role.COMPLAINT_HANDLER,)),
    "auditor": Member("Audrey Example", posts=(Role.AUDITOR,)),
    "engagement_chair": Member("Enid Example", posts=(Role.ENGAGEMENT_CHAIR,)),
    "moderator": Member("Morgan Example", grade=SENIOR, posts=(Role.MODERATOR,)),
    "lead": Member("Lena Example", grade=HMI),
    "deputy": Member("Devi Example", grade=HMI),
    "second_deputy": Member("Dylan Example", grade=HMI),
    "team_inspector": Member("Tia Example", grade=HMI),
    "second_team_inspector": Member("Toby Example", grade=HMI),
    "third_team_inspector": Member("Tamsin Example", grade=HMI),
    "shadow": Member("Shay Example", grade=HMI),
    "analyst": Member("Ansel Example"),
    "qa_manager": Member("Quinn Example", grade=SENIOR),
    "other_lead": Member("Orla Example", grade=HMI),
    "removed": Member("Remy Example", grade=HMI),
    "suspended": Member("Sol Example", grade=HMI),
    "stranger": Member("Stella Example"),
    "chief_executive": Member("Casey Specimen", CAFCASS, posts=(Role.CHIEF_EXECUTIVE,)),
    "link_person": Member("Linden Specimen", CAFCASS, posts=(Role.LINK_PERSON,)),
    "contributor": Member("Coral Specimen", CAFCASS, posts=(Role.CONTRIBUTOR,)),
    "cafcass_stranger": Member("Storm Specimen", CAFCASS),
}


class Cast:
    """`cast.qa_manager` is a saved Person, the same one each time; the names are the keys of MEMBERS."""

    def __init__(self) -> None:
        self._made: dict[str, Person] = {}

    def __getattr__(self, key: str) -> Person:
        if key.startswith("_") or key not in MEMBERS:
            raise AttributeError(f"Nobody in the cast is called {key}.")
        if key not in self._made:
            self._made[key] = make_person(MEMBERS[key], key)
        return self._made[key]

    def everybody(self) -> dict[str, Person]:
        """The whole cast by name: for matrices of role by page."""
        return {key: getattr(self, key) for key in MEMBERS}


def make_person(member: Member, key: str) -> Person:
    """Saves the person with their posts. Nobody has a password until a test calls `with_password`: hashing is slow."""
    person = Person(email=f"{key}@{member.side}.example", name=member.name, side=member.side, grade=member.grade)
    person.code_accepted_at = LONG_AGO if member.grade != NONE else None
    person.set_unusable_password()
    if key == "suspended":
        person.suspended_at = LONG_AGO
    person.save()
    Post.objects.bulk_create(Post(person=person, post=post.value, since=LONG_AGO) for post in member.posts)
    return person


def make_people(count: int) -> list[Person]:
    """That many further people at Ofsted, each holding a post: for the tests of lists."""
    member = Member("Extra Example", posts=(Role.MODERATOR,))
    return [make_person(member, f"extra_{number}") for number in range(count)]


def with_password(person: Person, password: str = PASSWORD) -> Person:
    """The same person, now able to sign in by the form."""
    person.set_password(password)
    person.save(update_fields=["password"])
    return person
