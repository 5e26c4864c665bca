"""The letter after the engagement meeting: in time, to the chief executive, without a judgement, never public."""

from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from accounts import clock
from accounts.refusals import NotAllowed
from files import pdf
from files.models import OutgoingMail
from inspections.actions import engagement_letter as actions
from inspections.due.engagement import due
from inspections.letter_content import same_day_later
from inspections.models import EngagementLetter, LetterPrint
from inspections.reminding import remind_of_letters
from inspections.tasks import STYLESHEETS, html_of
from tests.cast import Cast
from tests.inspections import engaging
from tests.inspections.forms import errors, opened, send
from tests.inspections.test_self_evaluation import url, words

pytestmark = pytest.mark.django_db
WRITING = clock.at(date(2026, 3, 20), 10)
GOOD = "Private law practice is good."


@pytest.fixture
def letter(cast: Cast) -> EngagementLetter:
    return engaging.letter_of(engaging.held(cast, engaging.planned(cast)))


def texts_of(letter: EngagementLetter, **changed: str) -> dict[str, str]:
    stored = {row.section: row.text for row in letter.texts.all()}
    return stored | {"AEML-5": "None agreed."} | {code.replace("_", "-"): text for code, text in changed.items()}


@pytest.mark.rule("AEM-10")
@pytest.mark.parametrize(
    ("met", "due_on", "send_by"),
    [
        (date(2025, 1, 31), date(2025, 2, 28), date(2025, 2, 28)),
        (date(2024, 1, 31), date(2024, 2, 29), date(2024, 2, 29)),
        (date(2025, 3, 12), date(2025, 4, 12), date(2025, 4, 11)),
    ],
)
def test_due_a_calendar_month_later(cast: Cast, as_: Any, met: date, due_on: date, send_by: date) -> None:
    meeting = engaging.held(cast, engaging.planned(cast, met, clock.at(date(2023, 12, 1), 9)))
    letter = engaging.letter_of(meeting)
    assert (letter.due_on, letter.send_by) == (due_on, send_by)
    assert same_day_later(met, 1) == due_on
    (owed,) = due(met)
    assert (owed.day, owed.person, owed.suggestion) == (send_by, cast.engagement_chair, False)
    with clock.moved_to(clock.at(date.fromordinal(send_by.toordinal() + 1), 9)):
        assert "Overdue" in words(as_(cast.engagement_chair).get(url("engagement_letter", year=met.year)))


@pytest.mark.rule("AEM-10", part="the chair is reminded 10 and 2 days before, once each")
def test_reminders_ten_and_two_days_before(cast: Cast, letter: EngagementLetter) -> None:
    assert letter.send_by == date(2026, 4, 10)
    OutgoingMail.objects.filter(state="queued").update(state="sending")
    told = OutgoingMail.objects.filter(to=cast.engagement_chair.email)
    counts = []
    for day in (date(2026, 3, 30), date(2026, 3, 31), date(2026, 4, 1), date(2026, 4, 8), date(2026, 4, 9)):
        for hour in (8, 9):
            with clock.moved_to(clock.at(day, hour)):
                remind_of_letters()
        counts.append(told.filter(subject__contains="is due in").count())
    assert counts == [0, 1, 1, 2, 2]


