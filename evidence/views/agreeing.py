"""What agreeing judgements and agreeing findings say alike."""

from typing import Any

from django.contrib import messages

from evidence.queries.scope import not_evaluated
from inspections.models import Inspection


def warn_of_consultation(request: Any, inspection: Inspection) -> None:
    """Names what no finding says of Cafcass's own consultation with children; it stops nothing (VOICE-09)."""
    empty = [place.label for place in not_evaluated(inspection)]
    if empty:
        messages.warning(request, f"Agreed, and no finding says anything of this: {'; '.join(empty)}.")
