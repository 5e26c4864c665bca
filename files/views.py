"""The progress of a job, as the piece of a page that shows it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from accounts.access import Thing
from accounts.gate import gate
from files.queries import visible_job


@gate(Thing.JOB)
def job_show(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """The fragment alone; `?page=` is the address of the page that it stands on."""
    job = visible_job(request.user, job_id)  # type: ignore[arg-type]
    return render(request, "files/_job_state.html", {"job": job, "address": own_address(request.GET.get("page", ""))})


def own_address(address: str) -> str:
    """The address when it is a path of this site, "/" otherwise."""
    is_own = address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if is_own else "/"
