"""What agreeing judgements and agreeing findings say alike."""

from functools import cached_property
from typing import Any

from django.contrib import messages

from evidence.forms.gaps import AgreementForm
from evidence.queries.gaps import Uncarried, uncarried
from evidence.queries.scope import not_evaluated
from evidence.queries.voices import voices
from inspections.models import Inspection


class Agreeing:
    """What both pages that agree ask and show: findings in no shared summary, and the ways of hearing children."""

    form_class: Any = AgreementForm
    inspection: Inspection

    @cached_property
    def uncarried(self) -> list[Uncarried]:
        return uncarried(self.inspection)

    def form_kwargs(self) -> dict[str, Any]:
        return {"uncarried": bool(self.uncarried)}

    def context(self) -> dict[str, Any]:
        more = {"uncarried": self.uncarried, "voices": voices(self.inspection)}
        return super().context() | more  # type: ignore[misc]


def warn_of_consultation(request: Any, inspection: Inspection) -> None:
    """Names what no finding says of Cafcass's own consultation with children; it stops nothing (VOICE-09)."""
    empty = [place.label for place in not_evaluated(inspection)]
    if empty:
        messages.warning(request, f"Agreed, and no finding says anything of this: {'; '.join(empty)}.")
