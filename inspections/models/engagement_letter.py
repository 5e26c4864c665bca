"""The letter after the engagement meeting: five texts, no grade, and no address for the public (AEM-10…13)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts import clock
from accounts.appendonly import protect, refuse
from files.models import StoredFile
from inspections.models.engagement import EngagementMeeting

PERSON = settings.AUTH_USER_MODEL


class EngagementLetter(models.Model):
    """One letter a meeting, to the chief executive. Once it is sent, content and file stay as they went."""

    meeting = models.OneToOneField(EngagementMeeting, on_delete=models.PROTECT, related_name="letter")
    due_on = models.DateField()
    send_by = models.DateField()
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    content = models.JSONField(null=True, blank=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(sent_at=None) | Q(file__isnull=False, sent_by__isnull=False, content__isnull=False),
                name="engagement_letter_sent_whole",
            ),
            models.CheckConstraint(condition=Q(send_by__lte=models.F("due_on")), name="letter_sent_by_its_day"),
        ]

    def __str__(self) -> str:
        return f"Engagement letter {self.meeting.year}"

    @property
    def sent(self) -> bool:
        return self.sent_at is not None


class LetterText(models.Model):
    """The text of one of the five sections, by its code in the framework version (AEM-13)."""

    letter = models.ForeignKey(EngagementLetter, on_delete=models.PROTECT, related_name="texts")
    section = models.CharField(max_length=12)
    text = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["section"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["letter", "section"], name="letter_section_once")]

    def __str__(self) -> str:
        return f"{self.section} of {self.letter_id}"


class GradeWordGround(models.Model):
    """The author's word that a grade word in this very sentence is no judgement, and on which ground (AEM-12)."""

    letter = models.ForeignKey(EngagementLetter, on_delete=models.PROTECT, related_name="grounds")
    sentence = models.TextField()
    word = models.CharField(max_length=60)
    ground = models.CharField(max_length=20)
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.word} in {self.letter_id}"


class LetterPrint(models.Model):
    """A PDF as it was asked for: this content, whatever is edited later. A job of this key makes it."""

    letter = models.ForeignKey(EngagementLetter, on_delete=models.PROTECT, related_name="prints")
    content = models.JSONField()
    content_sha256 = models.CharField(max_length=64)
    key = models.CharField(max_length=120, unique=True)
    asked_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"PDF of {self.letter_id}"


class LetterReminder(models.Model):
    """The chair was reminded so many days before the letter is due: once (AEM-10)."""

    letter = models.ForeignKey(EngagementLetter, on_delete=models.PROTECT, related_name="reminders")
    days_before = models.PositiveSmallIntegerField()
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["letter", "days_before"], name="letter_reminded_once")]

    def __str__(self) -> str:
        return f"{self.days_before} days before {self.letter_id}"


for _model in (GradeWordGround, LetterPrint, LetterReminder):
    protect(_model)
refuse(EngagementLetter, "DELETE", "An engagement letter is never deleted.")
refuse(EngagementLetter, "UPDATE", "A letter that was sent is never changed.", "OLD.sent_at IS NOT NULL")
_SENT = (
    f"EXISTS (SELECT 1 FROM {EngagementLetter._meta.db_table} l WHERE l.id = NEW.letter_id AND l.sent_at IS NOT NULL)"
)
for _event in ("INSERT", "UPDATE"):
    refuse(LetterText, _event, "A letter that was sent is never changed.", _SENT)
refuse(LetterText, "DELETE", "The texts of a letter are never deleted.")
