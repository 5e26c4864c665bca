"""What the worker does for this room: the PDF of an engagement letter, and reminders of one that is coming due."""

from django.template.loader import render_to_string

from accounts.models import Person
from files import pdf
from files.actions import store
from files.jobs import Run, handler, on_tick, readable_by
from files.models import Job, StoredFile
from inspections.actions.engagement_letter import JOB_KIND
from inspections.models import LetterPrint
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


on_tick(remind_of_letters)
