"""What the worker does for this room: contact sheets, letters after engagement meetings, and reminders of these."""

from django.template.loader import render_to_string

from accounts.access import Role
from accounts.models import Person
from files import pdf
from files.actions import store
from files.jobs import GiveUp, Run, handler, on_tick, readable_by
from files.models import Job, StoredFile, Upload
from files.telling import also_told
from inspections import contact_sheet as sheets
from inspections.actions.engagement_letter import JOB_KIND
from inspections.models import Inspection, LetterPrint
from inspections.queries import people_with_role, visible_inspections
from inspections.reminding import remind_of_letters

STYLESHEETS = ("report.css", "engagement_letter.css")


@handler(JOB_KIND)
def make_letter_pdf(run: Run) -> StoredFile:
    """The PDF of one fixed content."""
    printed = LetterPrint.objects.get(pk=run.argument)
    run.step("Setting the text", 20)
    html = html_of(printed)
    run.step("Laying out the pages", 40)
    content = pdf.render(html, stylesheets=STYLESHEETS)
    run.last_step("Keeping the file")
    name = f"engagement-letter-{printed.content['year']}.pdf"
    return store(content, name=name, content_type="application/pdf", by=run.job.by)


def html_of(printed: LetterPrint) -> str:
    return render_to_string("inspections/print/engagement_letter.html", printed.content)


@readable_by(JOB_KIND)
def at_ofsted(person: Person, job: Job) -> bool:
    """A bar of progress tells nothing of the letter; the page around it has its own gate."""
    return person.side == Person.Side.OFSTED


@handler(sheets.JOB_KIND)
def make_contact_sheet(run: Run) -> StoredFile:
    """The PDF of exactly the sheet that was asked for: the job's key holds its hash."""
    inspection = Inspection.objects.get(ref=run.argument)
    html = sheets.printed(sheets.contact_sheet(inspection))
    if sheets.key_of(inspection, html) != run.job.key:
        raise GiveUp("The team or its sites changed before the sheet was made. Have it made again.")
    run.step("Laying out the page", 40)
    content = pdf.render(html)
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


@also_told
def leads(upload: Upload) -> list[Person]:
    """The lead of the inspection that a held file was sent for."""
    inspection = Inspection.objects.filter(ref=upload.inspection).first() if upload.inspection else None
    return list(people_with_role(inspection, Role.LEAD).filter(suspended_at=None)) if inspection else []


on_tick(remind_of_letters)
