"""The private calendar feed of one person: an address that cannot be guessed, of which only a hash is kept."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts import clock
from accounts.appendonly import refuse


class CalendarFeedQuerySet(models.QuerySet["CalendarFeed"]):
    def serving(self) -> "CalendarFeedQuerySet":
        """Not revoked, and of somebody who works for Ofsted and was not suspended since."""
        held = self.filter(revoked_at=None, suspensions=F("person__suspensions"))
        return held.filter(person__suspended_at=None, person__side="ofsted").select_related("person")


class CalendarFeed(models.Model):
    """One address; it serves until it is revoked or another takes its place. One serves at a time."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="calendar_feeds")
    token_sha256 = models.CharField(max_length=64, unique=True, editable=False)
    # How often the person had been suspended then: a feed that a suspension ended stays so when they are restored.
    suspensions = models.PositiveIntegerField(default=0, editable=False)
    made_at = models.DateTimeField(default=clock.now)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = CalendarFeedQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person"], condition=Q(revoked_at=None), name="one_feed_at_a_time"),
            models.CheckConstraint(condition=Q(token_sha256__regex=r"^[0-9a-f]{64}$"), name="feed_token_hashed"),
        ]

    def __str__(self) -> str:
        return f"Calendar feed of {self.person}"


refuse(CalendarFeed, "UPDATE", "A calendar feed that was revoked stays so.", "OLD.revoked_at IS NOT NULL")
