"""Which proceedings are in scope, and the law type that each may have (SCOPE-01…08). Pure."""

from collections.abc import Mapping
from typing import Any

from accounts.refusals import Invalid
from framework.versions import FrameworkVersion
from framework.versions.shapes.judgements import ScopeItem, Subtype

FIELDS = ("proceeding", "subtype", "description", "law_type", "law_type_reason")
NONE = dict.fromkeys(FIELDS, "")


def tied(pinned: FrameworkVersion, given: Mapping[str, Any], *, leads: bool) -> dict[str, str]:
    """What is kept of a proceeding as it was given, every field of it. `leads`: lead or deputy. Raises Invalid."""
    said = NONE | {name: str(given.get(name) or "").strip() for name in FIELDS}
    if not said["proceeding"]:
        if said["law_type"]:
            raise Invalid("proceeding", "Select the proceeding: a law type alone says too little.", "SCOPE-01")
        return NONE
    item = _item(pinned, said["proceeding"], leads)
    kind = _kind(item, said["subtype"])
    if (item.described or (kind and kind.described)) and not said["description"]:
        raise Invalid("description", "Describe the proceeding.", "SCOPE-08" if item.described else "SCOPE-05")
    law = _law(item, kind, said["law_type"], said["law_type_reason"])
    described = said["description"] if item.described or (kind and kind.described) else ""
    reason = said["law_type_reason"] if law != usual(item, kind) else ""
    subtype = kind.code if kind else ""
    return dict(zip(FIELDS, (item.code, subtype, described, law, reason), strict=True))


def _item(pinned: FrameworkVersion, code: str, leads: bool) -> ScopeItem:
    item = next((each for each in pinned.scope.items if each.code == code), None)
    if item is None:
        raise Invalid("proceeding", "Select a proceeding from the list.")
    if item.leads_only and not leads:
        raise Invalid("proceeding", "Only the lead inspector or a deputy adds another proceeding.", "SCOPE-08")
    return item


def _kind(item: ScopeItem, code: str) -> Subtype | None:
    if not item.subtypes:
        return None
    found = next((each for each in item.subtypes if each.code == code), None)
    if found is None:
        raise Invalid("subtype", f"Choose the kind of {item.label.lower()}.", "SCOPE-05")
    return found


def usual(item: ScopeItem, kind: Subtype | None) -> str:
    """The law type that a proceeding usually has, "" where it is for the inspector to say."""
    if kind:
        return kind.default_law_type
    return item.law_type if item.law_type in ("public", "private") else ""


def _law(item: ScopeItem, kind: Subtype | None, law: str, reason: str) -> str:
    default = usual(item, kind)
    if not (law or default):
        raise Invalid("law_type", "Select the law type.")
    if not default or law in ("", default):
        return law or default
    if not item.law_type_may_differ:
        raise Invalid("law_type", f"{item.label}: this is {default} law.", "SCOPE-01")
    if not reason:
        raise Invalid("law_type_reason", f"Say why this is not {default} law, as it usually is.", "SCOPE-05")
    return law
