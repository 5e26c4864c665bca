"""The places where the team works on site, and how long it takes from one to another."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts import clock
from accounts.appendonly import protect
from inspections.models.inspection import Inspection
from inspections.models.team import Pair


class Site(models.Model):
    """A place of one inspection, by a short code such as "A1". Headquarters is a site too."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="sites")
    code = models.CharField(max_length=8)
    name = models.CharField(max_length=120)
    address = models.TextField(blank=True)
    headquarters = models.BooleanField(default=False)
    pair = models.ForeignKey(Pair, on_delete=models.PROTECT, null=True, blank=True, related_name="sites")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["code", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["inspection", "code"], condition=Q(withdrawn_at=None), name="site_code_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class SiteChoice(models.Model):
    """Why the lead added, changed or withdrew a site: what it rests on, in the words of that day (OFF-10)."""

    class Act(models.TextChoices):
        ADDED = "added", "Added"
        CHANGED = "changed", "Changed"
        WITHDRAWN = "withdrawn", "Withdrawn"

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="choices")
    act = models.CharField(max_length=10, choices=Act)
    ground = models.CharField(max_length=24)
    rests_on = models.CharField(max_length=300)
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(reason="") & ~Q(ground=""), name="site_choice_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.get_act_display()} {self.site}"


class SiteTravel(models.Model):
    """Minutes to allow between two sites, either way, where they differ from the framework's setting (SITE-06)."""

    one = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+")
    minutes = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["one", "other"], name="travel_once_for_two_sites"),
            # One row serves both directions: the older site stands first.
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="travel_older_site_first"),
        ]

    def __str__(self) -> str:
        return f"{self.minutes} minutes between {self.one} and {self.other}"


protect(SiteChoice)
