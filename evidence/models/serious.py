"""Serious concerns over a child's safety: recorded apart, passed to Cafcass, answered, closed (EVID-21)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts import clock
from accounts.access import Role
from accounts.appendonly import protect, refuse
from evidence.workflow import SERIOUS, SERIOUS_LABELS
from framework.workflow import Stated
from inspections.models import Inspection, TeamMember

PERSON = settings.AUTH_USER_MODEL
CASE_REF = 40
ROLE_NAME = 120


class SeriousConcern(Stated, models.Model):
    """One child's safety or welfare. The words stay; reference and ground may be filled in until it is passed on."""

    STATE_LABELS = SERIOUS_LABELS

    class Ground(models.TextChoices):
        UNAWARE = "unaware", "Cafcass seems unaware of it"
        NOT_RESPONDING = "not_responding", "Cafcass is not handling it properly"

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="serious_concerns")
    case_ref = models.CharField(max_length=CASE_REF, blank=True)
    ground = models.CharField(max_length=16, blank=True, choices=Ground)
    text = models.TextField()
    owner = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    state = models.CharField(max_length=8, default=SERIOUS.initial)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=SERIOUS.states), name="serious_concern_state_known"),
            models.CheckConstraint(condition=~Q(text=""), name="serious_concern_says_something"),
        ]

    def __str__(self) -> str:
        return f"Serious concern{f' ({self.case_ref})' if self.case_ref else ''}"


class SeriousConcernStep(models.Model):
    """Passed on: when and to whom by role. Not passed on: why. The response of Cafcass. The closing."""

    class Name(models.TextChoices):
        PASS_ON = "pass_on", "Passed to Cafcass"
        WITHHOLD = "withhold", "Not passed to Cafcass"
        ANSWER = "answer", "Response of Cafcass"
        CLOSE = "close", "Closed"

    concern = models.ForeignKey(SeriousConcern, on_delete=models.PROTECT, related_name="steps")
    name = models.CharField(max_length=8, choices=Name)
    text = models.TextField(blank=True)
    when = models.DateTimeField(null=True, blank=True)
    to_role = models.CharField(max_length=ROLE_NAME, blank=True)
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(name="pass_on") | (Q(when__isnull=False) & ~Q(to_role="")), name="passed_on_says_to_whom"
            ),
            models.CheckConstraint(
                condition=~Q(name__in=["withhold", "answer"]) | ~Q(text=""), name="serious_step_says_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_name_display()} ({self.concern_id})"


_STEP, _MEMBER = SeriousConcernStep._meta.db_table, TeamMember._meta.db_table
_WRITERS = ", ".join(f"'{role.value}'" for role in (Role.LEAD, Role.DEPUTY, Role.TEAM))
protect(
    SeriousConcern,
    "NEW.inspection_id = OLD.inspection_id AND NEW.text = OLD.text AND NEW.owner_id = OLD.owner_id AND NEW.at = OLD.at "
    "AND OLD.state <> 'closed' "
    "AND (OLD.state = 'open' OR (NEW.case_ref = OLD.case_ref AND NEW.ground = OLD.ground))",
)
protect(SeriousConcernStep)
refuse(
    SeriousConcern,
    "INSERT",
    "Only an inspector of the team records a serious concern.",
    f"NOT EXISTS (SELECT 1 FROM {_MEMBER} m WHERE m.inspection_id = NEW.inspection_id AND m.person_id = NEW.owner_id "
    f"AND m.role IN ({_WRITERS}))",
    name="serious_concern_has_a_writer",
)
refuse(
    SeriousConcern,
    "UPDATE",
    "A serious concern is closed when it was passed to Cafcass and answered, or with the reason why not.",
    f"NEW.state = 'closed' AND NOT EXISTS (SELECT 1 FROM {_STEP} s WHERE s.concern_id = NEW.id "
    f"AND s.name = 'withhold') AND NOT (EXISTS (SELECT 1 FROM {_STEP} s WHERE s.concern_id = NEW.id "
    f"AND s.name = 'pass_on') AND EXISTS (SELECT 1 FROM {_STEP} s WHERE s.concern_id = NEW.id AND s.name = 'answer'))",
    name="serious_concern_closed_properly",
)
