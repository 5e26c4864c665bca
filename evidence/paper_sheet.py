"""The blank sheet for notes on paper: what a note asks for, with room to write, as a PDF that is made once."""

import hashlib
from uuid import UUID

from django.template.loader import render_to_string

from accounts import clock
from accounts.access import Thing, Verb
from accounts.models import Person
from evidence import headings
from evidence.models import Revision
from files.jobs import enqueue
from files.models import Job
from files.queries import job_of_key
from framework.versions import version
from inspections.models import Inspection
from inspections.roles import permit

JOB_KIND = "paper_sheet_pdf"
STYLESHEETS = ("report.css", "paper_sheet.css")
# As many as leave the sheet one page, also under a long title.
LINES = 20


def html_of(inspection: Inspection) -> str:
    """The sheet of an inspection, as the typesetter takes it: the same until its framework or its title changes."""
    framework = version(inspection.framework_version)
    context = {
        "inspection": inspection,
        "places": headings.places(framework),
        "findings": [label for _, label in Revision.Finding.choices],
        "lines": range(LINES),
        "day": clock.london(inspection.made_at).date().isoformat(),
    }
    return render_to_string("evidence/print/paper_sheet.html", context)


def key_of(inspection: Inspection, html: str) -> str:
    return f"{JOB_KIND}:{inspection.ref}:{hashlib.sha256(html.encode()).hexdigest()}"


def ask_for_sheet(inspection: Inspection, *, by: Person) -> None:
    permit(by, inspection, Thing.NOTE, Verb.CREATE)
    key = key_of(inspection, html_of(inspection))
    enqueue(JOB_KIND, argument=inspection.ref, key=key, by=by, inspection=inspection.ref)


def job_of(inspection: Inspection) -> Job | None:
    """The job that makes or made the sheet as it is now."""
    return job_of_key(key_of(inspection, html_of(inspection)))


def finished(inspection: Inspection, job_id: UUID) -> Job | None:
    """The job of that number, if it made a sheet of this inspection."""
    found = Job.objects.filter(pk=job_id, kind=JOB_KIND, inspection=inspection.ref, state=Job.State.DONE)
    return found.select_related("result").first()
