"""The menu: each entry with the thing that it shows; a person sees those that the access table lets them read."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from accounts.access import Role, Thing, verbs_for


@dataclass(frozen=True)
class Entry:
    """One entry of the menu: words, URL name, the thing behind it."""

    label: str
    url_name: str
    thing: Thing


MENU = (
    Entry("Home", "home", Thing.HOME),
    Entry("My week", "my_week", Thing.MY_WEEK),
    Entry("Inspections", "inspection_list", Thing.PROGRAMME),
    Entry("Programme", "programme_page", Thing.PROGRAMME),
    Entry("Engagement", "engagement_list", Thing.SELF_EVALUATION),
    Entry("Published reports", "published_reports", Thing.PUBLISHED_REPORT),
    Entry("People", "people_list", Thing.PEOPLE),
    Entry("Annex A titles", "annex_title_list", Thing.ANNEX_TITLE),
    Entry("Mail", "mail_trouble_list", Thing.MAIL_TROUBLE),
    Entry("Rights requests", "rights_request_list", Thing.RIGHTS_REQUEST),
    Entry("Retention", "retention_report", Thing.RETENTION),
    Entry("The record", "record_list", Thing.RECORD),
    Entry("Clock", "demo_clock", Thing.DEMO_CLOCK),
    Entry("Help", "help", Thing.FRONT_DOOR),
)

Item = tuple[str, str, bool]


def menu(roles: frozenset[Role], person: Any, path: str) -> list[Item]:
    """(label, address, whether it is the page shown or the one above it), in order."""
    entries = [(entry.label, reverse(entry.url_name)) for entry in MENU if verbs_for(roles, entry.thing, person)]
    return [(label, url, _current(url, path)) for label, url in entries]


def _current(url: str, path: str) -> bool:
    return path == url if url == "/" else path.startswith(url)
