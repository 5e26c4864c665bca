"""Stored files, the jobs that make them, files that people sent, and mail on its way out."""

import hashlib
import mmap
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from accounts import clock
from accounts.appendonly import protect, refuse
from accounts.models import Person
from files.workflow import AVAILABLE, DONE, FAILED, HELD, QUEUED, RUNNING, SENDING, SENT, UPLOAD

KEY_BYTES = 24
DAMAGED = "The stored file {} is damaged: its bytes are not those that were stored."


class Damaged(Exception):
    """A stored file is gone or its bytes are not those that were stored; the message names it by key."""


class StoredFile(models.Model):
    """One file that never changes: where it lies, what it is called, and the hash that its bytes must have."""

    key = models.CharField(max_length=64, unique=True, editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    size = models.PositiveBigIntegerField(editable=False)
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    inspection = models.CharField(max_length=40, blank=True, db_index=True)
    made_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(key__regex=rf"^[0-9a-f]{{{2 * KEY_BYTES}}}$"), name="stored_file_key_random"
            ),
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="stored_file_hashed"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> str:
        """The name inside the storage; it comes from the random key only, so nothing about the file can be guessed."""
        return path_of(self.key)

    def read(self) -> bytes:
        """Every byte, checked against the hash. Raises Damaged."""
        return read_whole(self.key, self.sha256)

    def mapped(self) -> AbstractContextManager[mmap.mmap]:
        """The same for a large one, which is never whole in memory. Raises Damaged."""
        return mapped(self.key, self.sha256)


def path_of(key: str) -> str:
    return f"{key[:2]}/{key}"


CHUNK_BYTES = 1024 * 1024


@contextmanager
def mapped(key: str, sha256: str) -> Iterator[mmap.mmap]:
    """The bytes that lie under the key, mapped and not read into memory, after their hash was checked. Raises Damaged.

    A storage that is no folder is copied to a file without a name first. There is no map of an empty file.
    """
    with ExitStack() as stack:
        try:
            opened: Any = stack.enter_context(default_storage.open(path_of(key), "rb"))
            if not isinstance(default_storage, FileSystemStorage):
                copy = stack.enter_context(tempfile.TemporaryFile())
                shutil.copyfileobj(opened, copy, CHUNK_BYTES)
                copy.flush()
                opened = copy
            content = stack.enter_context(mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ))
        except (OSError, ValueError) as error:
            raise Damaged(f"The stored file {key} cannot be read from the storage.") from error
        digest = hashlib.sha256()
        for at in range(0, len(content), CHUNK_BYTES):
            digest.update(content[at : at + CHUNK_BYTES])
        if digest.hexdigest() != sha256:
            raise Damaged(DAMAGED.format(key))
        yield content


def read_whole(key: str, sha256: str) -> bytes:
    """The bytes that lie under the key. Raises Damaged when they are gone or are not those of the hash."""
    try:
        with default_storage.open(path_of(key), "rb") as opened:
            content: bytes = opened.read()
    except OSError as error:
        raise Damaged(f"The stored file {key} cannot be read from the storage.") from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise Damaged(DAMAGED.format(key))
    return content


class JobQuerySet(models.QuerySet["Job"]):
    def held(self, worker: str) -> "JobQuerySet":
        """The jobs that this worker runs now; empty for a worker that another has replaced."""
        return self.filter(state=RUNNING, worker=worker)

    def stale(self) -> "JobQuerySet":
        """Running, but nothing was heard for too long."""
        return self.filter(state=RUNNING, heartbeat_at__lt=_ago(settings.JOB_STALE_SECONDS))

    def unheard(self) -> "JobQuerySet":
        """Queued and never offered to the broker, or offered so long ago that the broker must have lost it."""
        return self.filter(state=QUEUED).filter(Q(offered_at=None) | Q(offered_at__lt=_ago(settings.JOB_LOST_SECONDS)))


