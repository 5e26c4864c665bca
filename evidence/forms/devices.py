"""Forms about what came from devices."""

from evidence.rules import TEXT_LIMIT
from govuk.forms import OnceForm, TextField


class LeaveOutForm(OnceForm):
    reason = TextField(
        label="Why it is left out of the record",
        rows=3,
        max_length=TEXT_LIMIT,
        count=False,
        help_text="For example: its author has written it anew. The words stay readable here.",
        error_messages={"required": "Enter why this is left out of the record"},
    )


class LossAnswerForm(OnceForm):
    text = TextField(
        label="What became of the saves",
        rows=4,
        max_length=TEXT_LIMIT,
        count=False,
        help_text="For example: the note was written again from memory the same evening, or nothing is missing.",
        error_messages={"required": "Enter what became of the saves"},
    )


class DeviceLostForm(OnceForm):
    how = TextField(
        label="Where and when it was lost, as far as it is known",
        rows=3,
        max_length=TEXT_LIMIT,
        count=False,
        help_text="For example: left on the train to Leeds on Tuesday evening.",
        error_messages={"required": "Enter where and when it was lost, as far as it is known"},
    )
