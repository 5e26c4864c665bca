"""What the name guard found in a revision, and what a person said of it. Places, never the words that stand there."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts import clock
from accounts.appendonly import protect, refuse
from evidence.models.document import Document, Revision
from inspections.models import Inspection


def kept_back(path: str = "") -> Q:
    """Of revisions at this path of a query: their author was asked about a name, and the team cannot see the words."""
    answer = f"{path}names_found__answer"
    unanswered = Q(**{f"{answer}__isnull": True}) | Q(**{f"{answer}__shared": False})
    return Q(**{f"{path}names_found__isnull": False}) & unanswered


class NamesFound(models.Model):
    """The places of a revision that its author is asked about: [[part, start, end, why, role], …]."""

    revision = models.OneToOneField(Revision, on_delete=models.PROTECT, primary_key=True, related_name="names_found")
    places = models.JSONField()
    # When a list of children that came later found them in a text that the team had read already.
    since = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{len(self.places)} places of revision {self.pk}"


class NamesAnswer(models.Model):
    """Who said what of each place, and when. `shared`: the revision holds no name, so the team sees it as it stands."""

    found = models.OneToOneField(NamesFound, on_delete=models.PROTECT, related_name="answer")
    # [[part, start, end, decision], …], the decision being a code of `evidence.rules_names.DECISIONS`.
    decisions = models.JSONField()
    shared = models.BooleanField()
    corrected = models.OneToOneField(Revision, on_delete=models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"Answer by {self.by}"


class NamesBefore(models.Model):
    """What a revision was asked about, and what was said, before a later list named somebody else in it.

    The question then takes the new places, and its answer counts no more; both stay here as they were.
    """

    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="names_before")
    places = models.JSONField()
    since = models.DateTimeField(null=True)
    # Of the answer, where there was one.
    decisions = models.JSONField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{len(self.places)} places of revision {self.revision_id}, before"


class NoName(models.Model):
    """Words of which somebody said that they name nobody, as a keyed hash, so that nobody is asked twice.

    With a document, in it alone: what the list of children has is no name in one text and a name in another. Goes with
    the hashes of the list.
    """

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="+")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    digest = models.CharField(max_length=64)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(fields=["inspection", "digest"], name="no_names_asked")]

    def __str__(self) -> str:
        return f"No name {self.digest[:8]}"


protect(NamesBefore)
_KEPT = f"EXISTS (SELECT 1 FROM {NamesBefore._meta.db_table} b WHERE b.revision_id = "
protect(
    NamesFound,
    update_allowed_when=f"NEW.revision_id = OLD.revision_id AND {_KEPT} OLD.revision_id "
    "AND CAST(b.places AS TEXT) = CAST(OLD.places AS TEXT))",
)
protect(
    NamesAnswer,
    update_allowed_when=f"NEW.found_id = OLD.found_id AND {_KEPT} OLD.found_id AND b.answered_at = OLD.at)",
)
refuse(NoName, "UPDATE", "A hash of words is never changed.")
