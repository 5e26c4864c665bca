"""Cafcass's side of the sample: which references are wanted, and nothing of why."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from information.queries import sample as queries


def own_sample(request: HttpRequest, **_: Any) -> HttpResponse:
    """The references as the lead confirmed them last."""
    inspection = request.inspection  # type: ignore[attr-defined]
    found = queries.confirmed(inspection)
    return render(request, "information/cafcass/own_sample.html", {"inspection": inspection, "confirmed": found})
