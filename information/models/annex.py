"""What Cafcass is asked for at the start (OFF-08): the request, its items, and what became of each."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts import clock
from accounts.appendonly import protect, refuse
from framework.workflow import Stated
from information.workflow import ITEM, LABELS, NOT_HELD, RETURNED, SAME_AS, WAITING
from inspections.models import Inspection

TITLE = 300


class AnnexRequest(models.Model):
    """The request that went out with the call: a copy of the list of one framework version, which later edits leave."""

    inspection = models.OneToOneField(Inspection, on_delete=models.PROTECT, related_name="annex_request")
    framework_version = models.CharField(max_length=20)
    made_at = models.DateTimeField(default=clock.now)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by=None) | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="annex_request_closed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"Annex A of {self.inspection}"


class AnnexItem(Stated, models.Model):
    """One numbered item. `due` names a date of the timetable, so that the day moves with it."""

    STATE_LABELS = LABELS

    request = models.ForeignKey(AnnexRequest, on_delete=models.PROTECT, related_name="items")
    number = models.CharField(max_length=10)
    code = models.CharField(max_length=60)
    # Empty where the folder lacks it: an administrator enters it.
    title = models.CharField(max_length=TITLE, blank=True)
    due = models.CharField(max_length=30)
    place = models.PositiveSmallIntegerField()
    child_level = models.BooleanField(default=False)
    state = models.CharField(max_length=10, default=ITEM.initial)
    not_held_reason = models.TextField(blank=True)
    return_reason = models.TextField(blank=True)
    same_as = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="standing_for")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["place", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["request", "number"], name="annex_number_once"),
            models.CheckConstraint(condition=Q(state__in=ITEM.states), name="annex_state_known"),
            models.CheckConstraint(
                condition=~Q(state=NOT_HELD) | ~Q(not_held_reason=""), name="annex_not_held_says_why"
            ),
            models.CheckConstraint(condition=~Q(state=RETURNED) | ~Q(return_reason=""), name="annex_returned_says_why"),
            models.CheckConstraint(
                condition=~Q(state=SAME_AS) | Q(same_as__isnull=False), name="annex_same_as_says_which"
            ),
            models.CheckConstraint(condition=Q(same_as=None) | ~Q(same_as=F("id")), name="annex_same_as_another"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}" if self.title else f"{self.number} (title to be entered)"

    @property
    def waits(self) -> bool:
        """Whether something is still awaited from Cafcass."""
        return self.state in WAITING


class AnnexStep(models.Model):
    """One step of an item, with what was said of it. Both sides read these words."""

    item = models.ForeignKey(AnnexItem, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(max_length=10)
    after = models.CharField(max_length=10)
    text = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.step} {self.item_id}"

    @property
    def after_label(self) -> str:
        return LABELS[self.after][0]


class AnnexDelegate(models.Model):
    """A colleague at Cafcass who gives one item and sees that item alone."""

    item = models.ForeignKey(AnnexItem, on_delete=models.PROTECT, related_name="delegates")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["item", "person"], condition=Q(ended_at=None), name="annex_item_delegated_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} for {self.item_id}"


class AnnexTitle(models.Model):
    """A title that the folder of a version lacks, as an administrator entered it; the latest one stands."""

    framework_version = models.CharField(max_length=20)
    number = models.CharField(max_length=10)
    title = models.CharField(max_length=TITLE)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(title=""), name="annex_title_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


protect(AnnexStep)
protect(AnnexTitle)
protect(
    AnnexDelegate,
    update_allowed_when="OLD.ended_at IS NULL AND NEW.person_id = OLD.person_id AND NEW.item_id = OLD.item_id",
)
refuse(AnnexRequest, "DELETE", "A request is never deleted.")
refuse(AnnexItem, "DELETE", "An item of a request is never deleted.")
# A title that was missing may be filled in once; one that was sent stays as it was sent (OFF-08).
refuse(
    AnnexItem,
    "UPDATE",
    "An item stays as it was asked for (OFF-08).",
    "NEW.number <> OLD.number OR NEW.request_id <> OLD.request_id OR (OLD.title <> '' AND NEW.title <> OLD.title)",
)
