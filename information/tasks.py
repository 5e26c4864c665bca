"""What the worker does for this room: counts the lists that were sent, proposes from them, makes packs for staff."""

from accounts import clock
from accounts.access import Thing, Verb, allowed
from accounts.models import Person
from files import pdf
from files.actions import store
from files.jobs import Run, handler, on_tick, readable_by
from files.models import Job, StoredFile
from information import staff_pack
from information.actions import counting, proposing
from information.queries.listing import CHECK_KIND
from information.queries.proposal import JOB_KIND
from inspections.models import Inspection
from inspections.roles import roles_on

handler(counting.JOB_KIND)(counting.count_list)
handler(CHECK_KIND)(counting.check_given)
on_tick(counting.check_given_lists)
on_tick(counting.count_sent_lists)
handler(JOB_KIND)(proposing.propose_in_job)


@handler(staff_pack.JOB_KIND)
def make_staff_pack(run: Run) -> StoredFile:
    inspection = Inspection.objects.get(ref=run.argument)
    run.step("Laying out the pages", 40)
    html = staff_pack.html_of(inspection, clock.london(run.job.made_at).date().isoformat())
    content = pdf.render(html, stylesheets=staff_pack.STYLESHEETS)
    run.last_step("Keeping the file")
    name = f"for-staff-of-cafcass-{inspection.ref}.pdf"
    return store(content, name=name, content_type="application/pdf", by=run.job.by, inspection=inspection.ref)


def _reads(person: Person, job: Job, thing: Thing) -> bool:
    inspection = Inspection.objects.filter(ref=job.inspection).first()
    return inspection is not None and allowed(roles_on(person, inspection), thing, Verb.READ, person, inspection)


@readable_by(staff_pack.JOB_KIND)
def prepares(person: Person, job: Job) -> bool:
    return _reads(person, job, Thing.PREPARATION)


@readable_by(JOB_KIND)
def reads_proposals(person: Person, job: Job) -> bool:
    return _reads(person, job, Thing.SAMPLE_PROPOSAL)
