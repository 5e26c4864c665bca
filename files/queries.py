"""Reads of jobs, and the comparison of rows with what lies in the storage."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

from django.core.files.storage import Storage, default_storage

from accounts.models import Person
from accounts.refusals import NotHere
from files.jobs import registry
from files.models import Damaged, Destroyed, Job, StoredFile, Upload

# A file lies in the storage a moment before its row is committed; nothing is called forgotten before this age.
YOUNG_SECONDS = 3600


def visible_job(person: Person, job_id: UUID) -> Job:
    """The job, for whoever asked for it or may see its kind. Raises NotHere for everybody else, and for no job."""
    registry.load()
    job = Job.objects.select_related("result").filter(pk=job_id).first()
    if job is None or not _may_see(person, job):
        raise NotHere
    return job


def job_of_key(key: str) -> Job | None:
    """The job that makes or made what this key names, with its result: one that failed only where there is no other."""
    jobs = list(Job.objects.filter(key=key).select_related("result"))
    standing = [job for job in jobs if job.state != Job.State.FAILED] or jobs
    return standing[-1] if standing else None


def _may_see(person: Person, job: Job) -> bool:
    predicate = registry.READABLE_BY.get(job.kind)
    return job.by_id == person.pk or bool(predicate and predicate(person, job))


@dataclass
class Comparison:
    """Rows whose file is gone or damaged, by key, and files without a row, by their name in the storage."""

    lost: list[str] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)
    forgotten: list[str] = field(default_factory=list)

    @property
    def clean(self) -> bool:
        return not (self.lost or self.damaged or self.forgotten)


def compare_with_storage(young_seconds: float = YOUNG_SECONDS) -> Comparison:
    """Looks at every row and every file, and changes neither."""
    # The files first: one that is stored meanwhile is then not yet in the list.
    lying = [name for name in files_in(default_storage) if _age(name) >= young_seconds]
    found = Comparison()
    # What was destroyed has a row and no file; until the bytes are gone they are known.
    known = {each.path for each in Destroyed.objects.filter(gone_at=None).select_related("upload", "stored")}
    for stored in StoredFile.objects.filter(upload__destroyed=None, destroyed=None).order_by("pk").iterator():
        known.add(stored.path)
        _look_at(stored, found)
    # One that was let through has a row among the stored files, which was looked at already.
    for upload in Upload.objects.filter(destroyed=None).order_by("pk").iterator():
        if upload.path not in known:
            known.add(upload.path)
            _look_at(upload, found)
    found.forgotten = sorted(name for name in lying if name not in known)
    return found


def files_in(storage: Storage, folder: str = "") -> Iterator[str]:
    """The names of every file of the storage."""
    try:
        folders, names = storage.listdir(folder)
    except FileNotFoundError:  # nothing was ever stored
        return
    yield from (f"{folder}{name}" for name in names)
    for inner in folders:
        yield from files_in(storage, f"{folder}{inner}/")


def _look_at(stored: StoredFile | Upload, found: Comparison) -> None:
    if not default_storage.exists(stored.path):
        found.lost.append(stored.key)
        return
    try:
        with stored.mapped():
            pass
    except Damaged:
        found.damaged.append(stored.key)


def _age(name: str) -> float:
    return time.time() - default_storage.get_modified_time(name).timestamp()
