"""Forms of keep-in-touch meetings: what was told, and what it rests on."""

from collections.abc import Sequence
from typing import Any

from django import forms

from accounts import clock
from evidence.forms.choices import Choice, CitesField
from evidence.forms.quality import words
from evidence.models.told import PEOPLE_LIMIT
from govuk.forms import DateField, OnceForm
from govuk.widgets import Checkboxes


class KeepInTouchForm(OnceForm):
    """Quick enough for the meeting itself: a line a headline, or a tick where it is a shared summary."""

    mark_optional = False

    headlines = words("What was told: one headline on each line", rows=8)
    cites = CitesField()
    day = DateField(label="Day of the meeting")
    people = forms.CharField(
        label="Who of Cafcass was there", required=False, max_length=PEOPLE_LIMIT, help_text="By role, never by name."
    )

    def __init__(self, *args: Any, offered: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cites: Any = self.fields["cites"]
        cites.label = "Shared summaries that were told"
        cites.help_text = "Each becomes a headline that cites it."
        cites.offer(offered)
        if not offered and "cites" not in self.data:
            del self.fields["cites"]
        self.initial.setdefault("day", clock.today())


class HeadlineForm(OnceForm):
    mark_optional = False

    cites = CitesField()
    context = forms.MultipleChoiceField(
        label="Introduction or context",
        required=False,
        choices=[("yes", "It states no finding and no judgement")],
        widget=Checkboxes(small=True),
        help_text="Only the lead says so. The draft is sent once every other headline cites an agreed shared summary.",
    )

    def __init__(self, *args: Any, offered: Sequence[Choice], leads: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cites: Any = self.fields["cites"]
        cites.label = "What it rests on"
        cites.offer(offered)
        if not leads:
            del self.fields["context"]