@pytest.mark.rule("AEM-10", part="it goes to the chief executive, by a mail that carries nothing of it")
def test_sending_tells_the_chief_executive(cast: Cast, as_: Any, letter: EngagementLetter) -> None:
    with clock.moved_to(WRITING):
        finished = engaging.finished(cast, letter, AEML_3="Whinchat focus.")
        assert as_(cast.chief_executive).get(url("own_engagement_letter")).status_code == 404
        assert send(as_(cast.engagement_chair), url("engagement_letter_send")).status_code == 302
    mail = OutgoingMail.objects.get(subject__contains="letter after our engagement meeting")
    assert mail.to == cast.chief_executive.email
    assert settings.SITE_URL + url("own_engagement_letter") in mail.body
    assert "Whinchat" not in mail.body + mail.subject
    page = as_(cast.chief_executive).get(url("own_engagement_letter"))
    assert "Whinchat focus." in words(page)
    file = as_(cast.chief_executive).get(url("own_engagement_letter_file"))
    assert (file.status_code, file["Content-Type"]) == (200, "application/pdf")
    assert as_(cast.lead).get(url("engagement_letter_sent_file")).content == file.content
    assert engaging.fresh(letter.meeting).state == "letter_sent"
    assert list(due(date(2026, 4, 1))) == []
    with pytest.raises(NotAllowed, match="stays as it went"):
        actions.write_letter(finished, {"AEML-3": "x"}, version=None, by=cast.engagement_chair)
    with pytest.raises(DatabaseError), transaction.atomic():
        EngagementLetter.objects.update(content={})


@pytest.mark.rule("AEM-11")
def test_a_sent_letter_is_nowhere_for_the_public(cast: Cast, as_: Any, letter: EngagementLetter) -> None:
    with clock.moved_to(WRITING):
        actions.send_letter(engaging.finished(cast, letter, AEML_3="Whinchat focus."), by=cast.engagement_chair)
    anonymous = Client()
    public = words(anonymous.get(reverse("published_reports")))
    assert "Whinchat" not in public
    assert "ngagement" not in public.split("<main")[1].split("</main>")[0]
    addresses = [
        url("own_engagement_letter"),
        url("own_engagement_letter_file"),
        url("engagement_letter"),
        url("engagement_letter_sent_file"),
        url("engagement_letter_file", letter.prints.get().pk),
    ]
    for address in addresses:
        assert anonymous.get(address).url.startswith(reverse("sign_in"))
        for who in (cast.link_person, cast.contributor, cast.cafcass_stranger, cast.auditor, cast.administrator):
            assert as_(who).get(address).status_code == 404
    assert anonymous.get("/reports/engagement-meeting-2026/").status_code == 404
    assert not [field.name for field in EngagementLetter._meta.get_fields() if "publi" in field.name]


@pytest.mark.rule("AEM-12")
def test_a_grade_word_bars_sending_until_it_is_settled(cast: Cast, as_: Any, letter: EngagementLetter) -> None:
    client = as_(cast.engagement_chair)
    with clock.moved_to(WRITING):
        saved = send(client, url("engagement_letter_edit"), **texts_of(letter, AEML_3=GOOD))
        assert saved.url == url("engagement_letter_words")
        page = words(client.get(saved.url))
        assert f"“good” in: {GOOD}" in page
        assert "quotes a grade that was published before" in page
        assert GOOD in words(client.get(url("engagement_letter_send")))
        with pytest.raises(NotAllowed, match="good"):
            actions.send_letter(letter, by=cast.engagement_chair)
        undecided = send(client, url("engagement_letter_words"), shown_0=f"good: {GOOD}", ground_0="")
        assert undecided.status_code == 302
        with pytest.raises(NotAllowed, match="good"):
            actions.send_letter(letter, by=cast.engagement_chair)
        send(client, url("engagement_letter_words"), shown_0=f"good: {GOOD}", ground_0="published")
        engaging.finished(cast, letter)
        actions.send_letter(letter, by=cast.engagement_chair)
    ground = letter.grounds.get()
    assert (ground.word, ground.sentence, ground.ground, ground.by) == (
        "good",
        GOOD,
        "published",
        cast.engagement_chair,
    )


@pytest.mark.rule("AEM-12", part="a confirmed sentence that is changed is asked about again, and removing it will do")
def test_another_sentence_is_asked_about_again(cast: Cast, as_: Any, letter: EngagementLetter) -> None:
    client = as_(cast.engagement_chair)
    with clock.moved_to(WRITING):
        send(client, url("engagement_letter_edit"), **texts_of(letter, AEML_3=GOOD))
        shown = opened(client, url("engagement_letter_words"))
        send(client, url("engagement_letter_edit"), **texts_of(letter, AEML_3="Public law practice is good."))
        late = client.post(
            url("engagement_letter_words"), shown | {"shown_0": f"good: {GOOD}", "ground_0": "published"}
        )
        assert late.status_code == 400
        assert "changed since this page was opened" in words(late)
        send(client, url("engagement_letter_edit"), **texts_of(letter, AEML_3="Public law was spoken of."))
        assert "Grade words" not in words(client.get(url("engagement_letter")))
        engaging.finished(cast, letter)
        assert actions.send_letter(letter, by=cast.engagement_chair).sent


