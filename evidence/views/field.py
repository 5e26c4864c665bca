"""What devices talk to: every answer is JSON, and only a receipt with the right hash lets a device drop its copy."""

import hashlib
import json
import logging
from base64 import b64encode
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import wraps
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse, RawPostDataException
from django.middleware.csrf import CsrfViewMiddleware, get_token
from django.template.loader import render_to_string
from django.templatetags.static import static

from accounts import clock
from accounts.access import Role
from accounts.models import Person
from evidence.cases import proceedings
from evidence.field import keys, ledger
from evidence.field.ledger import Said
from evidence.field.reading import LARGEST, Unreadable, mended, moment, read
from evidence.field.receiving import NeverAWriter, Reused, receive
from evidence.forms.choices import finding_choices, place_choices
from evidence.forms.documents import NO_PROCEEDING, coded
from evidence.kinds import CASE, INDIVIDUAL, ON_DEVICE, SHARED
from evidence.models import LossAlarm
from evidence.queries.entries import about_entries
from evidence.queries.pack import criteria_of, to_read
from evidence.queries.sorting import offered_lines
from fieldwork.queries.week import OFF, entries_of
from framework.versions import version
from information.queries.listing import listed_words
from inspections.models import Inspection
from inspections.queries import people_with_role

logger = logging.getLogger(__name__)
Answer = Callable[..., JsonResponse]
# Everything that the page needs to open without a network.
KEPT = (
    "app.css",
    "early.js",
    "app.js",
    "govuk-frontend.min.js",
    "favicon.svg",
    "field.js",
    "field-locked.js",
    "field-names.js",
    "field-now.js",
    "field-store.js",
    "field-sync.js",
    "field-vault.js",
    "field-words.js",
)
# What reading anything but our own JSON raises: numbers without end, lists without bottom and posts of a form too.
UNREADABLE = (
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    OverflowError,
    RecursionError,
    RawPostDataException,
)
# More saves than any device makes, and as many as the columns of an alarm count.
MOST_SAVES = 2**31 - 1
# Of the words that a page asks about at once.
MOST_WORDS, LONGEST_WORD = 200, 60
# How far ahead a device knows the diary, and how long a source is.
AHEAD, SOURCE = timedelta(days=6), 200
# As long as browsers keep a cookie, in seconds.
REMEMBERED_FOR = 400 * 24 * 3600


class _Token(CsrfViewMiddleware):
    """Asks for the token itself, because a device needs an answer that it can read."""

    def _reject(self, request: HttpRequest, reason: str) -> Any:
        return reason


def refused(status: int, error: str, sentence: str = "") -> JsonResponse:
    return JsonResponse({"error": error, "sentence": sentence}, status=status)


