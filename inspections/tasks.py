"""What the worker does for this room: makes the contact sheet's PDF."""

from accounts.models import Person
from files import pdf
from files.actions import store
from files.jobs import Run, handler, readable_by
from files.models import Job, StoredFile
from inspections import contact_sheet as sheets
from inspections.models import Inspection
from inspections.queries import visible_inspections


@handler(sheets.JOB_KIND)
def make_contact_sheet(run: Run) -> StoredFile:
    """The PDF of the sheet as it stands when the worker comes to it."""
    inspection = Inspection.objects.get(ref=run.argument)
    run.step("Laying out the page", 40)
    content = pdf.render(sheets.printed(inspection))
    run.last_step("Keeping the file")
    return store(
        content,
        name="contact-sheet.pdf",
        content_type="application/pdf",
        by=run.job.by,
        inspection=inspection.ref,
    )


@readable_by(sheets.JOB_KIND)
def reads_contact_sheet(person: Person, job: Job) -> bool:
    """Whoever of Ofsted sees the inspection may see how far its sheet is."""
    ours = person.side == Person.Side.OFSTED
    return ours and visible_inspections(Inspection.objects.filter(ref=job.inspection), person).exists()
