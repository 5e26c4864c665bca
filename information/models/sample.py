"""The sampled children as references with characteristics, never names (SCOPE-01…08, SAMPLE-04…08, DATA-01)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts import clock
from accounts.appendonly import protect, refuse
from framework.versions import version
from framework.workflow import Stated
from information.models.lines import LineOfEnquiry
from information.models.listing import ListCheck
from information.references import LONGEST
from information.workflow import DECLINED, GOOD_PRACTICE, OFFER_LABELS
from inspections.models import Inspection

WORDS = 160
UNASSIGNED = "Unassigned"


class SampledChild(models.Model):
    """One child in the sample. Without a proceeding it is unassigned and counts nowhere (SCOPE-01)."""

    class LawType(models.TextChoices):
        PUBLIC = "public", "Public law"
        PRIVATE = "private", "Private law"

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="sampled_children")
    reference = models.CharField(max_length=LONGEST)
    # Codes of the framework's list.
    proceeding = models.CharField(max_length=40, blank=True)
    subtype = models.CharField(max_length=40, blank=True)
    description = models.CharField(max_length=WORDS, blank=True)
    law_type = models.CharField(max_length=8, choices=LawType, blank=True)
    law_type_reason = models.CharField(max_length=WORDS, blank=True)
    # By code of the dimension the code of the group; what is not known is absent.
    characteristics = models.JSONField(default=dict, blank=True)
    service_area = models.CharField(max_length=WORDS, blank=True)
    # Codes; empty until somebody has read the case (SAMPLE-05).
    factors = models.JSONField(default=list, blank=True)
    reason = models.CharField(max_length=20)
    reason_text = models.CharField(max_length=WORDS, blank=True)
    line = models.ForeignKey(LineOfEnquiry, on_delete=models.PROTECT, null=True, blank=True, related_name="sampled")
    inspector = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    taken_out_at = models.DateTimeField(null=True, blank=True)
    taken_out_reason = models.TextField(blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["reference"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["inspection", "reference"], name="sampled_once"),
            models.CheckConstraint(condition=~Q(reference="") & ~Q(reason=""), name="sampled_with_a_reason"),
            models.CheckConstraint(
                condition=Q(proceeding="", law_type="") | (~Q(proceeding="") & Q(law_type__in=("public", "private"))),
                name="sampled_proceeding_has_a_law_type",
            ),
            models.CheckConstraint(condition=Q(taken_out_at=None) | ~Q(taken_out_reason=""), name="taken_out_says_why"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def assigned(self) -> bool:
        return bool(self.proceeding)

    @property
    def proceeding_label(self) -> str:
        """In the words of the framework's list, with the kind or the description behind it."""
        items = version(self.inspection.framework_version).scope.items
        item = next((each for each in items if each.code == self.proceeding), None)
        if item is None:
            return UNASSIGNED
        kind = next((each.label for each in item.subtypes if each.code == self.subtype), "")
        return ": ".join(part for part in (item.label, kind, self.description) if part)


class SampledPractice(models.Model):
    """A day of the practice that was looked at. Old practice is historical and counts only with its bearing now."""

    child = models.ForeignKey(SampledChild, on_delete=models.PROTECT, related_name="practices")
    day = models.DateField()
    historical = models.BooleanField()
    reason = models.TextField(blank=True)
    # Whether it may serve a judgement (SAMPLE-08).
    counts = models.BooleanField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["day", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(historical=False) | ~Q(reason=""), name="old_practice_says_why"),
            models.CheckConstraint(condition=Q(historical=True) | Q(counts=True), name="recent_practice_counts"),
        ]

    def __str__(self) -> str:
        return f"Practice of {self.day} at {self.child_id}"


class SampleConfirmed(models.Model):
    """The lead's word on the sample as it stood: what it lacked was known. Cafcass reads its references and no more."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="samples_confirmed")
    references = models.JSONField()
    # Sentences that the lead acknowledged (SAMPLE-04).
    gaps = models.JSONField(default=list)
    without_factor = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"Sample of {len(self.references)}"


class SampleProposal(models.Model):
    """What was proposed last from the list: the references picked, and of nobody else. A new one takes its place."""

    inspection = models.OneToOneField(Inspection, on_delete=models.PROTECT, related_name="sample_proposal")
    check_of = models.ForeignKey(ListCheck, on_delete=models.PROTECT, related_name="+")
    seed = models.PositiveIntegerField()
    size = models.PositiveSmallIntegerField()
    only_delayed = models.BooleanField()
    # Rows of the list without a reference that can be used.
    passed_over = models.PositiveIntegerField()
    # {"reference", "proceeding", "groups": {dimension: group}, "why": [sentence]}
    picks = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"Proposal {self.seed} of {len(self.picks)}"


class GoodPracticeOffer(Stated, models.Model):
    """A case from Cafcass's own audits that shows good practice; the lead has it join the sample or not (SAMPLE-07)."""

    STATE_LABELS = OFFER_LABELS

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="good_practice_offers")
    reference = models.CharField(max_length=LONGEST)
    audited_on = models.DateField()
    what = models.TextField()
    state = models.CharField(max_length=10, default=GOOD_PRACTICE.initial)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    decision_reason = models.TextField(blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["inspection", "reference"], name="good_practice_offered_once"),
            models.CheckConstraint(condition=Q(state__in=GOOD_PRACTICE.states), name="good_practice_state_known"),
            models.CheckConstraint(
                condition=Q(state=GOOD_PRACTICE.initial) | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="good_practice_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state=DECLINED) | ~Q(decision_reason=""), name="good_practice_declined_says_why"
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class CaseSystem(models.Model):
    """An electronic system of Cafcass's in which case records are read (SAMPLE-10)."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="case_systems")
    name = models.CharField(max_length=80)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["inspection", "name"], name="case_system_named_once"),
        ]

    def __str__(self) -> str:
        return self.name


class AccessStep(models.Model):
    """What became of one inspector's own access to one system: of a person's, as accounts are not shared."""

    class Kind(models.TextChoices):
        REQUESTED = "requested", "Requested"
        GIVEN = "given", "Given"
        TESTED = "tested", "Tested"
        FAILED = "failed", "Does not work"

    system = models.ForeignKey(CaseSystem, on_delete=models.PROTECT, related_name="steps")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(kind__in=("tested", "failed")) | Q(by=models.F("person")), name="access_tested_by_its_own"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.system_id} for {self.person_id}"


protect(SampledPractice, update_allowed_when="OLD.taken_back_at IS NULL AND NEW.day = OLD.day")
protect(SampleConfirmed)
protect(AccessStep)
protect(CaseSystem)
refuse(GoodPracticeOffer, "DELETE", "What was offered is never deleted.")
refuse(GoodPracticeOffer, "UPDATE", "What was decided on an offer stays.", "OLD.state <> 'offered'")
refuse(SampledChild, "DELETE", "A sampled child is taken out with a reason and never deleted.")
