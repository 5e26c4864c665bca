"""Annex A brought to a stage through the product's own actions, on the dates of the inspection of 2024."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.files.base import ContentFile

from accounts import clock
from accounts.models import Person
from files import uploads
from files.jobs import run_queued
from files.models import StoredFile, Upload
from information import actions
from information.models import (
    AdditionalOffer,
    AnnexDelegate,
    AnnexFile,
    AnnexItem,
    AnnexRequest,
    CaseSystem,
    FurtherRequest,
    GoodPracticeOffer,
    LineOfEnquiry,
    Question,
    RequestFile,
    RequestReply,
    SampledChild,
    SampledPractice,
)
from inspections.models import Inspection
from inspections.workflow import State
from tests.cast import Cast
from tests.inspections import stages

GIVEN_AT = clock.at(stages.CALLED_AT.date().replace(day=23), 11)
TEXT = b"How we are organised."


def announced(cast: Cast) -> Inspection:
    """With the request, and everybody at Cafcass who may answer it."""
    made = stages.announced(cast)
    assert cast.link_person
    assert cast.contributor
    return made


def item(inspection: Inspection, number: str) -> AnnexItem:
    return AnnexItem.objects.select_related("request__inspection__timeline").get(
        request__inspection=inspection, number=number
    )


def request(inspection: Inspection) -> AnnexRequest:
    return AnnexRequest.objects.select_related("inspection").get(inspection=inspection)


def give(
    inspection: Inspection, by: Person, *names: str, number: str = "", content: bytes = TEXT, checked: bool = True
) -> Any:
    """Files of different content, checked by the worker."""
    files = [ContentFile(content + name.encode(), name=name) for name in names]
    with uploads.arriving(files) as arrived:
        to = item(inspection, number) if number else None
        given = actions.give_files(request(inspection), arrived, item=to, by=by)
    if checked:
        run_queued()
    return given


@contextmanager
def at_work() -> Iterator[None]:
    """On the day after the call."""
    with clock.moved_to(GIVEN_AT):
        yield


def rows_for_every_address(inspection: Inspection, cast: Cast) -> dict[str, Any]:
    """An item in a colleague's hands with a file, whatever the state, and the ids of the addresses of this room."""
    asked = AnnexItem.objects.filter(request__inspection=inspection).first()
    found: dict[str, Any] = {"annex_title_edit.framework": "2024-12-17", "annex_title_edit.number": "1.06"}
    found["preparation_matter.code"] = "PREP-01"
    found |= further_rows(inspection, cast) | sample_rows(inspection, cast) | settling_rows(inspection, cast)
    given = {"inspection": inspection, "number": 1, "title": "Delay", "theme": "Delay"}
    line = LineOfEnquiry.objects.create(**given, made_by=cast.lead)
    found |= {"line_edit.pk": line.pk, "line_open.pk": line.pk}
    for number, (state, pages) in enumerate((("open", ("close",)), ("closed", ("reopen", "count"))), start=2):
        other = LineOfEnquiry.objects.create(**given | {"number": number}, state=state, made_by=cast.lead)
        found |= {f"line_{page}.pk": other.pk for page in pages}
    if asked is None:
        return found | {f"{name}.pk": 999_999 for name in (*OF_ITEM, *OF_FILE, *OF_DOCUMENT)} | {"delegate": 999_999}
    delegate = AnnexDelegate.objects.create(item=asked, person=cast.contributor, by=cast.link_person)
    upload = Upload.objects.create(key="0" * 64, sha256="0" * 64, size=1, name="ours.txt", made_by=cast.contributor)
    file = AnnexFile.objects.create(request=asked.request, item=asked, upload=upload, name="A-01 ours.txt")
    found |= {f"{name}.pk": asked.pk for name in OF_ITEM} | {f"{name}.pk": file.pk for name in OF_FILE}
    found |= dict.fromkeys([f"{name}.pk" for name in OF_DOCUMENT], _sound(asked.request, cast).pk)
    return found | {"delegate": delegate.pk}


