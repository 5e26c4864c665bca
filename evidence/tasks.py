"""What the worker does for this room: files of whole records, blank sheets, silent devices, and names found since."""

from accounts import clock
from accounts.access import Thing, Verb, allowed
from accounts.models import Person
from evidence import paper_sheet
from evidence.actions import guarding
from evidence.actions.exporting import may_export
from evidence.export import JOB_KIND
from evidence.export.file import file_of
from evidence.export.rows import rows_of
from evidence.field import comparing
from evidence.field.ledger import look_for_silence
from files import pdf
from files.actions import store
from files.jobs import GiveUp, Run, handler, on_tick, readable_by
from files.models import Job, StoredFile
from inspections.models import Inspection
from inspections.roles import roles_on


@handler(JOB_KIND)
def make_export(run: Run) -> StoredFile:
    """The file of the record as it stands when the worker comes to it; whoever asked must still be allowed to."""
    inspection = Inspection.objects.get(ref=run.argument)
    if run.job.by is None:
        raise GiveUp("Nobody asked for this export.")
    may_export(run.job.by, inspection)
    run.step("Reading the record", 10)
    made_at, rows = clock.now(), rows_of(inspection)
    run.step("Writing the document", 50)
    content = file_of(rows, made_at=made_at, made_by=run.job.by.name)
    run.last_step("Keeping the file")
    name = f"evidence-record-{inspection.ref}-{clock.london(made_at):%Y-%m-%d-%H%M}.zip"
    return store(content, name=name, content_type="application/zip", by=run.job.by, inspection=inspection.ref)


def _may(person: Person, job: Job, thing: Thing, verb: Verb) -> bool:
    """What the access table says of the inspection that the job is about."""
    inspection = Inspection.objects.filter(ref=job.inspection).first()
    return inspection is not None and allowed(roles_on(person, inspection), thing, verb, person, inspection)


@readable_by(JOB_KIND)
def takes_exports(person: Person, job: Job) -> bool:
    return _may(person, job, Thing.EVIDENCE_EXPORT, Verb.READ)


@handler(paper_sheet.JOB_KIND)
def make_paper_sheet(run: Run) -> StoredFile:
    """The sheet that was asked for: the job's key holds its hash."""
    inspection = Inspection.objects.get(ref=run.argument)
    html = paper_sheet.html_of(inspection)
    if paper_sheet.key_of(inspection, html) != run.job.key:
        raise GiveUp("The inspection changed before the sheet was made. Have it made again.")
    run.step("Laying out the page", 40)
    content = pdf.render(html, stylesheets=paper_sheet.STYLESHEETS)
    run.last_step("Keeping the file")
    name = f"note-sheet-{inspection.ref}.pdf"
    return store(content, name=name, content_type="application/pdf", by=run.job.by, inspection=inspection.ref)


@readable_by(paper_sheet.JOB_KIND)
def writes_notes(person: Person, job: Job) -> bool:
    return _may(person, job, Thing.NOTE, Verb.CREATE)


handler(guarding.JOB_KIND)(guarding.look_again)
handler(comparing.JOB_KIND)(comparing.compare)
on_tick(look_for_silence)
on_tick(comparing.compare_soon)
