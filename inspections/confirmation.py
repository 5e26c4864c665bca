"""The email that confirms the call; its words are fixed, so that nobody can blank the legal basis (GEN-03)."""

from dataclasses import dataclass
from datetime import date

from django.template.loader import render_to_string

from framework.versions import version
from inspections.kinds import label
from inspections.models import Inspection
from inspections.queries import people_with_role
from scheduling import queries as timelines


@dataclass(frozen=True)
class Confirmation:
    subject: str
    body: str


def confirmation(inspection: Inspection, called_on: date) -> Confirmation:
    """The email as it would go out for a call on that day."""
    pinned = version(inspection.framework_version)
    context = {
        "inspection": inspection,
        "kind": label(inspection.kind, pinned).lower(),
        "called_on": called_on,
        "framework": pinned,
        "milestones": timelines.current(inspection.timeline).shown_to_cafcass().milestones,
        "lead": people_with_role(inspection, "lead").first(),
        "qa_manager": people_with_role(inspection, "qa_manager").first(),
    }
    subject = f"Confirmation: {inspection.title}"[:200]
    return Confirmation(subject, render_to_string("inspections/announcement_mail.txt", context))
