"""Who may give, answer, delegate, open, return and accept what Annex A asks for, and when."""

from collections.abc import Iterable

from django.db.models import Q

from accounts.access import Role, Thing, Verb
from accounts.gate import standing_roles
from accounts.models import Person, Post
from accounts.refusals import Invalid, NotHere, require
from accounts.rules import may
from files.models import Upload
from information.models import AnnexDelegate, AnnexFile, AnnexItem, AnnexRequest, ListCheck
from information.workflow import ITEM, WAITING
from inspections.models import Inspection, LinkNamed
from inspections.roles import permit, roles_on
from inspections.rules.deferral import uploads_frozen
from inspections.workflow import State

WHOLE = frozenset({Role.CHIEF_EXECUTIVE, Role.LINK_PERSON})


def must_be_open(request: AnnexRequest) -> None:
    """Answers are taken from the call until the lead closes the request, and never after fieldwork."""
    sentence = "This request is closed."
    require(request.closed_at is None, sentence, "Offer it to the lead inspector as additional information.", "DOC-01")
    frozen = "A deferral was granted, so nothing is given here until the new dates are announced."
    require(not uploads_frozen(request.inspection), frozen, rule="DEFER-04")
    require(request.inspection.state == State.ANNOUNCED, "The fieldwork has ended, so nothing is given here any more.")


def sees_item(item: AnnexItem, by: Person) -> bool:
    """The whole of Annex A for chief executive and link person; for a colleague the item given to them alone."""
    if roles_on(by, item.request.inspection) & WHOLE:
        return True
    return AnnexDelegate.objects.filter(item=item, person=by, ended_at=None).exists()


def may_give(item: AnnexItem, by: Person) -> None:
    may(by, Thing.OWN_ANNEX_ITEM, Verb.CREATE)
    if not sees_item(item, by):
        raise NotHere
    must_be_open(item.request)


def may_give_anything(request: AnnexRequest, by: Person) -> None:
    """To the whole request: its files find their items by number."""
    permit(by, request.inspection, Thing.OWN_ANNEX_A, Verb.CREATE)
    must_be_open(request)


def must_be_unsent(checked: ListCheck) -> None:
    require(checked.sent_at is None, "This list is sent already.")


def may_answer(item: AnnexItem, by: Person) -> None:
    """In words instead of files, and for colleagues: chief executive and link person."""
    may(by, Thing.OWN_ANNEX_ITEM, Verb.EDIT)
    if not sees_item(item, by):
        raise NotHere
    must_be_open(item.request)


def may_take(item: AnnexItem, step: str) -> None:
    """The step leaves the state in which the item is. Raises NotAllowed."""
    require(ITEM.allows(item.state, step), f"This cannot be done now: the item is {item.state_label.lower()}.")


def must_hold_files(other: AnnexItem) -> None:
    """What another item points to has files of its own, so that nothing points on or in a circle."""
    if other.same_as_id is not None:
        raise Invalid("other", f"{other.number} itself points to another item. Select the one that has the files.")
    if not other.files.filter(sealed_at=None).exists():
        sentence = f"Nothing is given for {other.number} yet. Give its files first, or select the item that has them."
        raise Invalid("other", sentence)


def must_not_be_pointed_at(item: AnnexItem, field: str) -> None:
    """While others say that they are the same as this one, its files are their answer too."""
    numbers = [each.number for each in item.standing_for.all()]
    if numbers:
        sentence = f"{' and '.join(numbers)} {'points' if len(numbers) == 1 else 'point'} to this item. "
        raise Invalid(field, f"{sentence}Answer there first, or give the files here.")


def may_delegate(item: AnnexItem, person: Person, by: Person) -> None:
    may_answer(item, by)
    if Role.CONTRIBUTOR not in standing_roles(person):
        raise Invalid("person", f"{person} is not a contributor at Cafcass. An administrator can give the post.")
    if AnnexDelegate.objects.filter(item=item, person=person, ended_at=None).exists():
        raise Invalid("person", f"{person} has this item already.")


def may_seal(file: AnnexFile, by: Person) -> None:
    """Whoever gave it, at any time: a wrong file must not wait for anybody."""
    may(by, Thing.OWN_ANNEX_ITEM, Verb.CREATE)
    if not knows_to_seal(file, by):
        raise NotHere
    seals = file.upload.made_by_id == by.pk or seals_instead(file, by)
    require(seals, "Only whoever gave a file seals it.", str(file.upload.made_by))
    require(not file.sealed, "This file is sealed already.")


def seals_instead(file: AnnexFile, by: Person) -> bool:
    """Chief executive and link person, where whoever gave it cannot reach it any more."""
    inspection, giver = file.request.inspection, file.upload.made_by_id
    return bool(roles_on(by, inspection) & WHOLE) and giver not in reaching(inspection, file.item_id, [giver])


def reaching(inspection: Inspection, item: int | None, people: Iterable[int | None]) -> set[int]:
    """Those of the people, by number, who can reach the files of the item now. One query."""
    posts = Post.objects.held().filter(post__in=[each.value for each in WHOLE]).values("person")
    named = LinkNamed.objects.filter(inspection=inspection, until=None).values("person")
    given = AnnexDelegate.objects.filter(item=item, ended_at=None).values("person")
    at_hand = Q(pk__in=posts) | Q(pk__in=named) | Q(pk__in=given)
    found = Person.objects.filter(at_hand, pk__in=[each for each in people if each], suspended_at=None)
    return set(found.values_list("pk", flat=True))


def gave_or_leads(file: AnnexFile, by: Person) -> bool:
    """Whether somebody at Cafcass knows of the file at all."""
    if roles_on(by, file.request.inspection) & WHOLE:
        return True
    return file.item is not None and sees_item(file.item, by)


def knows_to_seal(file: AnnexFile, by: Person) -> bool:
    """Whoever gave it does, though the item was taken back from them."""
    return gave_or_leads(file, by) or file.upload.made_by_id == by.pk


def may_decide(item: AnnexItem, by: Person) -> None:
    """Returned and accepted by the lead or the analyst (OFF-03)."""
    sentence = "Only the lead inspector or the senior analytical officer can do this."
    permit(by, item.request.inspection, Thing.ANNEX_A, Verb.DECIDE, sentence)
    require(item.request.closed_at is None, "This request is closed.")


def may_accept(item: AnnexItem, by: Person, uploads: list[Upload]) -> None:
    may_decide(item, by)
    require(item.state not in WAITING, "There is nothing to accept: Cafcass has not answered this item.")
    may_take(item, "accept")
    unread = [f"“{each.name}”" for each in uploads if each.being_checked]
    require(not unread, f"{' and '.join(unread)} is still being checked.", "Wait until it can be opened.")


def may_close(request: AnnexRequest, by: Person) -> None:
    permit(by, request.inspection, Thing.ANNEX_A, Verb.EDIT, "Only the lead inspector can close the request.")
    require(request.closed_at is None, "This request is closed already.")


def must_be_for_them(file: AnnexFile, by: Person, inspection: Inspection) -> None:
    """What is sealed, in the tray or not let through is not there; the list of children is the analyst's alone."""
    if file.item is None or file.sealed or not file.upload.available:
        raise NotHere
    if file.item.child_level:
        sentence = "Only the senior analytical officer opens the child-level list."
        require(Role.ANALYST in roles_on(by, inspection), sentence, rule="DATA-01")
    must_exist(file)


def must_exist(file: AnnexFile) -> None:
    sentence = "This file was destroyed: its name and its hash are kept, and nothing of what it held."
    require(not file.upload.is_destroyed, sentence)
