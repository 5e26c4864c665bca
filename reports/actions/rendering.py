"""Asking for a PDF. What is printed is fixed at that moment; a worker makes the file."""

from datetime import date

from django.db import transaction

from accounts.access import Thing, Verb
from accounts.models import Person
from files.jobs import enqueue
from inspections.roles import permit
from reports.content import Content, content_of, sha256_of
from reports.models import Rendering, Report
from reports.rendering_keys import JOB_KIND, job_key, rendering_key


@transaction.atomic
def ask_for_pdf(report: Report, stage: str, *, embargo_until: date | None = None, by: Person) -> Rendering:
    """Asks for the PDF of the text as it stands; the same content at the same stage is made once."""
    permit(by, report.inspection, Thing.DRAFT, Verb.EDIT, "Only the lead inspector asks for the PDF.")
    return render_later(report, stage, content_of(report), embargo_until=embargo_until, by=by)


def render_later(
    report: Report, stage: str, content: Content, *, embargo_until: date | None = None, by: Person | None
) -> Rendering:
    """The rendering of exactly this content, and its job, in the caller's transaction; the caller asked the rule."""
    sha256 = sha256_of(content)
    key = rendering_key(report.pk, stage, sha256, embargo_until)
    rendering, _ = Rendering.objects.get_or_create(
        key=key,
        defaults={
            "report": report,
            "stage": stage,
            "embargo_until": embargo_until,
            "content": content,
            "content_sha256": sha256,
        },
    )
    enqueue(JOB_KIND, argument=str(rendering.pk), key=job_key(key), by=by, inspection=report.inspection.ref)
    return rendering