def signed_in(view: Answer) -> Answer:
    """401 with the header that tells a session that ended from a portal that lies; then the token of a write."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> JsonResponse:
        if not request.user.is_authenticated:
            answer = refused(401, "signed_out")
            answer["X-Auth"] = "required"
            return answer
        if request.method != "GET":
            check = _Token(lambda _: JsonResponse({}))
            check.process_request(request)
            if check.process_view(request, None, (), {}):  # type: ignore[arg-type]
                return refused(403, "csrf")
        return view(request, *args, **kwargs)

    return asked


@signed_in
def op(request: HttpRequest, op: UUID) -> JsonResponse:
    """PUT one save of at most LARGEST bytes."""
    if request.method != "PUT":
        return refused(405, "method")
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST:
        return refused(413, "too_large")
    return _received(request, op)


def _received(request: HttpRequest, op: UUID) -> JsonResponse:
    try:
        found = receive(read(op, request.body), by=request.user)  # type: ignore[arg-type]
    except NeverAWriter:
        return refused(403, "never_a_writer", "Only somebody who writes evidence on this inspection sends it.")
    except Reused:
        return refused(409, "op_reused")
    except Unreadable as error:
        return refused(422, "unreadable", str(error))
    body = {"op": str(found.op), "sha256": found.sha256, "seq": found.seq, "heads": found.heads, "status": found.status}
    return JsonResponse(body, status=201 if found.new else 200)


@signed_in
def device(request: HttpRequest, device: UUID) -> JsonResponse:
    """PUT what the device says of itself; `alarms` in the answer stand until somebody says what became of the saves."""
    if request.method != "PUT":
        return refused(405, "method")
    try:
        found = ledger.report(device, _said(request), by=request.user)  # type: ignore[arg-type]
    except UNREADABLE:
        return refused(422, "unreadable")
    except PermissionError:
        return refused(409, "other_person")
    alarms = [_told(each) for each in found.alarms]
    answer = JsonResponse(
        {"device": str(device), "alarms": alarms, "renew": found.renew, "forget": found.forget},
    )
    # What the browser remembers of itself when the store with its id is gone.
    answer.set_cookie(
        _cookie_of(request),
        str(device),
        max_age=REMEMBERED_FOR,
        path="/field/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )
    return answer


def _said(request: HttpRequest) -> Said:
    given = json.loads(request.body)
    counts = {name: int(given[name]) for name in ("last_seq", "pending")}
    if not all(0 <= count <= MOST_SAVES for count in counts.values()):
        raise ValueError
    earlier = [request.COOKIES.get(_cookie_of(request)), given.get("earlier")]
    ids = tuple(UUID(each) for each in earlier if each)
    number = int(given.get("earlier_seq") or 0)
    if not 0 <= number <= MOST_SAVES:
        raise ValueError
    numbers = {UUID(given["earlier"]): number} if given.get("earlier") else {}
    begun = max(0, int(given.get("begun") or 0))
    return Said(oldest_pending=moment(given.get("oldest_pending")), begun=begun, earlier=ids, numbers=numbers, **counts)


def _cookie_of(request: HttpRequest) -> str:
    return f"field_device_{request.user.pk}"


def _told(alarm: LossAlarm) -> dict[str, Any]:
    times = {name: value and value.isoformat() for name, value in (("since", alarm.since), ("until", alarm.until))}
    return {"kind": alarm.kind, "inspection": alarm.inspection.ref, "saves": alarm.saves, **times}


@signed_in
def key(request: HttpRequest, device: UUID) -> JsonResponse:
    """POST for the key of the device, in base64; `waiting` says how much of it is not sent."""
    if request.method != "POST":
        return refused(405, "method")
    try:
        found = keys.key_of(device, by=request.user, waiting=_waiting(request))  # type: ignore[arg-type]
    except keys.Destroyed:
        return refused(410, "destroyed")
    except keys.NoSecret:
        logger.error("A tablet's key is from a secret that DEVICE_KEYS names no more: put it back behind the others.")
        return refused(503, "no_secret")
    except PermissionError:
        return refused(403, "never_a_writer", "Only somebody who writes evidence on an inspection has a field page.")
    return JsonResponse({"key": b64encode(found).decode()})


def _waiting(request: HttpRequest) -> bool:
    """A page from before says nothing."""
    try:
        return int(json.loads(request.body)["waiting"]) > 0
    except UNREADABLE:
        return False


@signed_in
def wiped(request: HttpRequest) -> JsonResponse:
    """POST by somebody who removed everything: the browser drops the files too. Never said for another reason."""
    if request.method != "POST":
        return refused(405, "method")
    answer = JsonResponse({"wiped": True})
    answer["Clear-Site-Data"] = '"cache", "storage"'
    return answer


@signed_in
def session(request: HttpRequest) -> JsonResponse:
    """Who is signed in, where they write, and a token for this sync: never cached.

    `?criteria=` names those that the tablet holds already, with commas between them; the others are in the answer. A
    page from before names nothing, and has them with each inspection.
    """
    planned = _planned(request.user)  # type: ignore[arg-type]
    rows = list(keys.inspections_of(request.user))  # type: ignore[arg-type]
    inspections = [_offered(each, request.user, planned.get(each.pk, [])) for each in rows]  # type: ignore[arg-type]
    given = {"person": request.user.pk, "csrf": get_token(request), "inspections": inspections}
    given |= _criteria(rows, inspections, request.GET.get("criteria"))
    # A tablet's clock is right or wrong by the true time; what it fills in goes by the product's own.
    shift = round(clock.offset().total_seconds() * 1000)
    return JsonResponse(given | {"now": datetime.now(UTC).isoformat(), "shift_ms": shift})


def _criteria(rows: list[Inspection], offered: list[dict[str, Any]], held: str | None) -> dict[str, Any]:
    """Puts into each of `offered` which criteria it has; returns those that the tablet does not hold."""
    missing = {}
    for row, each in zip(rows, offered, strict=True):
        criteria = criteria_of(version(row.framework_version))
        if held is None:
            each["read"] += [one | {"title": f"Criteria: {one['title']}"} for one in criteria.sections]
            continue
        each["criteria"] = criteria.name
        if criteria.name not in held.split(","):
            missing[criteria.name] = criteria.sections
    return {} if held is None else {"criteria": missing}


@signed_in
def names(request: HttpRequest) -> JsonResponse:
    """POST words that are being typed; the answer names those of the list of children, and nothing is kept of them."""
    if request.method != "POST":
        return refused(405, "method")
    try:
        given = json.loads(request.body)
        ref, words = mended(given["inspection"]), [str(each)[:LONGEST_WORD] for each in given["words"][:MOST_WORDS]]
    except UNREADABLE:
        return refused(422, "unreadable")
    inspection = keys.inspections_of(request.user).filter(ref=ref).first()  # type: ignore[arg-type]
    if inspection is None:
        return refused(403, "never_a_writer", "Only somebody who writes evidence on this inspection asks this.")
    return JsonResponse({"listed": listed_words(inspection, words)})


def _planned(person: Person) -> dict[int, list[dict[str, str]]]:
    """By inspection, what they have in the diary today and in the days that follow: times, and a source of notes."""
    today = clock.today()
    found: dict[int, list[dict[str, str]]] = defaultdict(list)
    entries = entries_of(person, today, today + AHEAD)
    about = about_entries(entries, person)
    for entry in entries:
        away = version(entry.inspection.framework_version).settings.diary.never_onsite_kinds
        if entry.status in OFF or entry.kind in away:
            continue
        with_whom = [entry.get_kind_display(), entry.with_whom, entry.site.name if entry.site else entry.place]
        times = {"starts": f"{entry.starts:%H:%M}", "ends": f"{entry.ends:%H:%M}"}
        said = ", ".join(each for each in with_whom if each)
        day = {"day": entry.day.isoformat(), **times, "source": said[:SOURCE]}
        found[entry.inspection_id].append(day | about.get(entry.pk, {}))
    return found


def _offered(inspection: Inspection, person: Person, planned: list[dict[str, str]]) -> dict[str, Any]:
    """What the form on the device needs of one inspection, and what is read there without a network."""
    pinned = version(inspection.framework_version)
    lists = pinned.files.evidence
    of_case = {part: label for part, label in CASE.part_labels(pinned).items() if part in ON_DEVICE}
    leads = [each.name for each in people_with_role(inspection, Role.LEAD)]
    lines = offered_lines(inspection)
    return {
        "ref": inspection.ref,
        "title": inspection.title,
        "lead": ", ".join(leads),
        "sources": [[each.code, each.label] for each in pinned.case_evaluation.sources],
        "places": place_choices(pinned, "Not decided yet"),
        "proceedings": coded(proceedings(pinned), NO_PROCEEDING),
        "findings": finding_choices("Not yet clear"),
        "kinds": coded(lists.source_kinds, "Not said yet"),
        "voices": coded(lists.voice_sources, "None"),
        "diary": planned,
        "lines": [[each.code, each.label] for each in lines],
        "read": to_read(inspection, person, leads, [each.label for each in lines]),
        "parts": {
            "note": {"text": "What you saw, heard or read"},
            "summary": INDIVIDUAL.part_labels(pinned),
            "case": of_case,
            "shared_proposal": SHARED.part_labels(pinned),
        },
    }


def ping(request: HttpRequest) -> JsonResponse:
    """The nonce back: a portal's page cannot know it."""
    return JsonResponse({"nonce": request.GET.get("nonce", "")[:100], "now": clock.now().isoformat()})


