"""The email that confirms the call; its words are fixed, so that nobody can blank the legal basis (GEN-03)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.template.loader import render_to_string

from accounts.access import Role
from framework.versions import version
from inspections.kinds import label
from inspections.models import Inspection
from inspections.queries import team_now
from scheduling import queries as timelines
from scheduling.timetable import Milestone

# The call itself is over when the email goes out, and how late it might have been is our affair.
OURS = ("notification", "notification_latest")
# What rooms above ask of Cafcass with the same mail: each gives a paragraph.
ASKED: list[Callable[[Inspection], str]] = []


@dataclass(frozen=True)
class Confirmation:
    subject: str
    body: str


def confirmation(inspection: Inspection, called_on: date) -> Confirmation:
    """The email as it would go out for a call on that day."""
    pinned = version(inspection.framework_version)
    held = {member.role: member.person for member in team_now(inspection)}
    context = {
        "inspection": inspection,
        "kind": label(inspection.kind, pinned).lower(),
        "called_on": called_on,
        "framework": pinned,
        "milestones": told_dates(inspection),
        "lead": held.get(Role.LEAD),
        "site_url": settings.SITE_URL.rstrip("/"),
        "qa_manager": held.get(Role.QA_MANAGER),
        "asked": [ask(inspection) for ask in ASKED],
    }
    subject = f"Confirmation: {one_line(inspection.title)}"[:200]
    return Confirmation(subject, render_to_string("inspections/announcement_mail.txt", context))


def one_line(title: str) -> str:
    """The title as a mail's subject can carry it: a pasted one may hold line breaks, marks and hard spaces."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in title).split())


def told_dates(inspection: Inspection) -> list[Milestone]:
    """The dates that Cafcass may see, in order."""
    return [milestone for milestone in timelines.told(inspection.timeline) if milestone.code not in OURS]
