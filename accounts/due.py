"""What somebody owes, and when: each room answers `due(person, day)`; the desk shows it and the daily job mails it."""

from dataclasses import dataclass
from datetime import date

from accounts.models import Person


@dataclass(frozen=True)
class Due:
    """One thing owed. `key` names it for ever, such as "engagement-letter-12", so that it is mailed once a stage.

    `title` names no child and no finding: it goes by mail. `page` is a full path. `suggestion` is for what is never
    overdue (SELF-03): it is shown and reminded of, in other words.
    """

    key: str
    person: Person
    day: date
    title: str
    page: str
    inspection: str = ""
    suggestion: bool = False
