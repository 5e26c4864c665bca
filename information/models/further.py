"""What the team asks for beyond Annex A, and what Cafcass offers beyond it (OFF-15, OFF-16, DOC-01…06)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts import clock
from accounts.appendonly import protect, refuse
from files.models import Upload
from framework.workflow import Stated
from information.models.lines import LineOfEnquiry
from information.workflow import ANSWERED, DECLINED, FURTHER, FURTHER_LABELS, OFFER, OFFER_LABELS, PROPOSED, SENT
from inspections.models import Inspection

TITLE = 200


class FurtherRequest(Stated, models.Model):
    """One information request. Cafcass knows of it from the lead's agreement on, and never before (N11)."""

    STATE_LABELS = FURTHER_LABELS

    class Kind(models.TextChoices):
        SERVICE = "service", "A service or a strategy"
        CHILD = "child", "One child's experiences"

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="further_requests")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=Kind)
    case_ref = models.CharField(max_length=40, blank=True)
    # A code of the framework's list; about a child only.
    child_reason = models.CharField(max_length=20, blank=True)
    # The line of enquiry that it serves, which Cafcass never reads (OFF-13, OFF-15).
    line = models.ForeignKey(LineOfEnquiry, on_delete=models.PROTECT, null=True, blank=True, related_name="requests")
    what = models.TextField()
    # Why it is needed, for the lead.
    reason = models.TextField()
    state = models.CharField(max_length=10, default=FURTHER.initial)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=clock.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    by_phone = models.BooleanField(default=False)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    decline_reason = models.TextField(blank=True)
    view_after = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["inspection", "number"], name="further_request_number_once"),
            models.CheckConstraint(condition=Q(state__in=FURTHER.states), name="further_request_state_known"),
            models.CheckConstraint(
                condition=~Q(kind="child") | ~Q(case_ref=""), name="request_on_a_child_names_a_case"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="further_request_says_why"),
            models.CheckConstraint(
                condition=Q(state=PROPOSED) | Q(decided_by__isnull=False), name="further_request_decided_by_somebody"
            ),
        ]

    def __str__(self) -> str:
        return f"Information request {self.number}"

    @property
    def is_open(self) -> bool:
        """It waits for the lead or for Cafcass."""
        return self.state in (PROPOSED, SENT)

    @property
    def awaits_view(self) -> bool:
        """It is answered, and no inspector has written what they think now (DOC-06)."""
        return self.state == ANSWERED and not self.view_after

    @property
    def waits_for_confirmation(self) -> bool:
        return self.by_phone and self.confirmed_at is None


class RequestReply(models.Model):
    """What Cafcass's senior leaders answered (DOC-06)."""

    request = models.ForeignKey(FurtherRequest, on_delete=models.PROTECT, related_name="replies")
    leader = models.CharField(max_length=120)
    text = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"Reply to {self.request_id}"


class RequestFile(models.Model):
    """A file that came with a reply."""

    reply = models.ForeignKey(RequestReply, on_delete=models.PROTECT, related_name="files")
    upload = models.OneToOneField(Upload, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"File of reply {self.reply_id}"


class AdditionalOffer(Stated, models.Model):
    """What Cafcass wants to share after Annex A was closed: sealed until the lead accepts it (DOC-01…03, N10)."""

    STATE_LABELS = OFFER_LABELS

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="additional_offers")
    title = models.CharField(max_length=TITLE)
    reason = models.TextField()
    upload = models.OneToOneField(Upload, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, default=OFFER.initial)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    discussed_on = models.DateField(null=True, blank=True)
    decision_reason = models.TextField(blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=OFFER.states), name="offer_state_known"),
            models.CheckConstraint(condition=~Q(reason=""), name="offer_says_why"),
            models.CheckConstraint(
                condition=~Q(state=DECLINED) | ~Q(decision_reason=""), name="offer_declined_says_why"
            ),
            models.CheckConstraint(
                condition=Q(state=OFFER.initial) | Q(decided_by__isnull=False, discussed_on__isnull=False),
                name="offer_decided_after_a_talk",
            ),
        ]

    def __str__(self) -> str:
        return self.title


protect(RequestReply)
protect(RequestFile)
refuse(FurtherRequest, "DELETE", "A request is never deleted.")
refuse(AdditionalOffer, "DELETE", "What was offered is never deleted.")
refuse(AdditionalOffer, "UPDATE", "What was decided on an offer stays (DOC-03).", "OLD.state <> 'offered'")
