"""Annex A of the inspection in progress: most of it given, one item returned, one with a colleague."""

from datetime import datetime, timedelta
from typing import Any

from django.core.files.base import ContentFile

from accounts import clock
from config.demo import children
from config.demo.content import content
from config.demo.people import FIRST_DAY, People
from files import uploads
from files.jobs import run_queued
from framework.versions import version
from information import actions
from information.actions import counting, listing
from information.listing import fields_for
from information.models import AnnexFile, AnnexItem, AnnexRequest
from inspections.models import Inspection


def titled(people: People) -> None:
    """The titles that the administrator has entered so far."""
    with clock.moved_to(clock.at(FIRST_DAY, 14)):
        for code, titles in content("annex")["titles"].items():
            for number, title in titles.items():
                actions.enter_title(code, number, title=title, by=people["administrator"])


def given(inspection: Inspection, called: datetime, until: datetime, people: People) -> None:
    """As much as has happened by then, by number; what a version does not ask for is passed over."""
    request = AnnexRequest.objects.filter(inspection=inspection).first()
    said = content("annex")
    if request is None or called + timedelta(hours=40) > until:
        return
    items = {each.number: each for each in request.items.select_related("request__inspection")}
    link, lead = people["link_person"], people["lead"]
    with _after(called, said["given"]):
        _files(request, said["given"]["files"], people)
        if said["not_held"]["number"] in items:
            actions.say_not_held(items[said["not_held"]["number"]], reason=said["not_held"]["reason"], by=link)
            actions.say_same_as(items[said["same_as"]["number"]], items[said["same_as"]["other"]], by=link)
    with _after(called, said["list"]):
        _list(request, people)
    with _after(called, said["delegated"]):
        if item := items.get(said["delegated"]["number"]):
            actions.delegate_item(item, people[said["delegated"]["to"]], by=link)
    with _after(called, said["accepted"]):
        for number in said["accepted"]["numbers"]:
            if number in items:
                actions.accept_item(_fresh(items[number]), by=people["analyst"])
    with _after(called, said["returned"]):
        if item := items.get(said["returned"]["number"]):
            actions.return_item(_fresh(item), reason=said["returned"]["reason"], by=lead)


def _after(called: datetime, row: dict[str, Any]) -> Any:
    return clock.moved_to(called + timedelta(hours=row["hours"]))


def _fresh(item: AnnexItem) -> AnnexItem:
    return AnnexItem.objects.select_related("request__inspection").get(pk=item.pk)


def _list(request: AnnexRequest, people: People) -> None:
    """Checked, sent with what is known to be wrong in it, counted by the worker, and opened once."""
    fields, _ = fields_for(version(request.framework_version))
    table = children.csv_of(fields, clock.today())
    with uploads.arriving([ContentFile(table, name="Cases closed.csv")]) as arrived:
        checked = listing.check_list(request, arrived[0], table, by=people["link_person"])
    file = listing.send_list(checked, necessary="The list of cases that Annex A asks for.", by=people["link_person"])
    run_queued()
    counting.count_sent_lists()
    run_queued()
    actions.open_file(AnnexFile.objects.get(pk=file.pk), by=people["analyst"])


def _files(request: AnnexRequest, names: list[str], people: People) -> None:
    files = [ContentFile(f"{name}: an invented document of the demo.\n".encode(), name=name) for name in names]
    with uploads.arriving(files) as arrived:
        actions.give_files(request, arrived, by=people["link_person"])
    run_queued()
