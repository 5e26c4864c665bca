"""Exports of the whole record: asking for one, how far it is, and taking it."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.models import Person
from accounts.pages import FormPage
from accounts.refusals import NotHere
from evidence.actions.exporting import ask_for_export, note_taken
from evidence.queries.exports import exports_of, made_of
from evidence.views.documents import OfInspection
from files.models import Job
from files.serving import send
from govuk.forms import OnceForm
from inspections.models import Inspection

SHOWN = 20


class Export(OfInspection, FormPage):
    form_class = OnceForm
    template_name = "evidence/export.html"

    def context(self) -> dict[str, Any]:
        jobs = list(exports_of(self.inspection)[:SHOWN])
        return {
            "address": self.request.path,
            "job": jobs[0] if jobs and jobs[0].state != Job.State.DONE else None,
            "made": made_of(jobs, self.inspection, self.by),
        }

    def perform(self, form: Any) -> str:
        ask_for_export(self.inspection, op=form.cleaned_data["op"], by=self.by)
        return self.address("evidence_export")


def export_file(request: HttpRequest, job_id: UUID, **_: Any) -> HttpResponse:
    """One finished file of this inspection, as a download; that it was taken stands in the history.

    Not where it holds what is kept back since it was made and the reader may not read that (EVID-23).
    """
    inspection: Inspection = request.inspection  # type: ignore[attr-defined]
    job = exports_of(inspection).filter(pk=job_id, state=Job.State.DONE).first()
    if job is None or job.result is None:
        raise NotHere
    assert isinstance(request.user, Person)
    [made] = made_of([job], inspection, request.user)
    if made.closed:
        return render(request, "evidence/export_closed.html", {"inspection": inspection, "made": made}, status=403)
    answer = send(job.result)
    note_taken(job, by=request.user)
    return answer
