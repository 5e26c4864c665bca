"""The contact sheet: who is on site where, by role and badge, as a page and as a PDF (NOTI-16, SITE-02)."""

import hashlib
from dataclasses import asdict, dataclass, replace
from typing import Any
from uuid import UUID

from django.template.loader import render_to_string

from accounts import clock
from accounts.models import Person
from files.jobs import enqueue
from files.models import Job
from files.queries import job_of_key
from inspections import queries
from inspections.models import ContactSheetIssue, Inspection, Site

JOB_KIND = "contact_sheet_pdf"


@dataclass(frozen=True)
class Contact:
    name: str
    role: str
    email: str
    badge: str


@dataclass(frozen=True)
class PairOnSite:
    name: str
    people: str
    areas: str
    sites: str


@dataclass(frozen=True)
class ContactSheet:
    """What the sheet says. The pairs and their areas are how the team divides the work, and stay with Ofsted."""

    title: str
    contacts: tuple[Contact, ...]
    pairs: tuple[PairOnSite, ...]
    sites: tuple[tuple[str, str], ...]


def contact_sheet(inspection: Inspection) -> ContactSheet:
    """As it stands now, in four queries."""
    sites = list(inspection.sites.filter(withdrawn_at=None))
    return ContactSheet(
        inspection.title,
        tuple(_contact(member) for member in queries.team_now(inspection)),
        tuple(_pair(pair, sites) for pair in queries.pairs(inspection)),
        tuple((str(site), site.address) for site in sites),
    )


def told(inspection: Inspection) -> ContactSheet:
    """What Cafcass is told of it: people and sites."""
    return replace(contact_sheet(inspection), pairs=())


def content_of(sheet: ContactSheet) -> dict[str, Any]:
    """What an issue keeps of it: the title may change without a new version."""
    return {
        "contacts": [asdict(each) for each in sheet.contacts],
        "sites": [list(each) for each in sheet.sites],
    }


def issued(issue: ContactSheetIssue) -> ContactSheet:
    """The sheet as it was issued."""
    kept = issue.content
    contacts = tuple(Contact(**each) for each in kept["contacts"])
    return ContactSheet(issue.inspection.title, contacts, (), tuple((site, place) for site, place in kept["sites"]))


def last_issue(inspection: Inspection) -> ContactSheetIssue | None:
    """The version that stands at Cafcass."""
    return inspection.contact_sheets.order_by("-number").first()


def has_changed(issue: ContactSheetIssue | None, sheet: ContactSheet) -> bool:
    """Whether what Cafcass would be told now differs from what it was given; so it does where nothing was given."""
    return issue is None or issue.content != content_of(replace(sheet, pairs=()))


def _contact(member: Any) -> Contact:
    person = member.person
    return Contact(person.name, member.get_role_display(), person.email, person.badge_number)


def _pair(pair: Any, sites: list[Site]) -> PairOnSite:
    people = ", ".join(seat.member.person.name for seat in pair.seats.all())
    areas = "; ".join(filter(None, (pair.area_week_1, pair.area_week_2)))
    own = ", ".join(str(site) for site in sites if site.pair_id == pair.pk)
    return PairOnSite(pair.name, people, areas, own)


def html_of(sheet: ContactSheet, day: str) -> str:
    return render_to_string("inspections/print/contact_sheet.html", {"sheet": sheet, "day": day})


def printed(sheet: ContactSheet) -> str:
    """The document of today as the typesetter takes it."""
    return html_of(sheet, clock.today().isoformat())


def key_of(inspection: Inspection, html: str) -> str:
    """The same sheet on the same day is made once."""
    return f"{JOB_KIND}:{inspection.ref}:{hashlib.sha256(html.encode()).hexdigest()}"


def ask_for_pdf(inspection: Inspection, *, by: Person) -> None:
    key = key_of(inspection, printed(contact_sheet(inspection)))
    enqueue(JOB_KIND, argument=inspection.ref, key=key, by=by, inspection=inspection.ref)


def job_of(inspection: Inspection, sheet: ContactSheet) -> Job | None:
    """The job that makes or made the sheet as it stands now."""
    return job_of_key(key_of(inspection, printed(sheet)))


def finished(inspection: Inspection, job_id: UUID) -> Job | None:
    """The job of that number, if it made a sheet of this inspection."""
    found = Job.objects.filter(pk=job_id, kind=JOB_KIND, inspection=inspection.ref, state=Job.State.DONE)
    return found.select_related("result").first()