def shell(request: HttpRequest) -> HttpResponse:
    """The page itself: the same for everybody, signed in or not, because a device keeps it."""
    return HttpResponse(render_to_string("evidence/field.html"))


def worker(request: HttpRequest) -> HttpResponse:
    """The service worker with the exact list of what it keeps; it changes when any of that does."""
    addresses = [static(f"built/{name}") for name in KEPT]
    code = (Path(settings.BASE_DIR) / "static" / "built" / "field-worker.js").read_text()
    listed = {"kept": ["/field/", "/field/manifest.webmanifest", *addresses], "version": _version(code)}
    return HttpResponse(f"const LISTED = {json.dumps(listed)};\n{code}", content_type="text/javascript")


def _version(code: str) -> str:
    found = hashlib.sha256(code.encode() + render_to_string("evidence/field.html").encode())
    for name in KEPT:
        found.update((Path(settings.BASE_DIR) / "static" / "built" / name).read_bytes())
    return found.hexdigest()[:16]


def manifest(request: HttpRequest) -> JsonResponse:
    icon = {"src": static("built/favicon.svg"), "sizes": "any", "type": "image/svg+xml"}
    given = {"name": "Cafcass inspections: field page", "short_name": "Field page", "start_url": "/field/"}
    given |= {"scope": "/field/", "display": "standalone"}
    return JsonResponse(given | {"icons": [icon]}, content_type="application/manifest+json")
