"""The shape of what people type about people, posts, passwords and the demo's clock."""

from typing import Any

from django import forms
from django.contrib.auth import password_validation

from accounts import clock
from accounts.models import STANDING_POSTS, Person
from govuk.forms import DateField, GovukForm, OnceForm, OnceModelForm, TimeField
from govuk.widgets import Radios

EMAIL_ERRORS = {
    "required": "Enter an email address",
    "invalid": "Enter an email address in the correct format, like name@example.com",
}
# pragma: allowlist nextline secret
PASSWORD_HINT = "At least 12 characters. Three words that do not belong together are easy to keep in mind."


def _password(label: str, autocomplete: str, required: str, hint: str = "") -> forms.CharField:
    """Spaces at the ends belong to a password, and what was typed is never sent back to the page."""
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete, "class": "govuk-input--width-20"})
    return forms.CharField(
        label=label, strip=False, max_length=200, widget=widget, help_text=hint, error_messages={"required": required}
    )


def _email() -> forms.EmailField:
    widget = forms.EmailInput(attrs={"autocomplete": "username", "spellcheck": "false"})
    return forms.EmailField(label="Email address", max_length=254, widget=widget, error_messages=EMAIL_ERRORS)


class SignInForm(GovukForm):
    """Email address and password."""

    email = _email()
    password = _password("Password", "current-password", "Enter your password")


class ForgottenPasswordForm(GovukForm):
    """The address to which a link goes."""

    email = _email()


class NewPasswordForm(GovukForm):
    """A new password, typed twice; judged against the person's own name and address too."""

    new = _password("New password", "new-password", "Enter a new password", PASSWORD_HINT)
    again = _password("New password again", "new-password", "Enter the new password again")

    def __init__(self, *args: Any, user: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_new(self) -> str:
        password = str(self.cleaned_data["new"])
        password_validation.validate_password(password, self.user)
        return password

    def clean_again(self) -> str:
        again = str(self.cleaned_data["again"])
        if "new" in self.cleaned_data and again != self.cleaned_data["new"]:
            raise forms.ValidationError("The two new passwords are not the same. Enter both again")
        return again


class ChangePasswordForm(NewPasswordForm):
    """The present password, then the new one twice."""

    present = _password("Present password", "current-password", "Enter your present password")
    field_order = ("present", "new", "again")


class PersonForm(OnceModelForm):
    """Who somebody is: name, email address, employer and grade."""

    class Meta:
        model = Person
        fields = ("name", "email", "side", "grade", "badge_number")
        labels = {
            "name": "Full name",
            "email": "Email address",
            "side": "Works for",
            "grade": "Grade",
            "badge_number": "Badge number",
        }
        help_texts = {
            "grade": "Only somebody at Ofsted has one. A quality assurance manager must be a Senior HMI.",
            "badge_number": "Of the identity badge that an inspector shows on site. It stands on the contact sheet.",
        }
        widgets = {"side": Radios(inline=True), "grade": Radios()}
        error_messages = {
            "name": {"required": "Enter the full name"},
            "email": EMAIL_ERRORS,
            "side": {"required": "Select who the person works for"},
            "grade": {"required": "Select the grade"},
        }

    def _post_clean(self) -> None:
        """Leaves the row alone: the action saves it, and reports beside the field what the database would refuse."""


class PeopleSearchForm(GovukForm):
    """Part of a name or an email address."""

    mark_optional = False
    q = forms.CharField(label="Name or email address", max_length=120, required=False)


class PostForm(OnceForm):
    """Which standing post, and from which day."""

    post = forms.ChoiceField(
        label="Post", choices=STANDING_POSTS, widget=Radios(), error_messages={"required": "Select a post"}
    )
    since = DateField(label="From", help_text="The first day on which the person holds it.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["since"].initial = clock.today


class RecordSearchForm(GovukForm):
    """Narrows the record; everything empty shows all of it."""

    mark_optional = False
    person = forms.CharField(label="Who", max_length=120, required=False)
    verb = forms.CharField(label="Did what", max_length=60, required=False)
    inspection = forms.CharField(label="Reference of the inspection", max_length=40, required=False)


class ChosenForm(forms.Form):
    """The email address of somebody in the demo's cast."""

    person = forms.EmailField()


class ClockForm(OnceForm):
    """The day and time in England at which the demo's clock goes on."""

    day = DateField(label="Day")
    time = TimeField(label="Time", help_text="For example, 10:40.")
