"""What the worker does for this room: makes the contact sheet."""

from django.template.loader import render_to_string

from files import pdf
from files.actions import store
from files.jobs import Run, handler
from files.models import StoredFile
from inspections.actions.contact_sheet import JOB_KIND
from inspections.models import ContactSheet

STYLESHEETS = ("report.css",)


@handler(JOB_KIND)
def make_contact_sheet(run: Run) -> StoredFile:
    """The PDF of one sheet, from the content that was fixed when somebody asked for it."""
    sheet = ContactSheet.objects.select_related("inspection").get(pk=run.argument)
    run.step("Setting the text", 20)
    html = render_to_string("inspections/print/contact_sheet.html", {"sheet": sheet.content, "made_at": sheet.made_at})
    run.step("Laying out the pages", 40)
    content = pdf.render(html, stylesheets=STYLESHEETS)
    run.last_step("Keeping the file")
    return store(
        content,
        name="contact-sheet.pdf",
        content_type="application/pdf",
        by=run.job.by,
        inspection=sheet.inspection.ref,
    )
