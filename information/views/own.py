"""Cafcass's side of Annex A: the room, the tray, single items and their files."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.pages import FormPage
from accounts.refusals import Invalid, NotHere
from files import serving
from files.uploading import UploadPage
from information import actions
from information.forms.annex import (
    AllFilesForm,
    ColleagueForm,
    ConfirmForm,
    FilesForm,
    NotHeldForm,
    SameAsForm,
    TrayForm,
)
from information.models import AnnexFile, AnnexItem, AnnexRequest
from information.numbers import row_numbers
from information.queries import items as queries
from information.queries.requests import request_of, room_of, tray_of
from information.rules import annex as rules
from inspections.views.base import InspectionPage
from inspections.workflow import State

PER_PAGE = 30


class CafcassAnnex(UploadPage, InspectionPage):
    """The whole list: what is still to give, what colleagues have, what is given; and one box for every file."""

    form_class = AllFilesForm
    template_name = "information/cafcass/annex.html"
    back = "cafcass_annex"

    def context(self) -> dict[str, Any]:
        room = room_of(self.inspection)
        is_open = room.request.closed_at is None and self.inspection.state == State.ANNOUNCED
        return super().context() | {"room": room, "is_open": is_open}

    def perform(self, form: Any) -> str:
        given = actions.give_files(request_of(self.inspection), self.arrived, by=self.by)
        messages.success(self.request, given.said)
        return self.address()


class CafcassTray(InspectionPage):
    """The files that no number placed, thirty at a time, each with a choice of items."""

    form_class = TrayForm
    template_name = "information/cafcass/tray.html"
    success = "The files are with their items, and Ofsted can see them."
    back = "cafcass_annex"

    @cached_property
    def asked(self) -> AnnexRequest:
        return request_of(self.inspection)

    @cached_property
    def page_of_tray(self) -> Page[AnnexFile]:
        return Paginator(tray_of(self.asked), PER_PAGE).get_page(self.request.GET.get("page"))

    def allow(self) -> None:
        rules.may_give_anything(self.asked, self.by)

    def form_kwargs(self) -> dict[str, Any]:
        # What was sent names its files, whatever page they stand on by now.
        sent = row_numbers(name[5:] for name in self.request.POST if name.startswith("file_"))
        tray = tray_of(self.asked).filter(pk__in=sent) if sent else self.page_of_tray.object_list
        return {"tray": tray, "items": self.asked.items.all()}

    def context(self) -> dict[str, Any]:
        return super().context() | {"page": self.page_of_tray}

    def perform(self, form: Any) -> str:
        items = {each.pk: each for each in self.asked.items.all()}
        if not form.chosen():
            raise Invalid("", "No file of the tray got an item. Select an item for at least one.")
        for file, chosen in form.chosen():
            actions.place_file(file, items[chosen], by=self.by)
        return self.address()


class OfOwnItem(FormPage):
    """A form page of one item. `allow` asks the rule before the page opens; the action asks it again."""

    form_class: Any = ConfirmForm
    item: AnnexItem

    def found(self) -> None:
        """Raises NotHere for an item that is not theirs."""
        self.item = queries.own_item(int(self.kwargs["pk"]), self.by)

    def allow(self) -> None:
        rules.may_answer(self.item, self.by)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.found()
        if request.method == "GET":
            self.allow()
        return super().dispatch(request, *args, **kwargs)

    def address(self) -> str:
        return reverse("own_item", args=[self.item.pk])

    def context(self) -> dict[str, Any]:
        return {
            "item": self.item,
            "whole": queries.reads_whole(self.by, self.item.request.inspection),
            "cancel": self.address(),
        }


class OwnItem(UploadPage, OfOwnItem):
    """What is asked, what was given with its receipts, and a box for more."""

    form_class = FilesForm
    template_name = "information/cafcass/item.html"

    def allow(self) -> None:
        """Whoever finds it may read it."""

    def context(self) -> dict[str, Any]:
        request = self.item.request
        is_open = request.closed_at is None and request.inspection.state == State.ANNOUNCED
        steps = self.item.steps.select_related("by")
        row = queries.row(self.item)
        page = queries.page_of_files(self.item, self.request.GET.get("page"))
        context = super().context()
        seals = queries.to_seal(self.item, page, self.by, whole=context["whole"])
        return context | {"row": row, "page": page, "steps": steps, "is_open": is_open, "seals": seals}

    def perform(self, form: Any) -> str:
        given = actions.give_files(self.item.request, self.arrived, item=self.item, by=self.by)
        messages.success(self.request, given.said)
        return self.address()


class OwnItemNotHeld(OfOwnItem):
    form_class = NotHeldForm
    template_name = "information/cafcass/not_held.html"
    success = "Your answer is with Ofsted."

    def form_kwargs(self) -> dict[str, Any]:
        return {"version": self.item.version}

    def perform(self, form: Any) -> str:
        given = form.cleaned_data
        actions.say_not_held(self.item, reason=given["reason"], version=given["version"], by=self.by)
        return self.address()


class OwnItemSameAs(OfOwnItem):
    form_class = SameAsForm
    template_name = "information/cafcass/same_as.html"
    success = "Your answer is with Ofsted."

    def form_kwargs(self) -> dict[str, Any]:
        return {"version": self.item.version, "item": self.item}

    def perform(self, form: Any) -> str:
        given = form.cleaned_data
        actions.say_same_as(self.item, given["other"], version=given["version"], by=self.by)
        return self.address()


class OwnItemDelegate(OfOwnItem):
    form_class = ColleagueForm
    template_name = "information/cafcass/delegate.html"
    success = "Your colleague is told by mail, and sees this item alone."

    def form_kwargs(self) -> dict[str, Any]:
        return {"people": queries.contributors()}

    def perform(self, form: Any) -> str:
        actions.delegate_item(self.item, form.cleaned_data["person"], by=self.by)
        return self.address()


class OwnItemTakeBack(OfOwnItem):
    """Ends a colleague's part in it."""

    template_name = "information/cafcass/take_back.html"
    success = "The item is yours again."

    def found(self) -> None:
        super().found()
        wanted = int(self.kwargs["delegate"])
        found = self.item.delegates.select_related("person", "item").filter(pk=wanted).first()
        if found is None:
            raise NotHere
        self.delegate = found

    def context(self) -> dict[str, Any]:
        return super().context() | {"delegate": self.delegate}

    def perform(self, form: Any) -> str:
        actions.end_delegation(self.delegate, by=self.by)
        return self.address()


