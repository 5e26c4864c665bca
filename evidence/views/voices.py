"""The ways of hearing children and families, and the lead's note on those that were not used."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.access import Thing, Verb, verbs_for
from evidence.actions.voices import note_voices
from evidence.forms.voices import VoiceNoteForm
from evidence.queries.voices import Voices, voices
from information.views.guarding import AskedAboutNames
from inspections.models import Inspection
from inspections.views.base import InspectionPage


def voices_heard(request: HttpRequest, **_: Any) -> HttpResponse:
    inspection: Inspection = request.inspection  # type: ignore[attr-defined]
    verbs = verbs_for(request.roles, Thing.COVERAGE, request.user, inspection)  # type: ignore[attr-defined]
    context = {"inspection": inspection, "voices": voices(inspection), "may_note": Verb.EDIT in verbs}
    return render(request, "evidence/voices.html", context)


class VoiceNoteCreate(AskedAboutNames, InspectionPage):
    guarded = ("note",)
    form_class = VoiceNoteForm
    template_name = "evidence/voice_note_create.html"
    success = "The note is saved."
    back = "voices"

    @cached_property
    def voices(self) -> Voices:
        return voices(self.inspection)

    def context(self) -> dict[str, Any]:
        return super().context() | {"voices": self.voices}

    def perform(self, form: Any) -> str:
        note_voices(self.inspection, note=form.cleaned_data["note"], by=self.by)
        return self.address()
