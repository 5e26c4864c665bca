"""What the readable page of an export shows, made of the same rows as its data and of nothing else."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from accounts import clock
from evidence import cases, headings
from evidence.export.rows import Row
from evidence.kinds import CASE, INDIVIDUAL, KINDS, NOTE, SHARED
from evidence.models import NoteOrigin, Revision
from evidence.queries.scope import CONSULTATION, EFFECTIVENESS, OTHER, OTHER_AREAS, SUBJECT
from evidence.rules_names import REPLACE
from framework.versions import FrameworkVersion, version
from govuk import words

SAID_OF_NAMES = {
    REPLACE: "replaced",
    "place": "of a place, a court or an organisation",
    "word": "an ordinary word or a title",
    "published": "of an author of something published",
}
FINDINGS = dict(Revision.Finding.choices)


@dataclass(frozen=True)
class Saved:
    """One revision as the page says it. `stands` is False of one that a later one followed."""

    number: int
    author: str
    at: str
    parts: list[tuple[str, str]]
    facts: list[tuple[str, str]]
    cites: list[int]
    stands: bool
    blanked: str
    kept_back: bool
    chain: str


@dataclass
class Kept:
    """One document with every revision, the latest first, and what was said of it."""

    id: str
    kind: str
    owner: str
    saved: list[Saved] = field(default_factory=list)
    said: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Reason:
    """Why an area was given its grade, at one time."""

    area: str
    grade: str
    by: str
    at: str
    text: str
    cites: list[int]


@dataclass
class Told:
    """A keep-in-touch meeting: each headline with what is said of it and the revisions that it cites now."""

    day: str
    people: str
    by: str
    at: str
    headlines: list[tuple[str, str, list[int]]] = field(default_factory=list)


def page_of(rows: list[Row]) -> dict[str, Any]:
    """The context of the page: the inspection, sections of documents, what was told, judgements and their reasons."""
    framework = version(rows[0]["framework_version"])
    people = {row["id"]: row["name"] for row in rows if row["type"] == "person"}
    documents = _documents(rows, people, framework)
    sections = [
        (kind.plural, [each for each in documents.values() if each.kind == kind.label])
        for kind in (SHARED, INDIVIDUAL, CASE, NOTE)
    ]
    return {
        "inspection": rows[0],
        "sections": sections,
        "grades": _grades(rows, framework),
        "reasons": [_reason(row, people, framework) for row in rows if row["type"] == "rationale"],
        "told": _told(rows, people),
        "covered": _covered(rows, people, framework),
    }


def _documents(rows: list[Row], people: dict[int, str], framework: FrameworkVersion) -> dict[str, Kept]:
    followed = {row["entry"][name] for row in _of(rows, "revision") for name in ("parent", "merged")}
    found: dict[str, Kept] = {}
    for row in _of(rows, "revision"):
        entry = row["entry"]
        kind = KINDS[entry["kind"]]
        document = found.setdefault(entry["document"], Kept(entry["document"], kind.label, people[entry["owner"]]))
        document.saved.insert(0, _saved(row, people, framework, stands=row["id"] not in followed))
    for about, lines in _said(rows, people, framework).items():
        found[about].said = lines
    return found


def _of(rows: list[Row], kind: str) -> Iterable[Row]:
    return (row for row in rows if row["type"] == kind)


def _saved(row: Row, people: dict[int, str], framework: FrameworkVersion, *, stands: bool) -> Saved:
    entry, blanked = row["entry"], row["blanked"]
    return Saved(
        number=row["id"],
        author=people[entry["author"]],
        at=_moment(entry["received_at"]),
        parts=KINDS[entry["kind"]].told(framework, row["words"]),
        facts=[(name, text) for name, text in _facts(entry, framework) if text],
        cites=entry["cites"],
        stands=stands,
        blanked=blanked["reason"] if blanked else "",
        kept_back=bool(row.get("kept_back")),
        chain=row["chain"],
    )


def _facts(entry: Row, framework: FrameworkVersion) -> list[tuple[str, str]]:
    on = words.day(date.fromisoformat(entry["observed_on"])) if entry["observed_on"] else ""
    at = words.clock(time.fromisoformat(entry["observed_at"])) if entry["observed_at"] else ""
    return [
        ("Source", entry["source"]),
        ("Date and time", ", ".join(filter(None, [on, at]))),
        ("Area and heading", headings.label(framework, entry["area"], entry["heading"])),
        ("Points to", FINDINGS.get(entry["finding"], "")),
        ("Odd date", "yes" if entry["odd_time"] else ""),
        ("After fieldwork", "yes" if entry["after_fieldwork"] else ""),
        ("In a pause", "yes" if entry.get("in_pause") else ""),
        ("Reason for coming late", entry["late_reason"]),
        *((label, _plain(value)) for label, value in cases.said(framework, entry.get("facts", {}))),
    ]


def _plain(value: Any) -> str:
    return words.day(value) if isinstance(value, date) else str(value)


def _moment(text: str) -> str:
    return words.moment(clock.london(datetime.fromisoformat(text)))


def _or_held(row: Row, name: str) -> str:
    return "not shared yet" if row.get("kept_back") else str(row[name])


def _said(rows: list[Row], people: dict[int, str], framework: FrameworkVersion) -> dict[str, list[str]]:
    """By document, what was said of it: a line each."""
    of_revision = {row["id"]: row["entry"]["document"] for row in _of(rows, "revision")}
    lines: dict[str, list[str]] = defaultdict(list)
    for row in _of(rows, "meeting"):
        lines[row["document"]].append(f"Meeting that it comes from: {row['words'] or 'none after all'}")
    _names_in(rows, people, of_revision, lines)
    _sorted_in(rows, framework, lines)
    for row in _of(rows, "origin"):
        written = NoteOrigin.Written(row["written"]).label.lower()
        lines[row["document"]].append(f"Imported. Written {written}; the original: {_or_held(row, 'where')}")
    for row in _of(rows, "paper"):
        lines[row["document"]].append(f"Given on paper: {_or_held(row, 'what')}")
    for row in _of(rows, "file"):
        lines[row["document"]].append(
            f"File kept with it, not in this export: {_or_held(row, 'name')} (SHA-256 {row['sha256']})"
        )
    for row in (*_of(rows, "agreement"), *_of(rows, "closing")):
        done = "Agreed" if row["type"] == "agreement" else "Closed"
        ended = f"{done} as revision {row['revision']} by {people[row['by']]}, {_moment(row['at'])}"
        why = f". Before Cafcass had answered: {row['open_reason']}" if "open_reason" in row else ""
        little = f". Why it rests on little: {row['narrow_reason']}" if "narrow_reason" in row else ""
        lines[of_revision[row["revision"]]].append(ended + why + little)
    for row in _of(rows, "comment"):
        lines[row["document"]].append(f"Comment by {people[row['author']]}, {_moment(row['at'])}: {row['text']}")
    for row in _of(rows, "withdrawal"):
        withdrawn = f"Withdrawn by {people[row['by']]}, {_moment(row['at'])}. Reason: {row['reason']}"
        lines[row["document"]].append(withdrawn)
    return lines


def _names_in(
    rows: list[Row], people: dict[int, str], of_revision: dict[int, str], lines: dict[str, list[str]]
) -> None:
    """What its writer was asked about names, in the order in which it was asked."""
    for row in (*_of(rows, "names_before"), *_of(rows, "names")):
        places = "1 place" if row["count"] == 1 else f"{row['count']} places"
        since = f", because of a list that came later, {_moment(row['since'])}" if row["since"] else ""
        asked = f"Asked about names in {places} of revision {row['revision']}{since}"
        said = ", ".join(f"{count} {SAID_OF_NAMES[code]}" for code, count in row["said"].items())
        told = f"answered by {people[row['by']]}, {_moment(row['at'])}: {said}" if said else "not answered"
        again = f". Asked again {_moment(row['until'])}" if row["type"] == "names_before" else ""
        if not said and not again:
            told = "not answered yet"
        lines[of_revision[row["revision"]]].append(f"{asked}; {told}{again}")


def _sorted_in(rows: list[Row], framework: FrameworkVersion, lines: dict[str, list[str]]) -> None:
    for row in _of(rows, "line"):
        late = " (after it was closed)" if row["after_closing"] else ""
        lines[row["document"]].append(f"{'On' if row['on'] else 'Off'} the line of enquiry {row['line']}{late}")
    for row in _of(rows, "covers"):
        after = "" if row["on"] else " after all"
        words_of = f"{'Covers' if row['on'] else 'Does not cover'} {_place(row['code'], rows, framework)}{after}"
        lines[row["document"]].append(words_of)


def _told(rows: list[Row], people: dict[int, str]) -> list[Told]:
    bases = {row["headline"]: row for row in _of(rows, "headline_basis")}
    found = {
        row["id"]: Told(words.day(date.fromisoformat(row["day"])), row["people"], people[row["by"]], _moment(row["at"]))
        for row in _of(rows, "keep_in_touch")
    }
    for row in _of(rows, "headline"):
        basis = bases.get(row["id"], {"context": False, "cites": []})
        context = "Introduction or context" if basis["context"] else ""
        found[row["keep_in_touch"]].headlines.append((row["text"], context, basis["cites"]))
    return list(found.values())


def _place(code: str, rows: list[Row], framework: FrameworkVersion) -> str:
    """The words for something that evidence covers, by the code of its place."""
    area, heading = headings.parse(code)
    if area == SUBJECT:
        return next((row["text"] for row in _of(rows, "subject") if str(row["id"]) == heading), code)
    if area == CONSULTATION:
        known = framework.files.evidence.consultation
        return next((f"{known.label}: {part.label}" for part in known.parts if part.code == heading), code)
    fixed = {EFFECTIVENESS: f"Effectiveness: {heading}", OTHER_AREAS: OTHER.label}
    return fixed.get(area) or headings.label(framework, area, heading) or code


def _covered(rows: list[Row], people: dict[int, str], framework: FrameworkVersion) -> list[str]:
    """What a visit looks at, why something is not covered, and whether its findings are agreed: a line each."""

    def by(row: Row) -> str:
        return f"{people[row['by']]}, {_moment(row['at'])}"

    found = [f"Suggested: {row['kind']}, {row['text']} ({by(row)})" for row in _of(rows, "topic_suggestion")]
    for row in _of(rows, "subject"):
        gone = row["taken_out"]
        out = f". Taken out by {by(gone)}: {gone['reason']}" if gone else ""
        found.append(f"Looked at: {row['text']} ({by(row)}){out}")
    for row in _of(rows, "other_area"):
        declined = "has got worse" if row["declined"] else "no decline"
        found.append(f"Also checked: {framework.area(row['area']).label}, {declined}: {row['basis']} ({by(row)})")
    for row in _of(rows, "gap"):
        place = _place("/".join(filter(None, (row["area"], row["heading"]))), rows, framework)
        accepted = f". Accepted by {by(row['accepted'])}" if row["accepted"] else ""
        found.append(f"Not covered: {place}: {row['reason']} ({by(row)}){accepted}")
    for row in _of(rows, "findings"):
        agreed = (
            f"Agreed by {people[row['agreed_by']]}, {_moment(row['agreed_at'])}" if row["agreed_at"] else "Not agreed"
        )
        found.append(f"Findings: {agreed}")
    return found


def _grades(rows: list[Row], framework: FrameworkVersion) -> list[tuple[str, str]]:
    labels = {grade.code: grade.label for grade in framework.grades}
    return [
        (framework.area(area).label, labels.get(grade or "", "Not given"))
        for row in _of(rows, "judgement")
        for area, grade in row["grades"].items()
    ]


def _reason(row: Row, people: dict[int, str], framework: FrameworkVersion) -> Reason:
    labels = {grade.code: grade.label for grade in framework.grades}
    area, grade = framework.area(row["area"]).label, str(labels[row["grade"]])
    return Reason(area, grade, people[row["author"]], _moment(row["at"]), row["text"], row["cites"])
