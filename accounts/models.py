"""People, the posts they hold, the record of who did what, the clock's offset, and what was already done once."""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac

from accounts import clock
from accounts.access import Role
from accounts.appendonly import protect

STANDING_POSTS = [
    (role.value, role.label)
    for role in (
        Role.SCHEDULER,
        Role.DECISION_MAKER,
        Role.DIRECTOR,
        Role.ADMINISTRATOR,
        Role.COMPLAINT_HANDLER,
        Role.AUDITOR,
        Role.ENGAGEMENT_CHAIR,
        Role.MODERATOR,
        Role.CHIEF_EXECUTIVE,
        Role.LINK_PERSON,
        Role.CONTRIBUTOR,
    )
]


class PersonManager(BaseUserManager["Person"]):
    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email__iexact=username)


class Person(AbstractBaseUser):
    """Somebody who can sign in. `side` says whose employee; `grade` is the rank a rule may ask for (QA-03)."""

    class Side(models.TextChoices):
        OFSTED = "ofsted", "Ofsted"
        CAFCASS = "cafcass", "Cafcass"

    class Grade(models.TextChoices):
        NONE = "none", "Not an inspector"
        HMI = "hmi", "His Majesty's Inspector"
        SENIOR_HMI = "senior_hmi", "Senior His Majesty's Inspector"

    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=120)
    side = models.CharField(max_length=10, choices=Side)
    grade = models.CharField(max_length=12, choices=Grade, default=Grade.NONE)
    badge_number = models.CharField(max_length=20, blank=True)
    code_accepted_at = models.DateTimeField(null=True, blank=True, editable=False)
    suspended_at = models.DateTimeField(null=True, blank=True)
    suspensions = models.PositiveIntegerField(default=0, editable=False)
    # How often every session was ended while they stay as they are, such as for a lost tablet.
    sessions_ended = models.PositiveIntegerField(default=0, db_default=0, editable=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name", "side"]

    class Meta:
        ordering: ClassVar = ["name", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                Lower("email"),
                name="person_email_once",
                violation_error_message="Somebody already has this email address.",
            ),
            models.CheckConstraint(condition=Q(side__in=["ofsted", "cafcass"]), name="person_side_known"),
            models.CheckConstraint(condition=Q(grade="none") | Q(side="ofsted"), name="person_grade_is_of_ofsted"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_active(self) -> bool:  # type: ignore[override]
        return self.suspended_at is None

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        # Counting suspensions keeps a session that a suspension ended from coming alive when the person is restored.
        value = f"{self.password}:{self.suspensions}"
        # Only where there are any, so that sessions from before there was this count go on.
        value += f":{self.sessions_ended}" if self.sessions_ended else ""
        return salted_hmac("accounts.session", value, secret=secret, algorithm="sha256").hexdigest()


class PostQuerySet(models.QuerySet["Post"]):
    def held(self) -> "PostQuerySet":
        """The posts held at this moment."""
        moment = clock.now()
        return self.filter(since__lte=moment).filter(Q(until=None) | Q(until__gt=moment))


class Post(models.Model):
    """A standing post that a person holds from one moment until another, tied to no inspection."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="posts")
    post = models.CharField(max_length=24, choices=STANDING_POSTS)
    since = models.DateTimeField(default=clock.now)
    until = models.DateTimeField(null=True, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["post", "since"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "post"], condition=Q(until=None), name="post_held_once"),
            models.CheckConstraint(condition=Q(post__in=[code for code, _ in STANDING_POSTS]), name="post_known"),
        ]

    def __str__(self) -> str:
        return self.get_post_display()


class Event(models.Model):
    """One line of the record: who did what to which object, when, from which state to which. Never holds content."""

    at = models.DateTimeField(default=clock.now, db_index=True)
    person_id_text = models.CharField(max_length=40, blank=True)
    person_name = models.CharField(max_length=120)
    verb = models.CharField(max_length=60)
    object_label = models.CharField(max_length=80)
    object_id = models.CharField(max_length=60)
    inspection = models.CharField(max_length=40, blank=True, db_index=True)
    before = models.CharField(max_length=60, blank=True)
    after = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(fields=["object_label", "object_id"], name="event_by_object")]

    def __str__(self) -> str:
        return f"{self.person_name} {self.verb} {self.object_label} {self.object_id}"


class EventReason(models.Model):
    """The written reason given with an event; apart, because it may hold content that an auditor may not read."""

    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="reason", primary_key=True)
    text = models.TextField()

    def __str__(self) -> str:
        return self.text[:60]


class Operation(models.Model):
    """An operation id that was carried out, and where its result is: a form sent twice does nothing more."""

    op = models.UUIDField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    address = models.CharField(max_length=500)
    sent_sha256 = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return str(self.op)


class FailedSignIn(models.Model):
    """One sign-in that failed, under a keyed hash of the address typed: people at times type a password there."""

    address_hash = models.CharField(max_length=64)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["address_hash", "at"], name="failed_sign_in_by_address")]

    def __str__(self) -> str:
        return f"{self.address_hash[:8]} {self.at}"


class ClockSetting(models.Model):
    """How far the demo's clock stands from the real one. One row."""

    offset = models.DurationField()

    def __str__(self) -> str:
        return str(self.offset)


class DatabaseMark(models.Model):
    """One row that says what this database is for. Only one marked "demo" may be rebuilt or signed into by a click."""

    purpose = models.CharField(max_length=10, choices=[("demo", "Demo")])

    def __str__(self) -> str:
        return self.purpose


protect(Event)
protect(EventReason)
protect(
    Operation,
    update_allowed_when="OLD.address = '' AND NEW.op = OLD.op AND NEW.person_id = OLD.person_id "
    "AND NEW.sent_sha256 = OLD.sent_sha256",
)
