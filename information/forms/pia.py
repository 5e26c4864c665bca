"""The pre-inspection analysis."""

from typing import Any

from framework.versions.shapes.information import CheckItem
from govuk.forms import OnceForm, TextField

TEXT_LIMIT = 50_000


class AnalysisForm(OnceForm):
    """A box for each matter of the framework, and the priorities."""

    mark_optional = False

    def __init__(self, *args: Any, contents: tuple[CheckItem, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for item in contents:
            self.fields[item.code] = TextField(label=item.label, required=False, max_length=TEXT_LIMIT, rows=5)
        self.fields["priorities"] = TextField(
            label="Priorities of the inspection",
            help_text="One a line. The lead agrees them with you and the team.",
            required=False,
            max_length=TEXT_LIMIT,
            rows=4,
        )
