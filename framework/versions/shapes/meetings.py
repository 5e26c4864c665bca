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
class CourtPartners:
    """Who of a court is meant (PART-02), and how they are usually talked with (PART-03)."""

    organisations: tuple[str, ...]
    usual_way: str


@dataclass(frozen=True)
class Topic:
    """What a talk with people of this kind (and of these roles, where there are any) is likely to be about."""

    code: str
    label: str
    kind: str
    roles: tuple[str, ...] = ()
    advised: bool = False


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
    partner_roles: tuple[CheckItem, ...]
    court_partners: CourtPartners
    topics: tuple[Topic, ...]
    observation_settings: tuple[CheckItem, ...]
    agreement_askers: tuple[Asker, ...]
    ways: tuple[CheckItem, ...]
    quick_reasons: tuple[CheckItem, ...]
    guidance: tuple[Guidance, ...]
