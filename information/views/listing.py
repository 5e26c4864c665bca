"""The child-level list at Cafcass: checked, its faults read and downloaded, sent."""

import csv
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse

from accounts import clock
from accounts.refusals import NotHere
from files.uploading import UploadPage
from framework.versions import version
from information.actions import listing as actions
from information.forms.annex import ListForm, ListSendForm
from information.listing import fields_for
from information.listing.exported import as_json
from information.models import AnnexItem, ListCheck
from information.queries.listing import latest_check
from information.queries.requests import request_of
from information.rules import annex as rules
from inspections.views.base import InspectionPage

SHOWN = 100


class CafcassList(UploadPage, InspectionPage):
    """The columns that are asked for, the box for the file, and what was found in the latest one."""

    form_class = ListForm
    template_name = "information/cafcass/list.html"
    success = "The list is checked. Nobody at Ofsted sees it until you send it."
    back = "cafcass_list"

    def context(self) -> dict[str, Any]:
        fields, source = fields_for(version(self.inspection.framework_version))
        checked = latest_check(self.inspection)
        return super().context() | {
            "fields": fields,
            "table": as_json(fields, version(source).files.annex_a, clock.today()),
            "borrowed": version(source) if source != self.inspection.framework_version else None,
            "checked": checked,
            "faults": checked.faults[:SHOWN] if checked else (),
        }

    def perform(self, form: Any) -> str:
        file = form.cleaned_data["documents"][0]
        file.seek(0)
        actions.check_list(request_of(self.inspection), self.arrived[0], file.read(), by=self.by)
        return self.address()


class CafcassListSend(InspectionPage):
    form_class = ListSendForm
    template_name = "information/cafcass/list_send.html"
    success = "The list is sent. Of everybody at Ofsted only the senior analytical officer opens it."
    back = "cafcass_annex"

    def allow(self) -> None:
        rules.may_give_anything(request_of(self.inspection), self.by)
        if self.checked:
            rules.must_be_unsent(self.checked)

    @cached_property
    def checked(self) -> ListCheck | None:
        return latest_check(self.inspection)

    def form_kwargs(self) -> dict[str, Any]:
        checked = self.checked
        item = AnnexItem.objects.filter(request__inspection=self.inspection, child_level=True).first()
        further, seen = (checked.further, checked.pk) if checked else (0, None)
        return {"item": item, "further": further, "version": seen}

    def context(self) -> dict[str, Any]:
        return super().context() | {"checked": self.checked}

    def perform(self, form: Any) -> str:
        if self.checked is None:
            raise NotHere
        given = {"necessary": form.cleaned_data["necessary"], "seen": form.cleaned_data["version"]}
        actions.send_list(self.checked, **given, by=self.by)
        return self.address()


def cafcass_list_faults(request: HttpRequest, **_: Any) -> HttpResponse:
    """Every fault as a table to download: row, column, reason."""
    checked = latest_check(request.inspection)  # type: ignore[attr-defined]
    answer = HttpResponse(content_type="text/csv; charset=utf-8", headers={"Cache-Control": "no-store"})
    answer["Content-Disposition"] = 'attachment; filename="problems.csv"'
    writer = csv.writer(answer)
    writer.writerow(["Row", "Column", "Reason"])
    writer.writerows(checked.faults if checked else ())
    return answer
