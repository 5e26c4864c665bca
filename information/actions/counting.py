"""What is kept of a child-level list: counts of groups (DATA-01), and hashes of names for the name guard (EVID-23)."""

from collections.abc import Callable
from datetime import timedelta

from accounts import clock
from accounts.record import record
from files.jobs import Run, enqueue
from files.models import Job
from framework.versions import version
from information.listing import MOST_BYTES, check, fields_for, names, read
from information.listing.columns import columns_of
from information.listing.spread import spread
from information.models import AnnexFile, ListCheck, ListSpread, NameHash
from information.queries.listing import CHECK_KIND, hasher_of, unchecked, uncounted
from inspections.lifecycle import locked
from inspections.models import Inspection

JOB_KIND = "count_list"
AGAIN_AFTER = timedelta(hours=1)
ROWS_AT_ONCE = 1000
NAMES = "case_name"
# What rooms above do once the names of a list are kept, in the transaction of the job; the job may be done twice.
KEPT: list[Callable[[ListCheck], None]] = []


def on_names_kept(follow: Callable[[ListCheck], None]) -> None:
    """Called by a room's AppConfig when the app starts."""
    if follow not in KEPT:
        KEPT.append(follow)


def count_sent_lists() -> None:
    """At every tick: a list that was sent is counted once the checks have let it through."""
    for each in uncounted():
        key = f"{JOB_KIND}:{each.pk}"
        if not Job.objects.filter(key=key, ended_at__gt=clock.now() - AGAIN_AFTER).exists():
            enqueue(JOB_KIND, argument=str(each.pk), key=key, inspection=each.request.inspection.ref)


def check_given_lists() -> None:
    """At every tick: a list that came as an ordinary file of its item, by its number, from the tray or in the item's
    own box, is checked as one that came over its own page; what is no list at all is looked at once."""
    for each in unchecked():
        enqueue(
            CHECK_KIND, argument=str(each.pk), key=f"{CHECK_KIND}:{each.pk}", inspection=each.request.inspection.ref
        )


def check_given(run: Run) -> None:
    """The job: from now on the list stands as checked and sent, and is counted."""
    file = AnnexFile.objects.select_related("request__inspection", "upload__stored", "upload__made_by").get(
        pk=run.argument
    )
    stored = file.upload.stored
    if file.sealed or stored is None or stored.size > MOST_BYTES:
        return
    fields, source = fields_for(version(file.request.framework_version))
    run.step("Checking the list", 20)
    found = check(stored.read(), fields, version(source).files.annex_a, clock.today())
    if found.refused:
        return
    run.last_step()
    inspection = locked(file.request.inspection)
    standing = AnnexFile.objects.filter(pk=file.pk, sealed_at=None, upload__destroyed=None)
    if standing.exists() and not ListCheck.objects.filter(upload=file.upload).exists():
        faults = [[fault.row, fault.column, fault.reason] for fault in found.faults]
        sent = {"request": file.request, "upload": file.upload, "by": file.upload.made_by, "sent_at": clock.now()}
        made = ListCheck.objects.create(rows=found.rows, faults=faults, **sent)
        record("checked list", made, by=None, inspection=inspection.ref, after=f"{len(faults)} faults")


def count_list(run: Run) -> None:
    """The job: reads the file once more. Nothing is kept of a list that was destroyed meanwhile."""
    held = ListCheck.objects.select_related("request__inspection", "upload__stored", "upload__destroyed")
    checked = held.get(pk=run.argument)
    if checked.upload.is_destroyed or checked.upload.stored is None:
        return
    inspection, on = checked.request.inspection, clock.today()
    fields, source = fields_for(version(checked.request.framework_version))
    run.step("Reading the list", 20)
    lines = read(checked.upload.stored.read(), fields, version(source).files.annex_a)
    columns = columns_of(lines.header, fields)
    run.step("Counting", 60)
    counts = spread(lines.rows, columns, on)
    places = [place for place, each in columns.items() if each.code == NAMES]
    cells = (row[place] for _, row in lines.rows for place in places if place < len(row))
    hashes = names.of_cells(hasher_of(inspection), cells)
    run.last_step()
    locked(inspection)
    if ListCheck.objects.filter(pk=checked.pk, upload__destroyed=None).exists():
        made, new = ListSpread.objects.get_or_create(check_of=checked, defaults={"counts": counts, "on": on})
        if new:
            record("counted list", made, by=None, inspection=inspection.ref, after=f"{checked.rows} rows")
        _keep(inspection, hashes)
        for follow in KEPT:
            follow(checked)


def _keep(inspection: Inspection, hashes: dict[tuple[str, str], bool]) -> None:
    rows = [
        NameHash(inspection=inspection, kind=kind, digest=digest, common=common)
        for (kind, digest), common in sorted(hashes.items())
    ]
    NameHash.objects.bulk_create(rows, batch_size=ROWS_AT_ONCE, ignore_conflicts=True)
