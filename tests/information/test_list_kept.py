"""The original of a child-level list: opened by the analyst alone, and destroyed at the end (DATA-01)."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts import clock
from files import uploads
from files.jobs import run_queued, tick
from files.models import Destroyed, Upload
from information.actions.listing import check_list, send_list
from information.models import AnnexFile, AnnexReading, ListCheck
from inspections import actions as inspecting
from inspections.models import Inspection
from tests.cast import Cast
from tests.information import giving
from tests.information.lists import OLD, listed
from tests.inspections import stages
from tests.inspections.forms import errors, opened, send
from tests.reports import stages as reporting

pytestmark = pytest.mark.django_db
CHILD, BORN = "Zebulon Whinchat", "2015-09-17"
NECESSARY = "Item A-01 asks for it."


def checked(inspection: Inspection, cast: Cast, content: bytes = b"", name: str = "list.csv") -> ListCheck:
    content = content or listed({"case_name": CHILD, "date_of_birth": BORN}, fields=OLD)
    with uploads.arriving([ContentFile(content, name=name)]) as arrived:
        made = check_list(giving.request(inspection), arrived[0], content, by=cast.link_person)
    run_queued()
    return made


def sent(inspection: Inspection, cast: Cast) -> AnnexFile:
    return send_list(checked(inspection, cast), necessary=NECESSARY, by=cast.link_person)


@pytest.mark.rule("DATA-01", part="the list is opened by the analyst alone, and the lead reads who opened it and when")
def test_the_analyst_alone_opens_it_and_each_opening_is_shown_to_the_lead(cast: Cast, as_: Callable[..., Any]) -> None:
    inspection = giving.announced(cast)
    with giving.at_work():
        file = sent(inspection, cast)
        opens = reverse("annex_file", args=[inspection.ref, file.pk])
        for who in (cast.lead, cast.deputy, cast.team_inspector, cast.qa_manager):
            refusal = as_(who).get(opens)
            assert (refusal.status_code, "Only the senior analytical officer" in refusal.content.decode()) == (
                403,
                True,
            )
        assert not AnnexReading.objects.exists()
        pages = [reverse("annex", args=[inspection.ref]), reverse("annex_item", args=[inspection.ref, file.item_id])]
        for who, offered in ((cast.lead, False), (cast.analyst, True)):
            assert [opens in as_(who).get(page).content.decode() for page in pages] == [offered, offered]
        for _ in range(2):
            answer = as_(cast.analyst).get(opens)
            assert CHILD in answer.getvalue().decode()
        page = as_(cast.lead).get(reverse("annex_item", args=[inspection.ref, file.item_id])).content.decode()
    assert page.count(f"{cast.analyst.name}, ") == 2
    assert NECESSARY in page


ENDINGS: dict[str, Callable[[Inspection, Cast], Any]] = {
    "incomplete": lambda inspection, cast: inspecting.close_incomplete(
        inspection, reason="Fire.", kept="Notes.", by=cast.decision_maker
    ),
    "cancelled": lambda inspection, cast: inspecting.cancel_after_call(
        inspection, reason="Fire.", by=cast.decision_maker
    ),
}


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.rule("DATA-01", part="the list is destroyed when the inspection closes, sent or not, sealed or not")
def test_every_list_is_destroyed_when_the_inspection_closes(cast: Cast, as_: Callable[..., Any], ending: str) -> None:
    inspection = giving.announced(cast)
    with giving.at_work():
        file = sent(inspection, cast)
        only_checked = checked(inspection, cast, listed({"case_id": "C2"}, fields=OLD))
        giving.give(inspection, cast.link_person, "A-01 by another way.csv", "A-02 audits.txt")
        wrong = AnnexFile.objects.get(name="A-01 by another way.csv")
        giving.actions.seal_file(wrong, by=cast.link_person)
        assert not Destroyed.objects.exists()
    with clock.moved_to(stages.ENDED_AT):
        ENDINGS[ending](stages.fresh(inspection), cast)
        gone = {file.upload_id, only_checked.upload_id, wrong.upload_id}
        assert set(Destroyed.objects.values_list("upload_id", flat=True)) == gone
        # Shut before the bytes are gone.
        opens = reverse("annex_file", args=[inspection.ref, file.pk])
        assert "was destroyed" in as_(cast.analyst).get(opens).content.decode()
        assert as_(cast.link_person).get(reverse("own_annex_file", args=[file.pk])).status_code == 403
        assert tick() == []
        page = as_(cast.lead).get(reverse("annex_item", args=[inspection.ref, file.item_id])).content.decode()
    assert {each.pk for each in Upload.objects.all() if not default_storage.exists(each.path)} == gone
    assert "Destroyed" in page
    assert file.upload.sha256 in page
    assert AnnexReading.objects.count() == 0


@pytest.mark.rule("DATA-01", part="the list is destroyed with the publication")
def test_a_list_is_destroyed_with_the_publication_and_not_before(cast: Cast) -> None:
    report = reporting.decided(cast)
    inspection = report.inspection
    with uploads.arriving([ContentFile(listed({}), name="A-01 list.csv")]) as arrived:
        upload = uploads.receive(arrived[0], by=cast.link_person, inspection=inspection.ref)
    given = {"request": giving.request(inspection), "item": giving.item(inspection, "A-01"), "name": upload.name}
    AnnexFile.objects.create(upload=upload, **given)
    run_queued()
    assert not Upload.objects.get().is_destroyed
    reporting.published(cast, report)
    assert Upload.objects.get().is_destroyed


@pytest.mark.rule("DATA-01", part="a further column needs a reason of its own before the list is sent")
def test_a_list_with_columns_nobody_asked_for_says_why_they_are_needed(cast: Cast, as_: Callable[..., Any]) -> None:
    inspection = giving.announced(cast)
    link, sends = as_(cast.link_person), reverse("cafcass_list_send", args=[inspection.ref])
    with giving.at_work():
        checked(inspection, cast)
        assert link.get(sends).context["form"]["necessary"].value() == NECESSARY.replace("A-01", "A-01 of Annex A")
        checked(inspection, cast, listed({}, fields=OLD, header=[*(each.label for each in OLD[:-1]), "Shoe size"]))
        assert link.get(sends).context["form"]["necessary"].value() is None
        assert "1 column that nobody asked for" in link.get(sends).content.decode()
        refused = send(link, sends, necessary=" ")
        assert errors(refused)["necessary"] == ["Enter a reason"]
        assert send(link, sends, necessary="Asked for by telephone.").status_code == 302
    assert AnnexFile.objects.get().necessary_because == "Asked for by telephone."


@pytest.mark.rule("DATA-01", part="every file given says why it is needed")
def test_a_receipt_says_why_the_file_is_needed(cast: Cast, as_: Callable[..., Any]) -> None:
    inspection = giving.announced(cast)
    with giving.at_work():
        giving.give(inspection, cast.link_person, "A-02 audits.txt")
        item = giving.item(inspection, "A-02")
        for who, page in (
            (cast.lead, reverse("annex_item", args=[inspection.ref, item.pk])),
            (cast.link_person, reverse("own_item", args=[item.pk])),
        ):
            assert "Item A-02 of Annex A asks for it." in as_(who).get(page).content.decode()


@pytest.mark.rule("DATA-01")
def test_a_list_is_read_without_storing_what_it_says_of_a_child(cast: Cast, as_: Callable[..., Any]) -> None:
    """And no form of a case, in the sample or evaluated, has a field for a name or an address."""
    inspection = giving.announced(cast)
    for name in ("sample_child_create", "case_evaluation_create"):
        with giving.at_work():
            page = as_(cast.lead).get(reverse(name, args=[inspection.ref]))
        assert not [each for each in page.context["form"].fields if PERSONAL.search(each)]
    link, address = as_(cast.link_person), reverse("cafcass_list", args=[inspection.ref])
    content = listed(
        {"case_name": CHILD, "date_of_birth": BORN, "disability": CHILD, "gender": f"={CHILD}"}, fields=OLD
    )
    with giving.at_work():
        file = [SimpleUploadedFile("list.csv", content)]
        assert link.post(address, opened(link, address) | {"documents": file}).status_code == 302
        run_queued()
        assert send(link, reverse("cafcass_list_send", args=[inspection.ref]), necessary=NECESSARY).status_code == 302
        run_queued()
        tick()
        run_queued()
        assert "The case name and the date of birth are read and not stored." in link.get(address).content.decode()
    assert len(ListCheck.objects.get().faults) == 2
    assert [
        place for place, text in everything_stored() if re.search("zebulon|whinchat|2015-09-17", text.lower())
    ] == []


def everything_stored() -> list[tuple[str, str]]:
    """Every value of every row of every table, with the place where it stands."""
    return [
        (f"{model._meta.label}.{name}", str(value))
        for model in apps.get_models()
        for row in model._default_manager.values()
        for name, value in row.items()
    ]


OF_OTHERS = {
    # Of a step of a workflow.
    "evidence.ChallengeStep.name",
    "evidence.SeriousConcernStep.name",
    # Whether a question about a name is open: yes or no.
    "evidence.Head.names_open",
    "information.AnnexFile.name",
    "information.CaseSystem.name",
    "information.LineStep.name",
    "information.WellbeingContact.name",
}
PERSONAL = re.compile(r"(^|_)(name|names|surname|forename|address|postcode|birth|born|dob)(_|$)")


@pytest.mark.rule("DATA-01", part="no record of a child has a name, address or full date of birth")
def test_no_table_about_children_has_a_field_for_a_name_an_address_or_a_day_of_birth() -> None:
    models = [model for room in ("information", "evidence") for model in apps.get_app_config(room).get_models()]
    fields = {f"{model._meta.label}.{field.name}" for model in models for field in model._meta.concrete_fields}
    assert {each for each in fields if PERSONAL.search(each.rpartition(".")[2])} == OF_OTHERS
