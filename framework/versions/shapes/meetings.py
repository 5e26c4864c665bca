"""meetings.yaml."""

from dataclasses import dataclass

from framework.versions.shapes.information import CheckItem


@dataclass(frozen=True)
class Asker:
    """Somebody who may obtain an agreement; one with `asks_reason` should not have been the one (NOTI-13)."""

    code: str
    label: str
    asks_reason: bool = False


@dataclass(frozen=True)
class Guidance:
    """One version of what Cafcass is given to prepare people for taking part (VOICE-05)."""

    code: str
    label: str
    points: tuple[str, ...]


@dataclass(frozen=True)
class Meetings:
    partner_types: tuple[CheckItem, ...]
    practitioner_roles: tuple[CheckItem, ...]
    observation_settings: tuple[CheckItem, ...]
    agreement_askers: tuple[Asker, ...]
    ways: tuple[CheckItem, ...]
    quick_reasons: tuple[CheckItem, ...]
    guidance: tuple[Guidance, ...]