def _sound(request: AnnexRequest, cast: Cast) -> Upload:
    """A document that the checks let through, of an item that the team reads."""
    given = {"key": "2" * 48, "sha256": "2" * 64, "size": 1, "name": "sound.txt", "inspection": request.inspection.ref}
    stored = StoredFile.objects.create(**given, content_type="text/plain", made_by=cast.link_person)
    upload = Upload.objects.create(**given, state="available", stored=stored, made_by=cast.link_person)
    item = request.items.filter(child_level=False)[0]
    AnnexFile.objects.create(request=request, item=item, upload=upload, name="A-02 sound.txt")
    return upload


def settling_rows(inspection: Inspection, cast: Cast) -> dict[str, Any]:
    """A question of each side, which the other answers; and a site."""
    given = {"inspection": inspection, "text": "When?"}
    ours = Question.objects.create(from_cafcass=False, by=cast.lead, **given)
    theirs = Question.objects.create(from_cafcass=True, by=cast.link_person, **given)
    site = inspection.sites.values_list("pk", flat=True).first() or 999_999
    found = {"question_answer.pk": theirs.pk, "own_question_answer.pk": ours.pk}
    return found | {"site_setup.pk": site, "own_site_setup.pk": site, "own_staff_pack_file.pk": 999_999}


def further_rows(inspection: Inspection, cast: Cast) -> dict[str, Any]:
    """A request that Cafcass knows of, with a reply; and an offer that nobody has decided on."""
    pages = ("agree", "log", "confirm", "decline", "view")
    of_request = ("further_request", "own_request_reply", *(f"further_request_{each}" for each in pages))
    if not inspection.has_reached(State.ANNOUNCED):
        return {f"{name}.pk": 999_999 for name in (*of_request, "further_request_file", *OF_OFFER)}
    given = {"inspection": inspection, "number": 1, "kind": "service", "what": "Rotas", "reason": "Needed"}
    made = FurtherRequest.objects.create(**given, proposed_by=cast.lead, state="sent", decided_by=cast.lead)
    FurtherRequest.objects.create(**given | {"number": 2}, proposed_by=cast.team_inspector)
    reply = RequestReply.objects.create(request=made, leader="Director", text="Here", by=cast.link_person)
    upload = Upload.objects.create(key="1" * 64, sha256="1" * 64, size=1, name="x.txt", made_by=cast.link_person)
    file = RequestFile.objects.create(reply=reply, upload=upload)
    offer = AdditionalOffer.objects.create(inspection=inspection, title="More", reason="New", by=cast.link_person)
    found = {f"{name}.pk": made.pk for name in of_request} | {"further_request_file.pk": file.pk}
    return found | {f"{name}.pk": offer.pk for name in OF_OFFER}


def sample_rows(inspection: Inspection, cast: Cast) -> dict[str, Any]:
    """A sampled child of a team inspector's with a day of practice, and a system."""
    tied = {"proceeding": "care_supervision", "law_type": "public", "reason": "random"}
    given = tied | {"reference": "PU-01", "inspection": inspection, "inspector": cast.team_inspector}
    child = SampledChild.objects.create(**given, made_by=cast.lead)
    day = stages.PLANNED_AT.date()
    said = {"day": day, "historical": False, "counts": True}
    practice = SampledPractice.objects.create(child=child, **said, by=cast.team_inspector)
    system = CaseSystem.objects.create(inspection=inspection, name="Case files", by=cast.lead)
    case = {"reference": "PR-55", "audited_on": day, "what": "The child was heard"}
    offer = GoodPracticeOffer.objects.create(inspection=inspection, **case, by=cast.link_person)
    found = {f"{name}.pk": child.pk for name in OF_CHILD} | {"sample_offer_decide.pk": offer.pk}
    return found | {"sample_practice_take_back.pk": practice.pk, "system_tested.pk": system.pk}


OF_CHILD = ("sampled_child", "sample_child_edit", "sample_child_take_out", "sample_practice")
OF_OFFER = ("offer_decide", "offer_file")
OF_ITEM = ("annex_item", "annex_return", "annex_accept", "own_item", "own_item_not_held", "own_item_same_as")
OF_ITEM += ("own_item_delegate", "own_item_take_back", "reading_share", "reading_done")
OF_DOCUMENT = ("document_sort", "document_review")
OF_FILE = ("annex_file", "own_annex_file", "own_file_seal")
