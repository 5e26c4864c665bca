"""Single items and files, as each side finds them."""

from collections.abc import Callable, Iterable

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from accounts import clock
from accounts.access import Role, condition
from accounts.models import Person, Post
from accounts.refusals import NotHere
from information.models import AnnexDelegate, AnnexFile, AnnexItem, AnnexReading
from information.queries.requests import Row, counted, due_days, row_of
from information.rules import annex as rules
from inspections.models import Inspection
from inspections.roles import roles_on

PER_PAGE = 30


@condition("annex_delegated")
def annex_delegated(person: Person, inspection: Inspection | None) -> bool:
    """A contributor to whom an item is given now, or who gave a file that still stands."""
    return AnnexDelegate.objects.filter(person=person, ended_at=None).exists() or left_with(person).exists()


def left_with(person: Person) -> QuerySet[AnnexFile]:
    """Files of theirs that stand with items which they have no more: they seal them, and see nothing else of them."""
    given = AnnexFile.objects.filter(upload__made_by=person, sealed_at=None, upload__destroyed=None)
    own = AnnexDelegate.objects.filter(item=OuterRef("item"), person=person, ended_at=None)
    return given.exclude(item=None).exclude(Exists(own)).order_by("id")


def _items() -> QuerySet[AnnexItem]:
    return counted(AnnexItem.objects.select_related("request__inspection__timeline"))


def files_of(item: AnnexItem) -> QuerySet[AnnexFile]:
    """The files of an item that stand, each with its receipt and who opened it."""
    readings = AnnexReading.objects.select_related("person")
    standing = AnnexFile.objects.filter(item=item, sealed_at=None)
    standing = standing.select_related("item", "upload__stored", "upload__made_by", "upload__destroyed")
    return standing.prefetch_related(Prefetch("readings", queryset=readings))


def page_of_files(item: AnnexItem, number: str | None) -> Page[AnnexFile]:
    """Of an item that was `counted`, so that nobody counts again."""
    paginator = Paginator(files_of(item), PER_PAGE)
    paginator.count = item.standing  # type: ignore[attr-defined]
    return paginator.get_page(number)


def own_item(pk: int, person: Person) -> AnnexItem:
    """As somebody at Cafcass finds it. Raises NotHere for one that is not theirs."""
    found = _items().filter(pk=pk).first()
    if found is None or not rules.sees_item(found, person):
        raise NotHere
    return found


def item_of(inspection: Inspection, pk: int) -> AnnexItem:
    """As the team finds it. Raises NotHere."""
    found = _items().filter(request__inspection=inspection, pk=pk).first()
    if found is None:
        raise NotHere
    return found


def row(item: AnnexItem) -> Row:
    return row_of(item, due_days(item.request.inspection), clock.today(), [])


def own_file(pk: int, person: Person, knows: Callable[[AnnexFile, Person], bool] = rules.gave_or_leads) -> AnnexFile:
    """One that somebody at Cafcass may know of. Raises NotHere."""
    related = ("upload__stored", "upload__made_by", "upload__destroyed", "item", "request__inspection__timeline")
    found = AnnexFile.objects.select_related(*related).filter(pk=pk).first()
    if found is None or not knows(found, person):
        raise NotHere
    return found


def file_of(inspection: Inspection, pk: int) -> AnnexFile:
    """Raises NotHere for one that the team does not know of."""
    related = ("upload__stored", "upload__destroyed", "item", "request__inspection")
    found = AnnexFile.objects.select_related(*related).filter(request__inspection=inspection, pk=pk).first()
    if found is None:
        raise NotHere
    return found


def to_seal(item: AnnexItem, files: Iterable[AnnexFile], person: Person, *, whole: bool) -> set[int]:
    """The ids of those files of the item that they may seal. `whole`: they see all of Annex A. One query at most."""
    own = {file.pk for file in files if file.upload.made_by_id == person.pk}
    others = {file.pk: file.upload.made_by_id for file in files if file.pk not in own} if whole else {}
    if not others:
        return own
    reaching = rules.reaching(item.request.inspection, item.pk, others.values())
    return own | {pk for pk, giver in others.items() if giver not in reaching}


def items_given_to(person: Person) -> list[AnnexItem]:
    """What colleagues gave this person to answer, in order. One query."""
    held = AnnexItem.objects.filter(delegates__person=person, delegates__ended_at=None)
    return list(held.select_related("request__inspection").order_by("request", "place").distinct())


def contributors() -> QuerySet[Person]:
    """People at Cafcass to whom an item can be given now."""
    held = Post.objects.held().filter(post=Role.CONTRIBUTOR.value).values("person")
    return Person.objects.filter(pk__in=held, suspended_at=None).order_by("name", "pk")


def reads_whole(person: Person, inspection: Inspection) -> bool:
    return bool(roles_on(person, inspection) & rules.WHOLE)
