"""Shape of what is typed about dates."""

from django import forms

from govuk.forms import DateField, OnceForm
from scheduling.models import Holiday


class HolidayForm(OnceForm):
    day = DateField(label="Day", help_text="The day that was proclaimed a bank holiday in England and Wales.")
    name = forms.CharField(
        label="Name", max_length=Holiday._meta.get_field("name").max_length, help_text="As it was proclaimed."
    )
