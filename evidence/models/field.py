"""What devices send: the ledger of each device, every save as it arrived, what is held for a person, and alarms."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from accounts import clock
from accounts.appendonly import protect
from evidence.models.blanking import Blankable, blanked_whole
from evidence.models.document import Document
from evidence.models.escaped import EscapedJSON
from inspections.models import Inspection


class FieldDevice(models.Model):
    """One store in one browser of one person, and what it last said of itself.

    `last_seq` is the device's own counter: 1 for its first save, without gaps. A store that was emptied comes back
    as another device, and `earlier` is the one that the same browser was before.
    """

    id = models.UUIDField(primary_key=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="field_devices")
    earlier = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="later")
    made_at = models.DateTimeField(default=clock.now)
    reported_at = models.DateTimeField(null=True)
    last_seq = models.PositiveBigIntegerField(default=0)
    pending = models.PositiveIntegerField(default=0)
    oldest_pending = models.DateTimeField(null=True)
    # What the key of this device is made from, beside a secret of the installation; empty once it is destroyed.
    key_salt = models.CharField(max_length=64, blank=True)
    # Which secret that is, by a hash that tells nothing of it.
    key_from = models.CharField(max_length=16, blank=True, db_default="")
    key_destroyed_at = models.DateTimeField(null=True)
    # When somebody said that it is lost; how is in the record.
    lost_at = models.DateTimeField(null=True)
    # How many missing saves of this device there were alarms about.
    alarmed = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["made_at"]

    def __str__(self) -> str:
        return f"Device of {self.person}"


class FieldSave(models.Model):
    """One save of a device, once: its id is the operation id, and `sha256` is that of the bytes that were sent.

    `document`, `parent` and `merged` are ids that the device gave; a parent may arrive later.
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
    # Of the words alone, as they came; empty for what came before this was kept.
    words_sha256 = models.CharField(max_length=64, blank=True, db_default="")

    class Meta:
        ordering: ClassVar = ["received_at"]
        indexes: ClassVar = [models.Index(fields=["device", "seq"], name="saves_counted")]

    def __str__(self) -> str:
        return f"Save {self.op}"


class SaveContent(Blankable):
    """What a save said besides its ids: `extra` is everything but the words; `parts` the words while they are held.

    The words of a save that went into the record at once stand in its revision and nowhere else.
    """

    save_of = models.OneToOneField(FieldSave, on_delete=models.PROTECT, primary_key=True, related_name="content")
    parts = EscapedJSON(default=dict)
    extra = EscapedJSON(default=dict)

    def __str__(self) -> str:
        return f"Content of {self.save_of_id}"


class HeldWords(models.Model):
    """Words that are kept and not yet part of the record; `settled` is a row apart. `finding` says what is amiss."""

    save_of = models.OneToOneField(FieldSave, on_delete=models.PROTECT, primary_key=True, related_name="held")
    reason = models.CharField(max_length=20)
    finding = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["save_of__received_at", "save_of"]

    def __str__(self) -> str:
        return f"Held: {self.reason}"


class HeldSettled(models.Model):
    """A person took held words into the record, in that document, or left them out of it with a reason."""

    held = models.OneToOneField(HeldWords, on_delete=models.PROTECT, related_name="settled")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"Settled by {self.by}"


class LossAlarm(models.Model):
    """Saves that a device made and that did not come: it stands until somebody says what became of them.

    LOST: the device does not have them either. SILENT: it has them, and was not heard of for long.
    UNLIKE: they came and were acknowledged, and the nightly comparison does not find them as they came.
    One row for each inspection on which the person writes, because nobody can tell any more which it was.
    """

    class Kind(models.TextChoices):
        LOST = "lost", "may be lost"
        SILENT = "silent", "wait on a device that is not heard of"
        UNLIKE = "unlike", "came and do not stand as they came"

    kind = models.CharField(max_length=10, choices=Kind)
    device = models.ForeignKey(FieldDevice, on_delete=models.PROTECT, related_name="alarms")
    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="+")
    saves = models.PositiveIntegerField()
    since = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)
    raised_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["raised_at", "id"]

    def __str__(self) -> str:
        return f"Alarm about {self.device_id}"


class SaveAmiss(models.Model):
    """A save that does not stand as it came, and why: found once, and named in one alarm."""

    save_of = models.OneToOneField(FieldSave, on_delete=models.PROTECT, primary_key=True, related_name="amiss")
    alarm = models.ForeignKey(LossAlarm, on_delete=models.PROTECT, related_name="found")
    why = models.CharField(max_length=100)

    class Meta:
        ordering: ClassVar = ["save_of"]

    def __str__(self) -> str:
        return f"Amiss: {self.save_of_id}"

    @property
    def label(self) -> str:
        """The kind of evidence, in words."""
        return str(Document.Kind(self.save_of.kind).label)


class LossAnswer(models.Model):
    """What became of saves that were missing, in somebody's words."""

    alarm = models.OneToOneField(LossAlarm, on_delete=models.PROTECT, related_name="answer")
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"Answer by {self.by}"


for _model in (FieldSave, HeldWords, HeldSettled, LossAlarm, SaveAmiss, LossAnswer):
    protect(_model)
protect(SaveContent, update_allowed_when=blanked_whole("save_of_id", ["parts", "extra"]))
