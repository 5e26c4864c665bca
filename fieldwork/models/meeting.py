"""Meetings with people: one record for a conversation or an observation, by role and case reference, never by name."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts import clock
from accounts.appendonly import protect
from fieldwork.models.entry import DiaryEntry
from fieldwork.workflow import CONFIRMED, DECLINED, DID_NOT_HAPPEN, HELD, PLANNED
from information.models import LineOfEnquiry
from inspections.models import Inspection, Site

# A family member is one whose agreement, understanding and safety are thought of before the talk.
FAMILY = ("child", "parent", "carer")
# Those of which the lead says that they take place (NOTI-12); groups are the lead's own to ask for (ENG-02).
ASKED_BY_LEAD = ("group", "extra")
KINDS = (*FAMILY, "practitioner", "partner", "observation", *ASKED_BY_LEAD)


class Meeting(models.Model):
    """One conversation, or one observation of practice (INSP-05). Codes without choices are the framework's."""

    class Kind(models.TextChoices):
        CHILD = "child", "Child or young person"
        PARENT = "parent", "Parent"
        CARER = "carer", "Carer or relative"
        PRACTITIONER = "practitioner", "Practitioner"
        PARTNER = "partner", "Partner organisation"
        OBSERVATION = "observation", "Observation of practice"
        GROUP = "group", "Group discussion with staff"
        EXTRA = "extra", "Another meeting with staff"

    class Agreed(models.TextChoices):
        """The lead's word on a meeting that only happens when they ask for it (NOTI-12)."""

        LOGGED = "logged", "Said by the lead, to be confirmed"
        AGREED = "agreed", "Agreed by the lead"

    class State(models.TextChoices):
        PLANNED = PLANNED, "Planned"
        CONFIRMED = CONFIRMED, "Confirmed"
        HELD = HELD, "Held"
        DECLINED = DECLINED, "Declined"
        DID_NOT_HAPPEN = DID_NOT_HAPPEN, "Did not happen"

    class Understanding(models.TextChoices):
        BEFORE = "before", "Confirmed before"
        TYPED_LATER = "typed_later", "Confirmed before, typed later"
        AT_START = "at_start", "Confirmed at the start"

    class Needed(models.TextChoices):
        NO = "no", "No help is needed"
        YES = "yes", "Help is needed"

    class Proceedings(models.TextChoices):
        NO = "no", "No proceedings are live"
        YES = "yes", "Proceedings are live"

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="meetings")
    kind = models.CharField(max_length=16, choices=Kind)
    inspector = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="meetings")
    entry = models.ForeignKey(DiaryEntry, on_delete=models.PROTECT, null=True, blank=True, related_name="meetings")
    purpose = models.CharField(max_length=300, blank=True)
    case_ref = models.CharField(max_length=40, blank=True)
    role = models.CharField(max_length=40, blank=True)
    setting = models.CharField(max_length=40, blank=True)
    family_present = models.BooleanField(default=False)
    organisation = models.CharField(max_length=40, blank=True)
    area = models.CharField(max_length=78, blank=True)
    way = models.CharField(max_length=40, blank=True)
    line = models.ForeignKey(
        LineOfEnquiry, on_delete=models.PROTECT, null=True, blank=True, related_name="meetings_about_it"
    )
    no_other_way = models.CharField(max_length=300, blank=True)
    with_manager = models.BooleanField(default=False)
    manager_ground = models.CharField(max_length=16, choices=DiaryEntry.Ground, blank=True)
    lead_agreed = models.CharField(max_length=8, choices=Agreed, blank=True)
    lead_agreed_note = models.CharField(max_length=300, blank=True)
    lead_agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    lead_agreed_at = models.DateTimeField(null=True, blank=True)
    day = models.DateField(db_index=True)
    starts = models.TimeField(null=True, blank=True)
    ends = models.TimeField(null=True, blank=True)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, null=True, blank=True, related_name="meetings")
    place = models.CharField(max_length=160, blank=True)

    agreed_by = models.CharField(max_length=16, blank=True)
    agreed_way = models.CharField(max_length=40, blank=True)
    agreed_on = models.DateField(null=True, blank=True)
    obtained_by = models.CharField(max_length=40, blank=True)
    obtained_reason = models.CharField(max_length=300, blank=True)
    understanding = models.CharField(max_length=16, choices=Understanding, blank=True)
    understanding_way = models.CharField(max_length=40, blank=True)
    understanding_by = models.CharField(max_length=40, blank=True)
    support = models.CharField(max_length=8, choices=Needed, blank=True)
    support_need = models.CharField(max_length=300, blank=True)
    support_agency = models.CharField(max_length=160, blank=True)
    support_arranged = models.CharField(max_length=300, blank=True)
    proceedings = models.CharField(max_length=8, choices=Proceedings, blank=True)
    proceedings_care = models.CharField(max_length=300, blank=True)

    state = models.CharField(max_length=16, choices=State, default=PLANNED)
    what_happened = models.TextField(blank=True)
    # Somebody at the person's own wish, by role; their deputy instead of them; topics by code of the framework.
    supporter = models.CharField(max_length=120, blank=True)
    deputising = models.BooleanField(default=False)
    topics = models.JSONField(default=list, blank=True)
    # What a partner says of working with Cafcass, and of the local family justice system: no grade of anybody.
    experience = models.TextField(blank=True)
    system_view = models.TextField(blank=True)
    gap_reason = models.CharField(max_length=300, blank=True)
    end_reason = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now, editable=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["day", "starts", "id"]
        indexes: ClassVar = [models.Index(fields=["inspection", "state", "day"], name="meetings_listed")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=KINDS),
                name="meeting_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[PLANNED, CONFIRMED, HELD, DECLINED, DID_NOT_HAPPEN]), name="meeting_state_known"
            ),
            # INSP-04 by the database too: nobody of a family is met without their agreement.
            models.CheckConstraint(
                condition=~Q(state=HELD) | ~Q(kind__in=FAMILY) | ~Q(agreed_by=""), name="held_with_agreement"
            ),
            models.CheckConstraint(
                condition=~Q(obtained_by="inspector") | ~Q(obtained_reason=""), name="asked_by_inspector_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.day:%-d %B %Y}"

    @property
    def with_family(self) -> bool:
        """Whether somebody of a family is met or watched, so that agreement and the rest are asked for."""
        return self.kind in FAMILY or (self.kind == self.Kind.OBSERVATION and self.family_present)

    @property
    def asked_by_lead(self) -> bool:
        return self.kind in ASKED_BY_LEAD

    @property
    def agreed(self) -> bool:
        """Agreement is recorded with who, how, when and who obtained it (INSP-04)."""
        return bool(self.agreed_by and self.agreed_way and self.agreed_on and self.obtained_by)


class RiskTalk(models.Model):
    """Risks of one meeting talked over with the adviser (VOICE-07). The latest of a meeting counts. Append-only."""

    class Outcome(models.TextChoices):
        GO = "go", "Go ahead"
        CHANGE = "change", "Go ahead with changes"
        NOT = "not", "Do not meet"

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="risk_talks")
    day = models.DateField()
    role = models.CharField(max_length=40)
    risks = models.TextField()
    outcome = models.CharField(max_length=8, choices=Outcome)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()}, {self.day:%-d %B %Y}"


class GuidanceGiven(models.Model):
    """One version of the guidance on preparing people was given to Cafcass on a day (VOICE-05). Append-only."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="guidance_given")
    code = models.CharField(max_length=40)
    day = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["day", "id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["inspection", "code"], name="guidance_given_once")]

    def __str__(self) -> str:
        return f"{self.code} on {self.day:%-d %B %Y}"


protect(RiskTalk)
protect(GuidanceGiven)
