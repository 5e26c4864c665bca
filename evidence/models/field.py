"""What devices send: the ledger of each device, every save as it arrived, and words that wait for a person."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from accounts import clock
from accounts.appendonly import protect
from inspections.models import Inspection


class FieldDevice(models.Model):
    """One browser of one person, and what it last said of itself. `last_seq` is the device's own counter."""

    id = models.UUIDField(primary_key=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="field_devices")
    made_at = models.DateTimeField(default=clock.now)
    reported_at = models.DateTimeField(null=True, blank=True)
    last_seq = models.PositiveBigIntegerField(default=0)
    pending = models.PositiveIntegerField(default=0)
    oldest_pending = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["made_at"]

    def __str__(self) -> str:
        return f"Device of {self.person}"


class FieldSave(models.Model):
    """One save of a device, once: its id is the operation id, and `sha256` is that of the bytes that were sent.

    `document`, `parent` and `merged` are ids that the device gave; a parent may arrive later. `extra` is everything
    of the body but the words, which stand in the revision or, while they are held, in HeldWords.
    """

    op = models.UUIDField(primary_key=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="+")
    device = models.ForeignKey(FieldDevice, on_delete=models.PROTECT, null=True, related_name="saves")
    document = models.UUIDField(db_index=True)
    parent = models.UUIDField(null=True, db_index=True)
    merged = models.UUIDField(null=True, db_index=True)
    kind = models.CharField(max_length=20)
    seq = models.PositiveBigIntegerField(default=0)
    captured_at = models.DateTimeField(null=True)
    clock_offset_ms = models.BigIntegerField(default=0)
    received_at = models.DateTimeField(default=clock.now)
    sha256 = models.CharField(max_length=64)
    extra = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["received_at"]

    def __str__(self) -> str:
        return f"Save {self.op}"


class HeldWords(models.Model):
    """Words that are kept and not yet part of the record, until a person takes them in; `taken` is a row apart."""

    save_of = models.OneToOneField(FieldSave, on_delete=models.PROTECT, primary_key=True, related_name="held")
    reason = models.CharField(max_length=20)
    parts = models.JSONField()

    def __str__(self) -> str:
        return f"Held: {self.reason}"


class HeldTaken(models.Model):
    """A person took held words into the record."""

    held = models.OneToOneField(HeldWords, on_delete=models.PROTECT, related_name="taken")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"Taken in by {self.by}"


for _model in (FieldSave, HeldWords, HeldTaken):
    protect(_model)
