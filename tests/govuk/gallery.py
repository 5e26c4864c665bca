"""Every component and kind of field on a few pages, for tests alone."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.template.response import TemplateResponse
from django.urls import path

from accounts.refusals import Both
from govuk.forms import DateField, OnceForm, TextField, TimeField
from govuk.widgets import Checkboxes, Radios, Text

HERE = Path(__file__).parent
SITE = {
    "demo": True,
    "today": date(2024, 1, 22),
    "inspection": "Full inspection 2024",
    "role_line": "You are the lead inspector",
    "nav": [("Home", "/", True), ("Inspections", "/components/", False), ("People and posts", "/form/", False)],
    "inspection_parts": [
        (name, f"/{name}/", name == "Evidence") for name in ("This inspection", "Fieldwork", "Evidence", "Report")
    ],
    "inspection_part": "Evidence",
    "inspection_nav": [
        (name, f"/{name}/", name == "Evidence")
        for name in ("Overview", "Timetable", "Team", "Evidence", "Lines of enquiry", "Judgements", "Report", "History")
    ],
    "home_url": "/",
    "person_name": "Alex Morgan-Featherstonehaugh",
    "sign_out_url": "/sign-out/",
}


class GalleryForm(OnceForm):
    fieldsets = (("What was seen", ("title", "source", "area", "topics")),)

    title = forms.CharField(max_length=20, help_text="In a few words")
    source = forms.ChoiceField(
        choices=[("interview", "Interview"), ("meeting", "Meeting seen"), ("case", "Case tracked")],
        widget=Radios(hints={"case": "Read with the practitioner beside you"}),
        help_text="Choose the first place where you saw it",
    )
    area = forms.ChoiceField(choices=[("", "---------"), ("a", "Practice"), ("b", "Leaders")], label="Which area?")
    topics = forms.MultipleChoiceField(
        choices=[("x", "Voice of the child"), ("y", "Delay")], widget=Checkboxes(small=True)
    )
    held_on = DateField(label="Date of the call", help_text="For example, 22 1 2024")
    held_at = TimeField(label="Time", required=False)
    hours = forms.IntegerField(widget=Text(width=3, suffix="hours"), required=False)
    text = TextField(max_length=200, label="What happened")
    document = forms.FileField(required=False)
    sure = forms.BooleanField(label="The child was told what will be written", help_text="Tick when both know")


def draw(request: HttpRequest, name: str, **context: Any) -> HttpResponse:
    template = engines["django"].from_string((HERE / name).read_text())
    return HttpResponse(template.render({"site": SITE, **context}, request))


def form(request: HttpRequest) -> HttpResponse:
    given = GalleryForm(request.POST or None, request.FILES or None, version=3)
    stale = {"stale": {"texts": [Both("Text", "Mine\nin two lines", "Theirs")], "changed_by": "Sam Okafor"}}
    return draw(request, "form.html", form=given, **(stale if "stale" in request.GET else {}))


def components(request: HttpRequest) -> HttpResponse:
    messages.success(request, "The note is saved.")
    messages.info(request, "The team meets at 16:30.")
    long = "<b>Not bold</b> and a veryverylongwordwithoutanybreakthatwouldpushaphonesideways@inspections.example"
    return draw(
        request,
        "components.html",
        page=Paginator(range(300), 10).page(7),
        moment=datetime(2024, 7, 1, 9, 40, tzinfo=UTC),
        day=date(2024, 1, 22),
        rows=[["Private law", "12", long], ["Public law", "7", "Two lines\nof text"]],
        head=["Area", "Summaries", "What is missing"],
        facts=[("Kind", "Inspection", [("Change", "#", "kind")]), ("Text", long)],
        tasks=[
            {"title": "Choose the team", "href": "#", "status": "Completed"},
            {"title": "Announce", "href": "#", "hint": "By telephone first", "status": "Not yet", "colour": "blue"},
            {"title": "Publish", "status": "Cannot start yet", "colour": "grey"},
        ],
        events=[
            {
                "title": "Announced",
                "by": "Alex Morgan",
                "at": datetime(2024, 1, 22, 9, 30, tzinfo=UTC),
                "text": "By telephone.",
            },
            {"title": "Planned", "at": date(2023, 11, 1), "text": long},
        ],
        places=[("Overview", "#", True), ("Team", "#", False), ("Evidence", "#", False), ("Report", "#", False)],
    )


def error(request: HttpRequest, number: int) -> HttpResponse:
    context = {"site": SITE, "reason": "The draft is with Cafcass until Tuesday.", "lifted_by": "the QA manager"}
    return TemplateResponse(request, f"{number}.html", context, status=200)


urlpatterns = [
    path("form/", form),
    path("components/", components),
    path("error/<int:number>/", error),
]
