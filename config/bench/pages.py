"""The pages that are timed, and how: queries in process, times over HTTP from gunicorn with one client."""

import http.client
import time
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Person
from config.bench.seeding import Seeded

EMPTY = "empty signed-in page"
GOAL_QUERIES, GOAL_RATIO = 12, 3.0
OF_AN_INSPECTION = (
    "inspection_detail",
    "timetable",
    "team",
    "note_list",
    "note_create",
    "individual_summary_list",
    "shared_summary_list",
    "shared_summary_create",
    "coverage",
    "judgement_detail",
    "inspection_history",
)


@dataclass(frozen=True)
class Page:
    """A page by name, its address, and who opens it."""

    name: str
    address: str
    reader: Person | None


def pages(here: Seeded) -> list[Page]:
    """Every kind of page whose size grows with the record, and plain ones beside them; the empty page first."""
    lead, ref = here.people["lead"], here.inspection.ref
    documents = here.inspection.documents
    plain = [
        Page(EMPTY, reverse("help"), lead),
        Page("home", reverse("home"), lead),
        Page("inspections", reverse("inspection_list"), lead),
        Page("published reports", reverse("published_reports"), None),
    ]
    own = [Page(name.replace("_", " "), reverse(name, kwargs={"ref": ref}), lead) for name in OF_AN_INSPECTION]
    single = []
    for kind in ("note", "individual_summary", "shared_summary"):
        pk = documents.filter(kind=kind).values_list("pk", flat=True).first()
        address = reverse(f"{kind}_detail", kwargs={"ref": ref, "pk": pk})
        single.append(Page(f"{kind.replace('_', ' ')} page", address, lead))
    cafcass = Page("Cafcass's view", reverse("cafcass_inspection", kwargs={"ref": ref}), here.people["chief_executive"])
    return [*plain, *own, *single, cafcass]


def signed_in(reader: Person | None) -> Client:
    client = Client(HTTP_HOST="localhost")
    if reader:
        client.force_login(reader)
    return client


def queries(page: Page) -> int:
    """The number of SQL queries of one request, warm."""
    client = signed_in(page.reader)
    client.get(page.address)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        response = client.get(page.address)
    if response.status_code != 200:
        raise RuntimeError(f"{page.name} answered {response.status_code}")
    return len(captured)


def times(page: Page, port: int, count: int) -> list[float]:
    """Milliseconds of `count` requests one after another on one connection, after five that are not counted."""
    client = signed_in(page.reader)
    cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
    connection_ = http.client.HTTPConnection("127.0.0.1", port)
    taken = [_once(connection_, page.address, cookie) for _ in range(count + 5)]
    connection_.close()
    return taken[5:]


def _once(connection_: http.client.HTTPConnection, address: str, cookie: str) -> float:
    start = time.perf_counter()
    connection_.request("GET", address, headers={"Cookie": cookie, "Host": "localhost"})
    response = connection_.getresponse()
    response.read()
    if response.status != 200:
        raise RuntimeError(f"{address} answered {response.status}")
    return (time.perf_counter() - start) * 1000


def row(page: Page, taken: Sequence[float], empty_p50: float) -> dict[str, Any]:
    p50 = median(taken)
    return {
        "page": page.name,
        "queries": queries(page),
        "p50_ms": round(p50, 2),
        "p95_ms": round(sorted(taken)[int(len(taken) * 0.95)], 2),
        "ratio": round(p50 / empty_p50, 2),
    }


def measured(here: Seeded, port: int, count: int) -> list[dict[str, Any]]:
    """One row a page."""
    every = pages(here)
    empty_p50 = median(times(every[0], port, count))
    return [row(page, times(page, port, count), empty_p50) for page in every]
