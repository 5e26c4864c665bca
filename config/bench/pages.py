"""The pages that are timed, and how: queries in process, times over HTTP from gunicorn with one client."""

import http.client
import time
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any
from urllib.parse import urlencode

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Person
from config.bench.seeding import Seeded

EMPTY = "empty signed-in page"
GOAL_QUERIES, GOAL_RATIO = 12, 3.0
# The slow request in twenty of a search, against that of an empty page: like with like, for on a machine that others
# use as well the slow one of any page is half as slow again as its usual one.
GOAL_SEARCH = {"postgresql": 4.0, "sqlite": 8.0}
WARMING = 5
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
    "diary",
    "diary_flags",
    "diary_log",
    "judgement_detail",
    "inspection_history",
    "annex",
    "document_list",
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
        Page("programme", f"{reverse('programme_page')}?years=all", here.people["decision_maker"]),
        Page("published reports", reverse("published_reports"), None),
    ]
    own = [Page(name.replace("_", " "), reverse(name, kwargs={"ref": ref}), lead) for name in OF_AN_INSPECTION]
    # A word of every note, and words of one.
    for name, asked in (("search, found everywhere", "proportion"), ("search, found once", "case 4711")):
        address = f"{reverse('evidence_search', kwargs={'ref': ref})}?{urlencode({'q': asked})}"
        own.append(Page(name, address, lead))
    single = []
    for kind in ("note", "individual_summary", "shared_summary"):
        pk = documents.filter(kind=kind).values_list("pk", flat=True).first()
        address = reverse(f"{kind}_detail", kwargs={"ref": ref, "pk": pk})
        single.append(Page(f"{kind.replace('_', ' ')} page", address, lead))
    told = (("Cafcass's view", "cafcass_inspection"), ("Cafcass's Annex A", "cafcass_annex"))
    outside = here.people["chief_executive"]
    cafcass = [Page(name, reverse(address, kwargs={"ref": ref}), outside) for name, address in told]
    return [*plain, *own, *single, *cafcass]


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


class Asking:
    """One reader's connection to one page."""

    def __init__(self, page: Page, port: int) -> None:
        cookies = signed_in(page.reader).cookies.items()
        self.address = page.address
        self.headers = {"Cookie": "; ".join(f"{name}={morsel.value}" for name, morsel in cookies), "Host": "localhost"}
        self.connection = http.client.HTTPConnection("127.0.0.1", port)

    def once(self) -> float:
        """Milliseconds of one request. Raises RuntimeError for anything but 200."""
        start = time.perf_counter()
        self.connection.request("GET", self.address, headers=self.headers)
        response = self.connection.getresponse()
        response.read()
        if response.status != 200:
            raise RuntimeError(f"{self.address} answered {response.status}")
        return (time.perf_counter() - start) * 1000


def times(page: Page, empty: Page, port: int, count: int) -> list[tuple[float, float]]:
    """Milliseconds of the page and of the empty one, asked by turns, after five that are not counted.

    By turns, because what else the machine does would otherwise fall on the one and not on the other.
    """
    asked, beside = Asking(page, port), Asking(empty, port)
    taken = [(asked.once(), beside.once()) for _ in range(count + WARMING)]
    asked.connection.close()
    beside.connection.close()
    return taken[WARMING:]


def row(page: Page, taken: Sequence[tuple[float, float]]) -> dict[str, Any]:
    own, beside = [pair[0] for pair in taken], [pair[1] for pair in taken]
    return {
        "page": page.name,
        "queries": queries(page),
        "p50_ms": round(median(own), 2),
        "p95_ms": round(_p95(own), 2),
        "ratio": round(median(own) / median(beside), 2),
        "p95_ratio": round(_p95(own) / _p95(beside), 2),
        "p95_ratio_to_p50": round(_p95(own) / median(beside), 2),
    }


def _p95(taken: Sequence[float]) -> float:
    return sorted(taken)[int(len(taken) * 0.95)]


def measured(here: Seeded, port: int, count: int) -> list[dict[str, Any]]:
    """One row a page."""
    every = pages(here)
    return [row(page, times(page, every[0], port, count)) for page in every]
