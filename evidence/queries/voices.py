"""The ways of hearing children and families, and which of them no evidence carries yet (VOICE-01)."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef

from accounts.refusals import require
from evidence.models import Head, SourceSaid, VoiceNote
from framework.versions import version
from framework.versions.shapes.information import CheckItem
from inspections.models import Inspection

UNUSED_LIFTED_BY = "the lead inspector, with a note on how children and families are heard"


@dataclass(frozen=True)
class Voices:
    """Each way with the number of pieces of evidence that carry it; the lead's last note on those unused."""

    counts: list[tuple[CheckItem, int]]
    note: VoiceNote | None

    @property
    def unused(self) -> list[CheckItem]:
        return [way for way, count in self.counts if not count]

    @property
    def to_note(self) -> list[CheckItem]:
        """The unused ones that the last note does not speak of."""
        noted = set(self.note.unused) if self.note else set()
        return [way for way in self.unused if way.code not in noted]


def require_voices(inspection: Inspection) -> None:
    """Ways of hearing children that nobody used are listed, and the lead says why (VOICE-01). Raises NotAllowed."""
    unused = [way.label for way in voices(inspection).to_note]
    sentence = "These ways of hearing children and families are not used, and nobody has said why:"
    require(not unused, f"{sentence} {'; '.join(unused)}.", lifted_by=UNUSED_LIFTED_BY, rule="VOICE-01")


def voices(inspection: Inspection) -> Voices:
    """Two queries."""
    later = SourceSaid.objects.filter(document=OuterRef("document"), pk__gt=OuterRef("pk"))
    stands = Head.objects.filter(document=OuterRef("document"), latest=True, withdrawn=False)
    said = SourceSaid.objects.filter(~Exists(later), Exists(stands), document__inspection=inspection).exclude(voice="")
    counts = dict(said.order_by().values_list("voice").annotate(n=Count("*")))
    ways = version(inspection.framework_version).files.evidence.voice_sources
    note = VoiceNote.objects.filter(inspection=inspection).select_related("by").order_by("id").last()
    return Voices([(way, counts.get(way.code, 0)) for way in ways], note)