class ArrivingFile(models.Model):
    """A file on its way in pieces (see files/arriving.py): whose it is and how large it will be, in bytes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    taken_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["made_at", "id"]
        constraints = [models.CheckConstraint(condition=Q(size__gt=0), name="arriving_file_has_a_size")]

    def __str__(self) -> str:
        return self.name


class Job(models.Model):
    """Work that a worker does. This row is the truth about it; the broker only wakes the worker up."""

    class State(models.TextChoices):
        QUEUED = QUEUED, "Waiting"
        RUNNING = RUNNING, "Running"
        DONE = DONE, "Done"
        FAILED = FAILED, "Failed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=200)
    argument = models.CharField(max_length=100, blank=True)
    inspection = models.CharField(max_length=40, blank=True, db_index=True)
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=QUEUED)
    progress = models.PositiveSmallIntegerField(default=0)
    step = models.CharField(max_length=120, blank=True)
    error = models.CharField(max_length=500, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    worker = models.CharField(max_length=120, blank=True)
    result = models.OneToOneField(StoredFile, null=True, on_delete=models.PROTECT, related_name="job")
    made_at = models.DateTimeField(default=clock.now)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    # By the database's own clock, not the product's: a demo clock that is moved must not make a worker look dead.
    heartbeat_at = models.DateTimeField(null=True)
    offered_at = models.DateTimeField(null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "id"]
        indexes = [models.Index(fields=["state", "heartbeat_at"], name="job_by_state")]
        constraints = [
            models.UniqueConstraint(fields=["key"], condition=~Q(state=FAILED), name="job_once_for_a_key"),
            models.CheckConstraint(condition=Q(state__in=[QUEUED, RUNNING, DONE, FAILED]), name="job_state_known"),
            models.CheckConstraint(condition=Q(progress__lte=100), name="job_progress_is_a_percentage"),
            models.CheckConstraint(condition=Q(result=None) | Q(state=DONE), name="job_result_only_when_done"),
            models.CheckConstraint(condition=~Q(state=FAILED) | ~Q(error=""), name="job_failed_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.argument}"

    @property
    def ended(self) -> bool:
        return self.state in (DONE, FAILED)


class OutgoingMail(models.Model):
    """A mail to one address, sent once by the worker. Text only: it has no place for an attachment."""

    class State(models.TextChoices):
        QUEUED = QUEUED, "Waiting"
        SENDING = SENDING, "Being sent"
        SENT = SENT, "Sent"
        FAILED = FAILED, "Failed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    to = models.EmailField(max_length=254, db_column="to_address")
    subject = models.CharField(max_length=200)
    body = models.TextField()
    inspection = models.CharField(max_length=40, blank=True, db_index=True)
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=500, blank=True)
    made_at = models.DateTimeField(default=clock.now)
    sent_at = models.DateTimeField(null=True)
    tried_at = models.DateTimeField(null=True)
    try_after = models.DateTimeField(null=True)

    class Meta:
        ordering = ["made_at", "id"]
        verbose_name = "mail"
        indexes = [models.Index(fields=["state", "try_after"], name="mail_by_state")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=[QUEUED, SENDING, SENT, FAILED]), name="mail_state_known"),
            models.CheckConstraint(condition=~Q(state=FAILED) | ~Q(error=""), name="mail_failed_says_why"),
        ]

    def __str__(self) -> str:
        return self.subject


class MailNote(models.Model):
    """What came after a mail: it was sent back, or somebody has seen to the trouble with it. Append-only."""

    class Kind(models.TextChoices):
        BOUNCED = "bounced", "Sent back"
        SEEN_TO = "seen_to", "Seen to"

    mail = models.ForeignKey(OutgoingMail, on_delete=models.PROTECT, related_name="notes")
    kind = models.CharField(max_length=10, choices=Kind)
    text = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=["bounced", "seen_to"]), name="mail_note_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.mail}"


class Upload(models.Model):
    """A file that somebody sent. Its bytes lie under its key from the start; only `stored` makes them readable.

    There is a stored file if and only if the checks let the upload through, so nothing else can ever be served.
    """

    class State(models.TextChoices):
        RECEIVED = "received", "Being checked"
        QUARANTINED = "quarantined", "In quarantine"
        AVAILABLE = AVAILABLE, "Ready"
        HELD = HELD, "Held"

    key = models.CharField(max_length=64, unique=True, editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    size = models.PositiveBigIntegerField(editable=False)
    name = models.CharField(max_length=200)
    inspection = models.CharField(max_length=40, blank=True, db_index=True)
    made_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    state = models.CharField(max_length=12, choices=State, default=UPLOAD.initial)
    held_reason = models.CharField(max_length=300, blank=True)
    # Why it still waits after a check that could not be finished; "" otherwise.
    waiting = models.CharField(max_length=300, blank=True)
    checked_at = models.DateTimeField(null=True)
    pages = models.PositiveIntegerField(null=True)
    words = models.PositiveIntegerField(null=True)
    stored = models.OneToOneField(StoredFile, null=True, on_delete=models.PROTECT, related_name="upload")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=UPLOAD.states), name="upload_state_known"),
            models.CheckConstraint(condition=Q(size__gt=0), name="upload_not_empty"),
            models.CheckConstraint(
                condition=Q(state=AVAILABLE, stored__isnull=False) | (~Q(state=AVAILABLE) & Q(stored=None)),
                name="upload_stored_only_when_available",
            ),
            models.CheckConstraint(condition=~Q(state=HELD) | ~Q(held_reason=""), name="upload_held_says_why"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> str:
        return path_of(self.key)

    @property
    def available(self) -> bool:
        return self.state == AVAILABLE

    @property
    def held(self) -> bool:
        return self.state == HELD

    @property
    def being_checked(self) -> bool:
        return not (self.available or self.held)

    @property
    def is_destroyed(self) -> bool:
        return hasattr(self, "destroyed")

    def mapped(self) -> AbstractContextManager[mmap.mmap]:
        """Every byte, checked against the hash; for the checks and for nobody else. Raises Damaged."""
        return mapped(self.key, self.sha256)


class Destroyed(models.Model):
    """The bytes of an upload, or of a file that was made here, are to go; its row, name and hash stay.

    Since `gone_at` nothing lies there.
    """

    upload = models.OneToOneField(Upload, on_delete=models.PROTECT, related_name="destroyed", null=True)
    stored = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="destroyed", null=True)
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    gone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="destroyed_says_why"),
            models.CheckConstraint(
                condition=Q(upload=None, stored__isnull=False) | Q(upload__isnull=False, stored=None),
                name="destroyed_is_one_file",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.upload or self.stored} destroyed"

    @property
    def path(self) -> str:
        file = self.upload or self.stored
        assert file
        return file.path


def _ago(seconds: float) -> Any:
    return Now() - timedelta(seconds=seconds)


def one_more() -> Any:
    return F("attempts") + 1


protect(StoredFile)
protect(MailNote)
refuse(Job, "DELETE", "A job is never deleted.")
refuse(Job, "UPDATE", "A job that has ended is never changed.", f"OLD.state IN ('{DONE}', '{FAILED}')")
protect(
    OutgoingMail,
    update_allowed_when=f"OLD.state NOT IN ('{SENT}', '{FAILED}') AND NEW.to_address = OLD.to_address "
    "AND NEW.subject = OLD.subject AND NEW.body = OLD.body",
)
protect(
    Upload,
    update_allowed_when=f"OLD.state NOT IN ('{AVAILABLE}', '{HELD}') AND NEW.key = OLD.key "
    "AND NEW.sha256 = OLD.sha256 AND NEW.size = OLD.size AND NEW.name = OLD.name AND NEW.made_at = OLD.made_at",
)
protect(
    Destroyed,
    update_allowed_when="OLD.gone_at IS NULL AND COALESCE(NEW.upload_id, 0) = COALESCE(OLD.upload_id, 0) "
    "AND COALESCE(NEW.stored_id, 0) = COALESCE(OLD.stored_id, 0) AND NEW.reason = OLD.reason AND NEW.at = OLD.at",
)
