"""The pre-inspection analysis."""

from typing import Any

from django import forms

from framework.versions.shapes.information import CheckItem
from govuk.forms import OnceForm, TextField
from information.rules.pia import PROFILE
from inspections.forms.plan import REASON_LIMIT

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


class ReadAnalysisForm(OnceForm):
    profile = forms.BooleanField(
        label="I know the material that concerns me and Cafcass’s profile", error_messages={"required": PROFILE}
    )


class SettleForm(OnceForm):
    how = TextField(
        label="How it is settled",
        max_length=REASON_LIMIT,
        rows=3,
        help_text="For example, read it in the car park before the first meeting.",
        error_messages={"required": "Say how it is settled"},
    )
