"""The private calendar feed: its page, and the one address of the product that a token opens (access, threat 4)."""

import hashlib
from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import clock
from accounts.models import Person
from fieldwork import ical
from fieldwork.actions import feeds as actions
from fieldwork.models import CalendarFeed
from fieldwork.queries.week import slots, was_removed

# A calendar keeps what happened a little while; what is older stays in the product.
DAYS_BACK = 28


@require_http_methods(["GET", "HEAD", "POST"])
def my_calendar(request: HttpRequest) -> HttpResponse:
    """Whether there is a feed. Sending the form makes one and shows its address this once."""
    person: Person = request.user  # type: ignore[assignment]
    address = ""
    if request.method == "POST":
        # Shown in the answer itself: kept anywhere for a later page, the token would lie there in clear.
        path = reverse("calendar_feed", kwargs={"token": actions.make_feed(by=person)})
        address = settings.SITE_URL.rstrip("/") + path
    feed = CalendarFeed.objects.serving().filter(person=person).first()
    context = {"feed": feed, "address": address, "stopped": feed is not None and was_removed(person)}
    return render(request, "fieldwork/my_calendar.html", context)


@require_POST
def calendar_revoke(request: HttpRequest) -> HttpResponse:
    person: Person = request.user  # type: ignore[assignment]
    if actions.revoke_feed(by=person):
        messages.success(request, "The feed is stopped. Its address answers nothing any more.")
    return redirect("my_calendar")


@require_safe
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar of whose token it is, as long as they work here. Who is signed in does not matter."""
    found = CalendarFeed.objects.serving().filter(token_sha256=actions.hash_of(token)).first()
    if found is None or was_removed(found.person):
        return _unknown(request)
    body = ical.calendar(slots(found.person, clock.today() - timedelta(days=DAYS_BACK)))
    etag = f'"{hashlib.sha256(body).hexdigest()}"'
    same = etag in request.headers.get("If-None-Match", "")
    response = HttpResponseNotModified() if same else HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["ETag"] = etag
    # Asked anew each time, so that a feed that was stopped stops in the calendar too.
    response["Cache-Control"] = "private, no-cache"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _unknown(request: HttpRequest) -> HttpResponse:
    response = render(request, "404.html", status=404)
    # Django would write the address into its log, and a token that was stopped a moment ago is in it.
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response
