"""What both sides settle before the team comes: questions and answers, how sites are set up, Cafcass's context."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts import clock
from accounts.appendonly import protect
from information.models.notification import SHORT, YES_NO
from inspections.models import Inspection, Site


class Question(models.Model):
    """One question of the shared log, from either side (NOTI-11)."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="questions")
    from_cafcass = models.BooleanField()
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(text=""), name="question_says_what")]

    def __str__(self) -> str:
        return f"Question {self.pk}"


class QuestionAnswer(models.Model):
    """The other side's answer, read by both."""

    question = models.OneToOneField(Question, on_delete=models.PROTECT, related_name="answer")
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(text=""), name="answer_says_what")]

    def __str__(self) -> str:
        return f"Answer to {self.question}"


class SiteSetup(models.Model):
    """What was said last of one site: what is ready there, and how it is set up (NOTI-14, NOTI-20)."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="setups")
    from_cafcass = models.BooleanField()
    workspace = models.CharField(max_length=3, choices=YES_NO, blank=True)
    file_access = models.CharField(max_length=3, choices=YES_NO, blank=True)
    systems = models.CharField(max_length=3, choices=YES_NO, blank=True)
    # Who of the staff helps with the systems, by role.
    support = models.CharField(max_length=SHORT, blank=True)
    structure = models.TextField(blank=True)
    issues = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"Set-up of {self.site_id}"


class ContextNote(models.Model):
    """Cafcass's local and national context, strengths and challenges, in the words of one side (NOTI-20)."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="context_notes")
    from_cafcass = models.BooleanField()
    context = models.TextField(blank=True)
    strengths = models.TextField(blank=True)
    challenges = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"Context of {self.inspection_id}"


for _model in (Question, QuestionAnswer, SiteSetup, ContextNote):
    protect(_model)
