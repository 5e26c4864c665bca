"""The form of a case evaluation: one page, everything but some word or answer may wait, and nothing takes a grade."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from evidence import cases
from evidence.actions.closing import VIEW, WHY_OPEN
from evidence.forms.choices import Choice, lines_field, reference
from evidence.forms.documents import LATE, Merging
from evidence.kinds import CASE_PARTS
from evidence.models import Revision
from evidence.rules import TEXT_LIMIT
from framework.versions import FrameworkVersion
from framework.versions.shapes.cases import Prompt
from govuk.forms import DateField, OnceForm, TextField
from govuk.widgets import Checkboxes, Radios, Select
from information.references import LONGEST

NOT_YET = ("", "Not yet clear")
HELP = {
    "strengths": "What was done well. Case references or initials in place of names.",
    "weaknesses": "What was not done well, or not done.",
    "difference": "What the practice meant for this child.",
    "practice_reason": "Only where the practice is older than the date above.",
    "history": "Earlier practice or events that explain the child’s journey. Kept as context, and counted nowhere.",
}


def name_of(prompt: Prompt) -> str:
    return f"is_{prompt.code}"


def field_of(prompt: Prompt) -> forms.Field:
    help_text = f"Criteria {', '.join(prompt.criteria)}"
    if not prompt.answers:
        return DateField(label=prompt.label, required=False, help_text=help_text)
    choices = [(each.code, each.label) for each in prompt.answers]
    if prompt.several:
        options: dict[str, Any] = {"choices": choices, "widget": Checkboxes(small=True)}
        return forms.MultipleChoiceField(label=prompt.label, required=False, help_text=help_text, **options)
    options = {"choices": [NOT_YET, *choices], "widget": Radios(small=True)}
    return forms.ChoiceField(label=prompt.label, required=False, help_text=help_text, **options)


class CaseForm(OnceForm):
    """`law` is that of the child's proceeding: only its own prompts are asked, and both where it is not known."""

    mark_optional = False

    reference = forms.CharField(
        label="Reference of the case",
        required=False,
        max_length=LONGEST,
        help_text="As in the sample, such as PR-01. Never a name.",
    )
    practice_from = DateField(label="First day of the practice that you looked at", required=False)
    practice_to = DateField(label="Last day of it", required=False)
    practice_reason = TextField(rows=2, max_length=TEXT_LIMIT, count=False, required=False)
    bears_now = forms.BooleanField(
        label="It bears on the child’s situation now, so it may count for judgements", required=False
    )
    sources = forms.MultipleChoiceField(label="Sources", required=False, widget=Checkboxes(small=True))
    supervised = forms.ChoiceField(
        label="If a supervision record was read: whose",
        required=False,
        widget=Select,
        help_text="By role, never by name.",
    )
    strengths = TextField(rows=5, max_length=TEXT_LIMIT, count=False, required=False)
    weaknesses = TextField(rows=5, max_length=TEXT_LIMIT, count=False, required=False)
    difference = TextField(rows=4, max_length=TEXT_LIMIT, count=False, required=False)
    shared_reason = TextField(rows=2, max_length=TEXT_LIMIT, count=False, required=False)
    audited = forms.ChoiceField(
        label="Did Cafcass audit this case?",
        required=False,
        widget=Radios(small=True, inline=True),
        choices=[NOT_YET, ("yes", "Yes"), ("no", "No")],
    )
    audited_on = DateField(label="Day of the audit", required=False)
    audit_view = TextField(rows=3, max_length=TEXT_LIMIT, count=False, required=False)
    agreement = forms.ChoiceField(
        label="Is what you found in line with the audit?", required=False, widget=Radios(small=True)
    )
    agreement_reason = TextField(rows=2, max_length=TEXT_LIMIT, count=False, required=False)
    nobody_reason = TextField(rows=2, max_length=TEXT_LIMIT, count=False, required=False)
    history_ground = forms.ChoiceField(label="Why the history is read", required=False, widget=Radios(small=True))
    history = TextField(rows=4, max_length=TEXT_LIMIT, count=False, required=False)
    late_reason = forms.CharField(
        label=LATE, required=False, max_length=300, help_text="Asked for before this can be cited."
    )

    def __init__(
        self,
        *args: Any,
        framework: FrameworkVersion,
        law: str = "",
        in_care: bool = True,
        oldest: date | None = None,
        late: bool = False,
        lines: Sequence[Choice] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if lines:
            self.fields["lines"] = lines_field()
            self.fields["lines"].choices = lines  # type: ignore[attr-defined]
        words = framework.case_evaluation
        self.roles = [each for each in words.roles if in_care or not each.in_care]
        self.prompts = cases.asked(framework, law)
        for text in words.texts:
            self.fields[text.code].label = text.label
            self.fields[text.code].help_text = HELP.get(text.code, "")
        self._choose("sources", words.sources)
        for name, items in (("supervised", words.roles), ("agreement", words.agreement)):
            self._choose(name, items, NOT_YET)
        self._choose("history_ground", words.history_grounds, ("", "No history"))
        if oldest:
            self.fields["practice_from"].help_text = f"Practice from {oldest:%-d %B %Y} on is contemporary."
        for prompt in self.prompts:
            self.fields[name_of(prompt)] = field_of(prompt)
        if "shared" not in {each.code for each in self.prompts}:
            del self.fields["shared_reason"]
        self._ask_contacts(words)
        self.fieldsets = self._groups()  # type: ignore[misc]
        if not late:
            del self.fields["late_reason"]

    def _choose(self, name: str, items: Sequence[Any], *first: tuple[str, str]) -> None:
        self.fields[name].choices = [*first, *((each.code, each.label) for each in items)]  # type: ignore[attr-defined]

    def _ask_contacts(self, words: Any) -> None:
        ways = [("", "Not spoken to"), *((each.code, each.label) for each in words.ways)]
        for role in self.roles:
            way = forms.ChoiceField(label=role.label, choices=ways, required=False, widget=Select)
            self.fields[f"way_{role.code}"] = way
            self.fields[f"on_{role.code}"] = DateField(label=f"{role.label}: when", required=False)

    def _groups(self) -> list[tuple[str, list[str]]]:
        asked: dict[str, list[str]] = {}
        for prompt in self.prompts:
            asked.setdefault(prompt.group, []).append(name_of(prompt))
            if prompt.code == "shared":
                asked[prompt.group].append("shared_reason")
        first = ["reference", "practice_from", "practice_to", "practice_reason", "bears_now", "sources", "supervised"]
        spoken = [name for role in self.roles for name in (f"way_{role.code}", f"on_{role.code}")]
        return [
            ("The case and what you looked at", first),
            ("Findings", ["strengths", "weaknesses", "difference", *(["lines"] if "lines" in self.fields else [])]),
            *asked.items(),
            ("Who was spoken to about the case", [*spoken, "nobody_reason"]),
            ("Cafcass’s own audit", ["audited", "audited_on", "audit_view", "agreement", "agreement_reason"]),
            ("History, apart", ["history_ground", "history"]),
        ]

    def clean_reference(self) -> str:
        return reference(self.cleaned_data["reference"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if any(name in self.data for name in cases.GRADED):
            raise forms.ValidationError("A single case is not graded, so this page takes no grade and no score.")
        begun = any(cleaned.get(part) for part in CASE_PARTS) or cases.begun(self.facts())
        if not self.errors and not begun:
            self.add_error("strengths", "Enter something that you found, or answer a question")
        return cleaned

    def parts(self) -> dict[str, str]:
        return {part: self.cleaned_data.get(part) or "" for part in CASE_PARTS}

    def fields_of_revision(self) -> dict[str, Any]:
        return {"source": self.cleaned_data["reference"], "late_reason": self.cleaned_data.get("late_reason", "")}

    def facts(self) -> dict[str, Any]:
        """What was entered beside the words, in the names of evidence/cases.py."""
        given = self.cleaned_data
        same = (*cases.DATES, "bears_now", "sources", "audited", "agreement", "supervised", "history_ground")
        found = {name: _plain(given.get(name)) for name in same}
        found["answers"] = {each.code: _plain(given.get(name_of(each))) for each in self.prompts}
        found["contacts"] = {
            role.code: {"way": given.get(f"way_{role.code}"), "on": _plain(given.get(f"on_{role.code}"))}
            for role in self.roles
        }
        found["answers"] = {code: answer for code, answer in found["answers"].items() if answer}
        found["contacts"] = {code: said for code, said in found["contacts"].items() if said["way"]}
        return {name: value for name, value in found.items() if value}


class ClosingForm(OnceForm):
    """Asks why without the reply where a request is open, and for the view after a reply (DOC-06)."""

    open_reason = TextField(label="Why it is closed before Cafcass has answered", rows=3, max_length=TEXT_LIMIT)
    view_after = TextField(label="Your view after the reply", rows=4, max_length=TEXT_LIMIT)

    def __init__(self, *args: Any, waiting: bool, answered: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        needed = {"open_reason": (waiting, WHY_OPEN), "view_after": (answered, VIEW)}
        for name, (asked, message) in needed.items():
            self.fields[name].error_messages["required"] = message
            if not asked:
                del self.fields[name]


class CaseMergeForm(Merging, CaseForm):
    pass


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def initial_of_case(revision: Revision) -> dict[str, Any]:
    """What the form of this revision opens with; needs its words."""
    facts = revision.facts
    days = {name: date.fromisoformat(facts[name]) for name in cases.DATES if name in facts}
    same = {name: facts[name] for name in cases.TAKEN - {*cases.DATES, "answers", "contacts"} if name in facts}
    answers = {f"is_{code}": _typed(answer) for code, answer in facts.get("answers", {}).items()}
    spoken = facts.get("contacts", {})
    ways = {f"way_{code}": said["way"] for code, said in spoken.items()}
    on = {f"on_{code}": _typed(said["on"]) for code, said in spoken.items() if "on" in said}
    own = {"reference": revision.source, "late_reason": revision.late_reason}
    return own | days | same | answers | ways | on | revision.words.parts


def _typed(answer: Any) -> Any:
    try:
        return date.fromisoformat(answer)
    except (TypeError, ValueError):
        return answer
