"""The letter after the engagement meeting: write, settle its words, print, send. Never public (AEM-11)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts import clock
from accounts.refusals import Invalid, NotAllowed, NotHere
from files.serving import send
from inspections import engagement_queries as queries
from inspections.actions import engagement_letter as actions
from inspections.forms.engagement_letter import LetterForm, WordsForm
from inspections.letter_content import content_of, questioned, sections_of
from inspections.models import EngagementLetter, LetterPrint
from inspections.rules import engagement_letter as rules
from inspections.views.engagement import can
from inspections.views.engagement_base import LetterPage


def engagement_letter(request: HttpRequest, year: int) -> HttpResponse:
    """The letter as it stands or as it went, and what bars its sending."""
    letter = queries.letter_of(queries.meeting_of(year))
    grounds = {each.code: each.label for each in data_of(letter).grade_word_grounds}
    words = questioned(letter)
    writes = can(rules.may_write, letter, request.user)
    context = {
        "letter": letter,
        "meeting": letter.meeting,
        "content": letter.content or content_of(letter),
        "open_words": [each for each in words if not each.ground],
        "settled": [(each, grounds.get(each.ground, "")) for each in words if each.ground],
        "may_write": writes,
        "overdue": not letter.sent and clock.today() > letter.send_by,
        "refusal": barred(letter, request.user) if writes else None,
    }
    return render(request, "inspections/engagement/engagement_letter.html", context)


def data_of(letter: EngagementLetter) -> Any:
    return letter.meeting.framework.files.engagement.annual_engagement_meeting.letter


def barred(letter: EngagementLetter, by: Any) -> NotAllowed | None:
    try:
        rules.may_send(letter, by)
    except NotAllowed as refusal:
        return refusal
    return None


class WriterPage(LetterPage):
    def allow(self) -> None:
        rules.may_write(self.letter, self.by)


class EngagementLetterEdit(WriterPage):
    form_class = LetterForm
    template_name = "inspections/engagement/engagement_letter_edit.html"
    success = "The letter is saved."

    def form_kwargs(self) -> dict[str, Any]:
        return {"sections": sections_of(self.letter.meeting), "version": self.letter.version}

    def initial(self) -> dict[str, Any]:
        return {row.section: row.text for row in self.letter.texts.all()}

    def perform(self, form: Any) -> str:
        texts = {section.code: form.cleaned_data[section.code] for section in sections_of(self.letter.meeting)}
        actions.write_letter(self.letter, texts, version=form.cleaned_data["version"], by=self.by)
        # What holds a grade word is shown at once (AEM-12).
        open_words = any(not each.ground for each in questioned(self.letter))
        return reverse("engagement_letter_words" if open_words else "engagement_letter", args=[self.year])


class EngagementLetterWords(WriterPage):
    """Each grade word with its sentence: changed, or confirmed as no judgement (AEM-12)."""

    form_class = WordsForm
    template_name = "inspections/engagement/engagement_letter_words.html"
    success = "Saved."

    def open_words(self) -> list[Any]:
        return [each for each in questioned(self.letter) if not each.ground]

    def form_kwargs(self) -> dict[str, Any]:
        return {"words": self.open_words(), "grounds": data_of(self.letter).grade_word_grounds}

    def context(self) -> dict[str, Any]:
        return {**super().context(), "open_words": self.open_words()}

    def perform(self, form: Any) -> str:
        for number, each in enumerate(self.open_words()):
            ground = form.cleaned_data.get(f"ground_{number}")
            if form.cleaned_data.get(f"shown_{number}") != f"{each.found.word}: {each.found.sentence}":
                raise Invalid("", "The letter has changed since this page was opened. Look at its words again.")
            if ground:
                actions.confirm_word(self.letter, each.found, ground, by=self.by)
        return self.address()


class EngagementLetterPdf(WriterPage):
    """The PDF of the text as it stands; POST asks for it."""

    template_name = "inspections/engagement/engagement_letter_pdf.html"
    then = "engagement_letter_pdf"

    def context(self) -> dict[str, Any]:
        job = actions.job_of(self.letter)
        pdf = job.result if job else None
        return {**super().context(), "job": job, "pdf": pdf, "address": self.request.path}

    def perform(self, form: Any) -> str:
        actions.ask_for_letter_pdf(self.letter, by=self.by)
        return self.address(self.then)


class EngagementLetterSend(EngagementLetterPdf):
    """What stands in the way, in the rule's words; else the PDF and the button."""

    template_name = "inspections/engagement/engagement_letter_send.html"
    success = "The letter is sent."

    def context(self) -> dict[str, Any]:
        return {**super().context(), "refusal": barred(self.letter, self.by)}

    def perform(self, form: Any) -> str:
        actions.send_letter(self.letter, by=self.by)
        return self.address()


def engagement_letter_file(request: HttpRequest, year: int, printed: int) -> HttpResponse:
    """A finished PDF of this letter, for those at Ofsted who may read it."""
    letter = queries.letter_of(queries.meeting_of(year))
    wanted = LetterPrint.objects.filter(letter=letter, pk=printed).first()
    file = queries.file_of(wanted) if wanted else None
    if file is None:
        raise NotHere
    return send(file, inline=True)


def engagement_letter_sent_file(request: HttpRequest, year: int) -> HttpResponse:
    """The PDF as it went to the chief executive."""
    letter = queries.sent_letter(year)
    assert letter.file
    return send(letter.file, inline=True)
