"""Questions, answers, sites and context."""

from django import forms

from govuk.forms import OnceForm, TextField
from govuk.widgets import Radios
from information.forms.notification import choice, words
from information.models.notification import YES_NO
from inspections.forms.plan import REASON_LIMIT

SITE_FIELDS = ("workspace", "file_access", "systems", "support", "structure", "issues")
CONTEXT_FIELDS = ("context", "strengths", "challenges")


def text(label: str, rows: int = 3, hint: str = "", required: str = "") -> forms.CharField:
    said = {"required": required} if required else {}
    return TextField(
        label=label, max_length=REASON_LIMIT, rows=rows, required=bool(required), help_text=hint, error_messages=said
    )


class QuestionForm(OnceForm):
    text = text("Your question", hint="No names of children or families.", required="Enter the question")


class AnswerForm(OnceForm):
    text = text("Answer", hint="Both sides read it.", required="Enter the answer")


class SiteSetupForm(OnceForm):
    workspace = choice("Is there a workspace for the inspectors?", YES_NO)
    file_access = choice("Can they open the files there?", YES_NO)
    systems = choice("Do the IT systems work for them?", YES_NO)
    support = words("Who helps with files and systems", "By role.")
    structure = text("How the local services and this site are set up")
    issues = text("What is particular about this site")


class ContextForm(OnceForm):
    context = text("Local and national context")
    strengths = text("Strengths")
    challenges = text("Challenges")


class EqualitiesForm(OnceForm):
    needs = forms.ChoiceField(
        label="Is there anything to raise, for anybody whom the inspectors meet?",
        choices=YES_NO,
        widget=Radios(inline=True),
        error_messages={"required": "Select yes or no"},
    )
    need = forms.CharField(
        label="What is needed",
        max_length=300,
        required=False,
        help_text="For example, a sign language interpreter for a meeting. Without anybody's name.",
    )
