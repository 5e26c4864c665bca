"""Confirming the plan of a day."""

from typing import Any

from govuk.forms import OnceForm
from inspections.forms.plan import reason_field


class ConfirmDayForm(OnceForm):
    """The reason is asked for only where somebody has no time to write (EVID-07)."""

    mark_optional = False

    reason = reason_field("Why there is no time to write", required=False)

    def __init__(self, *args: Any, lacking: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not lacking:
            del self.fields["reason"]