@pytest.mark.rule("AEM-13")
def test_five_sections_begin_filled_and_none_goes_out_empty(cast: Cast, as_: Any, letter: EngagementLetter) -> None:
    begun = {row.section: row.text for row in letter.texts.all()}
    assert "Thursday 12 March 2026" in begun["AEML-1"]
    assert "Casey Specimen, Chief executive" in begun["AEML-1"]
    assert "Financial and professional context in the family justice system: We talked about it (4)." in begun["AEML-2"]
    assert begun["AEML-3"] == "We talked about it (5)."
    assert begun["AEML-4"] == "We talked about it (6)."
    assert begun["AEML-5"] == ""
    client = as_(cast.engagement_chair)
    with clock.moved_to(WRITING):
        send(client, url("engagement_letter_edit"), **texts_of(letter, AEML_3=""))
        assert "Possible focus of a future focused visit" in words(client.get(url("engagement_letter_send")))
        with pytest.raises(NotAllowed, match="Nothing stands under: Possible focus of a future focused visit"):
            actions.send_letter(letter, by=cast.engagement_chair)
        send(client, url("engagement_letter_edit"), **texts_of(letter, AEML_3="No focus proposed at present."))
        engaging.finished(cast, letter)
        assert actions.send_letter(letter, by=cast.engagement_chair).sent


def test_only_the_chair_writes_it_and_everybody_engaged_reads_it(
    cast: Cast, as_: Any, letter: EngagementLetter
) -> None:
    assert as_(cast.lead).get(url("engagement_letter")).status_code == 200
    assert as_(cast.lead).get(url("engagement_letter_edit")).status_code == 403
    assert as_(cast.stranger).get(url("engagement_letter")).status_code == 404
    with pytest.raises(NotAllowed):
        actions.write_letter(letter, {}, version=None, by=cast.lead)


def test_a_stale_letter_shows_both_texts(cast: Cast, as_: Any, letter: EngagementLetter) -> None:
    client = as_(cast.engagement_chair)
    first = opened(client, url("engagement_letter_edit"))
    send(client, url("engagement_letter_edit"), **texts_of(letter, AEML_3="Saved first."))
    late = client.post(url("engagement_letter_edit"), first | texts_of(letter, AEML_3="Typed late."))
    assert late.status_code == 409
    assert "Typed late." in words(late)
    assert "Saved first." in words(late)
    assert errors(late) == {}


def test_a_pdf_of_another_text_is_not_sent(cast: Cast, letter: EngagementLetter) -> None:
    finished = engaging.finished(cast, letter)
    actions.write_letter(finished, {"AEML-3": "Changed since."}, version=None, by=cast.engagement_chair)
    with pytest.raises(NotAllowed, match="no finished PDF of this text"):
        actions.send_letter(finished, by=cast.engagement_chair)


def test_the_letter_is_a_tagged_pdf_that_says_what_it_holds(cast: Cast, letter: EngagementLetter) -> None:
    from io import BytesIO

    from pypdf import PdfReader

    engaging.finished(cast, letter, AEML_3="A focus on <b>supervision</b> & learning.")
    content = pdf.render(html_of(LetterPrint.objects.get()), stylesheets=STYLESHEETS)
    read = PdfReader(BytesIO(content))
    text = " ".join(page.extract_text() for page in read.pages)
    assert "A focus on <b>supervision</b> & learning." in " ".join(text.split())
    assert "Not for publication" in text
    root: Any = read.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