def own_items(request: HttpRequest) -> HttpResponse:
    """What colleagues gave this person to answer."""
    items = queries.items_given_to(request.user)  # type: ignore[arg-type]
    left = queries.left_with(request.user)  # type: ignore[arg-type]
    return render(request, "information/cafcass/items.html", {"items": items, "left": left})


def own_annex_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Their own file, once it is checked and while it is not sealed."""
    file = queries.own_file(pk, request.user)  # type: ignore[arg-type]
    if file.sealed or file.upload.stored is None:
        raise NotHere
    rules.must_exist(file)
    return serving.send(file.upload.stored, filename=file.name)


class OwnFileSeal(FormPage):
    """The wrong file: sealed at once by whoever gave it."""

    form_class = ConfirmForm
    template_name = "information/cafcass/seal.html"
    success = "The file is sealed: from now on nobody can open it."
    file: AnnexFile

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.file = queries.own_file(int(self.kwargs["pk"]), self.by, rules.knows_to_seal)
        if request.method == "GET":
            rules.may_seal(self.file, self.by)
        return super().dispatch(request, *args, **kwargs)

    def address(self) -> str:
        if self.file.item and rules.sees_item(self.file.item, self.by):
            return reverse("own_item", args=[self.file.item.pk])
        if self.file.item:
            return reverse("own_items") if queries.annex_delegated(self.by, None) else reverse("home")
        return reverse("cafcass_annex", args=[self.file.request.inspection.ref])

    def context(self) -> dict[str, Any]:
        context = {"file": self.file, "item": self.file.item, "cancel": self.address()}
        return context | {
            "whole": queries.reads_whole(self.by, self.file.request.inspection),
            "inspection": self.file.request.inspection,
        }

    def perform(self, form: Any) -> str:
        actions.seal_file(self.file, by=self.by)
        return self.address()
