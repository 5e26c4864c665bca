"""What the choice of a site can rest on: data, and what rooms above name of the analysis and the enquiry (OFF-10)."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from framework.versions import version
from inspections.models import Inspection


@dataclass(frozen=True)
class Ground:
    """One thing to rest on: a code such as "line-7", and its words. Never told to Cafcass."""

    code: str
    label: str


Offer = Callable[[Inspection], Iterable[Ground]]
OFFERS: list[Offer] = []


def announce(offer: Offer) -> None:
    """Called by a room's AppConfig when the app starts."""
    if offer not in OFFERS:
        OFFERS.append(offer)


def grounds(inspection: Inspection) -> Iterator[Ground]:
    """Everything on offer now. One query for each room that has announced something."""
    for offer in OFFERS:
        yield from offer(inspection)
    for each in version(inspection.framework_version).files.preparation.site_grounds:
        yield Ground(each.code, each.label)
