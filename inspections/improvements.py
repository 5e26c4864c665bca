"""What became of each area for improvement ever published: where it came from, and everything since (GEN-08)."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from inspections.models import Outcome, PublishedFinding

AREA = PublishedFinding.Kind.AREA_FOR_IMPROVEMENT


@dataclass(frozen=True)
class Entry:
    """One thing that happened to an area for improvement: a day, what it was, what was said, where to read on."""

    day: date
    title: str
    text: str = ""
    href: str = ""


Provider = Callable[[PublishedFinding], Iterable[Entry]]
PROVIDERS: list[Provider] = []


def announce(provider: Provider) -> Provider:
    """Registers a function (finding) -> entries, such as an engagement meeting's review or Cafcass's answer."""
    if provider not in PROVIDERS:
        PROVIDERS.append(provider)
    return provider


def published() -> QuerySet[PublishedFinding]:
    """Every area for improvement, latest first."""
    return PublishedFinding.objects.filter(kind=AREA).select_related("outcome").order_by("-outcome_id", "id")


def history(finding: PublishedFinding) -> list[Entry]:
    """In the order of days: its publication, what was announced since, what the next activity found."""
    found = [*_own(finding), *_next(finding)]
    found += [entry for provider in PROVIDERS for entry in provider(finding)]
    return sorted(found, key=lambda entry: entry.day)


def day_of(outcome: Outcome) -> date | None:
    return outcome.published_on or outcome.ended_on


def _own(finding: PublishedFinding) -> Iterator[Entry]:
    day = day_of(finding.outcome)
    if day:
        yield Entry(day, f"Published: {finding.outcome.title}", finding.text)


def _next(finding: PublishedFinding) -> Iterator[Entry]:
    """The activity that followed, with what it published about the same area of practice."""
    since = day_of(finding.outcome)
    later = [each for each in Outcome.objects.prefetch_related("findings") if since and (day_of(each) or since) > since]
    following = min(later, key=lambda each: (day_of(each), each.pk), default=None)
    day = day_of(following) if following else None
    if following is None or day is None:
        return
    about = [each for each in following.findings.all() if not finding.area or each.area in ("", finding.area)]
    said = "\n".join(f"{each.get_kind_display()}: {each.text}" for each in about)
    yield Entry(day, f"Found next: {following.title}", said or following.note or "Nothing was published about it.")
