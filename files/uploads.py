"""A file on its way in: bytes under a random key, a row that names them, quarantine, checks, and then a stored file.

Each stage is a step that may be done again: bytes without a row are removed or found by `reconcile_files`, a
row without an end has its job, which another worker takes up when the first one is killed.
"""

import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import QuerySet
from django.utils.module_loading import import_string

from accounts import clock
from accounts.models import Person
from accounts.pages import content_sha256
from accounts.record import record
from files import telling
from files.actions import safe_name
from files.checking import Bytes, Finding
from files.jobs import Run, enqueue
from files.models import KEY_BYTES, Job, StoredFile, Upload, path_of
from files.workflow import FAILED, QUARANTINED, RECEIVED, UPLOAD

JOB_KIND = "check_upload"
AGAIN_AFTER = timedelta(minutes=10)
AGAIN_AT_MOST = timedelta(days=1)
WAITS = (
    "The check of this file could not be finished, for example because the virus scanner did not answer. "
    "The file is kept, nobody can open it, and it is checked again by itself. You need not send it again."
)


@dataclass(frozen=True)
class Arrived:
    """Bytes that lie in the storage and have no row yet."""

    key: str
    sha256: str
    size: int
    name: str


def content_of(arrived: Arrived, most: int = -1) -> bytes:
    """Its bytes, or the first of them, for a look at what it is: nothing unchecked is handed to anybody."""
    with default_storage.open(path_of(arrived.key)) as opened:
        return bytes(opened.read(most))


@contextmanager
def arriving(files: Iterable[Any]) -> Iterator[list[Arrived]]:
    """Writes the bytes outside any transaction; those that no row has taken when the block ends are removed again."""
    arrived: list[Arrived] = []
    try:
        for each in files:
            arrived.append(_keep(each))
        yield arrived
    finally:
        taken = set(Upload.objects.filter(key__in=[each.key for each in arrived]).values_list("key", flat=True))
        for each in arrived:
            if each.key not in taken:
                default_storage.delete(path_of(each.key))


def _keep(file: "File[bytes]") -> Arrived:
    key, sha256 = secrets.token_hex(KEY_BYTES), content_sha256(file)
    default_storage.save(path_of(key), file)
    return Arrived(key, sha256, file.size, safe_name(file.name or ""))


@transaction.atomic
def receive(arrived: Arrived, *, by: Person, inspection: str = "") -> Upload:
    """The row of arrived bytes and the job that checks them. The caller asked its own rule before."""
    upload = Upload.objects.create(
        key=arrived.key,
        sha256=arrived.sha256,
        size=arrived.size,
        name=arrived.name,
        inspection=inspection,
        made_by=by,
    )
    record("received", upload, by=by, inspection=inspection, after=upload.state)
    enqueue(JOB_KIND, argument=str(upload.pk), key=f"{JOB_KIND}:{upload.pk}", by=by, inspection=inspection)
    return upload


def check(run: Run) -> None:
    """The job: reads the bytes back, asks every check, and lets the file through or holds it.

    A check that fails by itself is tried again by the job, and by `check_waiting` when the job gave up; until one ends,
    the file stays in quarantine.
    """
    upload = Upload.objects.select_related("destroyed").get(pk=run.argument)
    if upload.is_destroyed or not UPLOAD.names_from(upload.state):
        return
    run.step("Reading the file back", 20)
    with upload.mapped() as content:
        if upload.state == RECEIVED:
            _move(upload, "quarantine")
        run.step("Checking what the file is", 50)
        finding = ask_all(upload.name, content)
    run.last_step("Keeping the result")
    _hold(upload, finding) if finding.held else _release(upload, finding)


def check_waiting() -> None:
    """At every tick: an upload whose job gave up, as when a scanner is down, waits with a reason and is checked again.

    After ten minutes first, then after twice as long each time, at most after a day: a file on which every check
    hangs must not keep the worker from all others.
    """
    for upload in Upload.objects.filter(state__in=(RECEIVED, QUARANTINED), destroyed=None):
        key = f"{JOB_KIND}:{upload.pk}"
        jobs = Job.objects.filter(key=key)
        if jobs.exclude(state=FAILED).exists():
            continue
        failed = list(jobs.order_by("ended_at").values_list("ended_at", "error"))
        if failed and not upload.waiting:
            _wait(upload, failed[-1][1])
        pause = min(AGAIN_AFTER * 2 ** min(max(len(failed) - 1, 0), 10), AGAIN_AT_MOST)
        if not failed or failed[-1][0] <= clock.now() - pause:
            enqueue(JOB_KIND, argument=str(upload.pk), key=key, by=upload.made_by, inspection=upload.inspection)


def waiting() -> QuerySet[Upload]:
    """Those whose check could not be finished, the oldest first."""
    kept = Upload.objects.filter(state__in=(RECEIVED, QUARANTINED), destroyed=None)
    return kept.exclude(waiting="").select_related("made_by")


@transaction.atomic
def check_again(uploads: Iterable[Upload], *, by: Person) -> int:
    """Without waiting for the tick: the scanner is back, say. Returns how many are checked. The caller asked its rule.

    One whose check waits or runs already is passed over.
    """
    asked = 0
    for upload in uploads:
        key = f"{JOB_KIND}:{upload.pk}"
        if not Job.objects.filter(key=key).exclude(state=FAILED).exists():
            enqueue(JOB_KIND, argument=str(upload.pk), key=key, by=by, inspection=upload.inspection)
            record("asked for another check of", upload, by=by, inspection=upload.inspection)
            asked += 1
    return asked


@transaction.atomic
def _wait(upload: Upload, error: str) -> None:
    """The first that waits is told to the administrators; the health page tells of the scanner as long as it lasts."""
    first = not Upload.objects.exclude(waiting="").filter(state__in=(RECEIVED, QUARANTINED)).exists()
    upload.waiting = WAITS
    upload.save(update_fields=["waiting"])
    record("waits", upload, by=None, inspection=upload.inspection)
    if first:
        telling.waits(upload, error)


def ask_all(name: str, content: Bytes) -> Finding:
    """What the checks of the setting say: the first reason to hold the file, or all that they know of it."""
    known = Finding()
    for dotted in settings.UPLOAD_CHECKS:
        found: Finding = import_string(dotted)(name, content)
        known = Finding(
            found.held,
            found.content_type or known.content_type,
            found.pages if found.pages is not None else known.pages,
            found.words if found.words is not None else known.words,
        )
        if known.held:
            break
    return known


def _hold(upload: Upload, finding: Finding) -> None:
    _move(upload, "hold", held_reason=finding.held[:300], waiting="", checked_at=clock.now())
    telling.held(upload)


def _release(upload: Upload, finding: Finding) -> None:
    stored = StoredFile.objects.create(
        key=upload.key,
        sha256=upload.sha256,
        size=upload.size,
        name=upload.name,
        content_type=finding.content_type or "application/octet-stream",
        inspection=upload.inspection,
        made_by=upload.made_by,
    )
    _move(
        upload, "release", stored=stored, pages=finding.pages, words=finding.words, waiting="", checked_at=clock.now()
    )


@transaction.atomic
def _move(upload: Upload, step: str, **values: Any) -> None:
    before, upload.state = upload.state, UPLOAD.target(upload.state, step)
    for name, value in values.items():
        setattr(upload, name, value)
    upload.save(update_fields=["state", *values])
    record(upload.state, upload, by=None, inspection=upload.inspection, before=before, after=upload.state)
