"""Who was talked with and about what, and what is asked before fieldwork ends."""

from collections import Counter
from dataclasses import dataclass

from fieldwork.models import CloseReason, Meeting
from fieldwork.queries.meetings import label
from fieldwork.workflow import HELD
from framework.versions import FrameworkVersion, version
from framework.versions.shapes.meetings import Topic
from inspections.models import Inspection, Pair

CHILDREN = "children"
COURT = "court:"
OF_MEETING = ("kind", "role", "organisation", "area", "way", "state", "topics", "deputising")


@dataclass(frozen=True)
class TopicCount:
    """How often one topic was talked about, of so many held talks in which it could be: "workload 0 of 10"."""

    topic: Topic
    covered: int
    held: int


@dataclass(frozen=True)
class RoleCount:
    """Talks with people of one role: a deputy counts for whom they deputise (ENG-06)."""

    label: str
    held: int
    deputies: int
    planned: int


@dataclass(frozen=True)
class Matter:
    """Something that did not take place, its words, and the reason once there is one."""

    code: str
    words: str
    reason: CloseReason | None = None


@dataclass(frozen=True)
class Overview:
    topics: list[TopicCount]
    roles: list[RoleCount]
    children: list[tuple[str, int]]
    courts: list[tuple[str, int]]
    matters: list[Matter]


def overview(inspection: Inspection) -> Overview:
    """Three queries, however many meetings there are."""
    framework = version(inspection.framework_version)
    rows = list(Meeting.objects.filter(inspection=inspection).values(*OF_MEETING).order_by())
    courts = _courts(inspection, rows, framework)
    children = _children(rows, framework)
    return Overview(
        _topics(rows, framework), _roles(rows, framework), children, courts, _matters(inspection, rows, courts)
    )


def matters(inspection: Inspection) -> list[Matter]:
    """Everything that is asked before fieldwork ends, with its reason where there is one."""
    return overview(inspection).matters


def _held(rows: list[dict], *kinds: str) -> list[dict]:
    return [row for row in rows if row["state"] == HELD and row["kind"] in kinds]


def _topics(rows: list[dict], framework: FrameworkVersion) -> list[TopicCount]:
    found = []
    for topic in framework.meetings.topics:
        could = [row for row in _held(rows, topic.kind) if not topic.roles or row["role"] in topic.roles]
        found.append(TopicCount(topic, sum(topic.code in row["topics"] for row in could), len(could)))
    return found


def _roles(rows: list[dict], framework: FrameworkVersion) -> list[RoleCount]:
    lists = framework.meetings
    counts: dict[str, Counter[str]] = {}
    for row in rows:
        if row["kind"] in ("practitioner", "partner") and row["role"]:
            count = counts.setdefault(row["role"], Counter())
            count[row["state"]] += 1
            count["deputies"] += row["state"] == HELD and row["deputising"]
    every = (*lists.practitioner_roles, *lists.partner_roles)
    return [
        RoleCount(label(every, code), count[HELD], count["deputies"], count["planned"] + count["confirmed"])
        for code, count in sorted(counts.items())
    ]


def _children(rows: list[dict], framework: FrameworkVersion) -> list[tuple[str, int]]:
    """Children talked with, by the way of it (VOICE-03)."""
    ways = Counter(row["way"] for row in _held(rows, "child"))
    return [(label(framework.meetings.ways, code) or "Way not said", count) for code, count in sorted(ways.items())]


def _courts(inspection: Inspection, rows: list[dict], framework: FrameworkVersion) -> list[tuple[str, int]]:
    """Each area that a pair visits, and how often somebody of a court was talked with there (PART-02)."""
    pairs = Pair.objects.filter(inspection=inspection, dissolved_at=None).values_list("area_week_1", "area_week_2")
    areas = sorted({area.strip() for both in pairs for area in both if area.strip()})
    organisations = framework.meetings.court_partners.organisations
    talked = Counter(_same(row["area"]) for row in _held(rows, "partner") if row["organisation"] in organisations)
    return [(area, talked[_same(area)]) for area in areas]


def _same(area: str) -> str:
    return " ".join(area.lower().split())


def _matters(inspection: Inspection, rows: list[dict], courts: list[tuple[str, int]]) -> list[Matter]:
    reasons = {each.matter: each for each in CloseReason.objects.filter(inspection=inspection).select_related("by")}
    found = {} if _held(rows, "child") else {CHILDREN: "No child was talked with."}
    found |= {f"{COURT}{area}": f"Nobody of a court was talked with in {area}." for area, count in courts if not count}
    return [Matter(code, words, reasons.get(code)) for code, words in found.items()]
