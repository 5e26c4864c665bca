"""Words that redaction or retention can blank, with a reason and an approval, and only so."""

from collections.abc import Iterable

from django.conf import settings
from django.db import models


class Blankable(models.Model):
    """The words are kept for ever, or blanked whole: then who approved it, when and why stand beside the gap."""

    blanked_at = models.DateTimeField(null=True, blank=True)
    blanked_reason = models.TextField(blank=True)
    blanking_approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        abstract = True


def blanked_whole(key: str, words: Iterable[str]) -> str:
    """The one update that the database lets through: every column of words is emptied, once, with all that it needs."""
    emptied = " ".join(f"AND CAST(NEW.{column} AS TEXT) = '{{}}'" for column in words)
    return (
        f"NEW.{key} = OLD.{key} AND OLD.blanked_at IS NULL AND NEW.blanked_at IS NOT NULL "
        f"AND NEW.blanked_reason <> '' AND NEW.blanking_approved_by_id IS NOT NULL {emptied}"
    )
