"""What the worker does for this room: makes PDFs, and publishes what is due at each tick."""

from files import pdf
from files.actions import store
from files.jobs import Run, handler, on_tick
from files.models import StoredFile
from reports import actions
from reports.models import Rendering
from reports.printing import STYLESHEETS, html_of
from reports.rendering_keys import JOB_KIND


@handler(JOB_KIND)
def make_pdf(run: Run) -> StoredFile:
    """The PDF of one rendering. Its name says what it is and nothing of what it holds."""
    rendering = Rendering.objects.select_related("report__inspection").get(pk=run.argument)
    run.step("Setting the text", 20)
    html = html_of(rendering)
    run.step("Laying out the pages", 40)
    content = pdf.render(html, stylesheets=STYLESHEETS)
    run.last_step("Keeping the file")
    name = f"{rendering.report.document}-{rendering.stage}.pdf"
    return store(
        content,
        name=name,
        content_type="application/pdf",
        by=run.job.by,
        inspection=rendering.report.inspection.ref,
    )


on_tick(actions.release_due)
