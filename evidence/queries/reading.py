"""What the pages of a list and of one document show, read in a constant number of queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import BigIntegerField, QuerySet

from accounts.access import Role, Thing, Verb, verbs_for
from accounts.models import Person
from accounts.prepared import Given, Prepared
from evidence import cases, headings, ratings, rules, rules_names
from evidence.kinds import CASE, KINDS, LEADERS, NOTE, SHARED, Kind
from evidence.models import Challenge, Document, DocumentComment, NoteChild, Revision, RevisionText
from evidence.queries import documents
from evidence.queries.children import child_of
from evidence.queries.documents import EXCERPT
from evidence.queries.kept_back import NOT_YET, lacks
from evidence.queries.lines import Line
from evidence.queries.material import material_of
from evidence.queries.meetings import Open, meeting_of, open_about
from evidence.queries.names import pieces
from evidence.queries.paper import Paper, paper_of
from evidence.queries.support import Support, support_of
from fieldwork.models import Meeting
from framework.versions import FrameworkVersion
from govuk import words
from information.models import AdditionalOffer
from information.models.sample import UNASSIGNED
from inspections.models import Inspection, TeamMember
from inspections.workflow import SETTLED

Choice = tuple[str, str]
BASIS_CHANGED = "Basis changed"
DELETED = "(deleted at the end of its retention period)"
FINDINGS = dict(Revision.Finding.choices)
CHANGES = {
    "source": "source",
    "observed_on": "date",
    "observed_at": "time",
    "area": "area",
    "heading": "heading",
    "finding": "what it points to",
    "late_reason": "reason for coming late",
    "facts": "answers",
    "sha256": "text",
}


def _people() -> "QuerySet[TeamMember, Any]":
    here: Any = Given("inspection", BigIntegerField())
    members = TeamMember.objects.filter(inspection=here, role__in=[Role.LEAD, Role.DEPUTY, Role.TEAM])
    return members.order_by("person__name").values_list("person_id", "person__name").distinct()


_PEOPLE: "Prepared[Any]" = Prepared(_people)


def people_of(inspection: Inspection) -> list[Choice]:
    """Everybody who was ever on the inspection and may have written, as choices by name."""
    return [(str(number), name) for number, name in _PEOPLE.rows(inspection=inspection.pk)]


def shortened(text: str | None) -> str:
    """The excerpt with a sign that more follows; None is what was deleted under retention (DATA-03)."""
    if text is None:
        return DELETED
    return "(no text)" if not text else f"{text}…" if len(text) == EXCERPT else text


@dataclass
class ListRow:
    """One line of a list, in the words that it shows; `pk` is the document's."""

    pk: UUID
    owner: str
    when: str
    excerpt: str
    source: str
    place: str
    points_to: str
    missing: str
    tags: list[tuple[str, str]]


def listing(heads: Iterable[Line], kind: Kind, version: FrameworkVersion) -> list[ListRow]:
    """The lines of a page of heads; no query of its own."""
    return [_row(head, kind, version) for head in heads]


def _row(head: Line, kind: Kind, version: FrameworkVersion) -> ListRow:
    revision = head.revision
    hidden = head.excerpt == NOT_YET
    missing = [] if head.withdrawn or hidden else rules.to_finish(revision, kind, version, head.citations)
    missing += lacks(head) if not head.withdrawn else []
    return ListRow(
        pk=head.document_id,
        owner=head.owner_name,
        when=said_when(revision),
        excerpt=shortened(head.excerpt),
        source=revision.source,
        place=headings.label(version, revision.area, revision.heading),
        points_to=FINDINGS.get(revision.finding, ""),
        missing=", ".join(missing),
        tags=tags(head, kind),
    )


def said_when(revision: Any) -> str:
    """When it was observed, or else when the words came."""
    if revision.observed_on is None:
        return words.moment(revision.received_at)
    at = f", {words.clock(revision.observed_at)}" if revision.observed_at else ""
    return f"{words.short_day(revision.observed_on)}{at}"


def tags(head: Any, kind: Kind) -> list[tuple[str, str]]:
    """The state of a document in words and colours."""
    if head.withdrawn:
        return [("Withdrawn", "grey")]
    done = {SHARED: "Agreed", CASE: "Closed"}.get(kind)
    found = [(done, "green") if head.agreed else ("Open", "blue")] if done else []
    if getattr(head, "basis_changed", False):
        found.append((BASIS_CHANGED, "yellow"))
    if not head.alone:
        found.append(("Two versions", "red"))
    if getattr(head, "unassigned", False):
        found.append((UNASSIGNED, "grey"))
    if head.names_open:
        found.append(("Not shared yet", "yellow") if kind is not SHARED else ("A name to settle", "yellow"))
    if head.revision.after_fieldwork:
        found.append(("After fieldwork", "yellow"))
    return found


@dataclass(frozen=True)
class Version:
    """One revision with its words, as a page shows it."""

    revision: Revision
    parts: list[tuple[str, str]]
    place: str
    blanked: str = ""
    # Its words are its author's alone until a question about a name in it is answered (EVID-23).
    kept_back: bool = False
    # What may be a name is marked for whoever is asked about it.
    marked: list[tuple[str, list[tuple[str, bool]]]] = field(default_factory=list)
    facts: list[tuple[str, Any]] = field(default_factory=list)
    ratings: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Change:
    """One line of a document's history."""

    revision: Revision
    changed: str
    standing: bool

    @property
    def said_of_names(self) -> str:
        """How somebody answered about names in it: how many of each, and no word of the text."""
        answer = getattr(getattr(self.revision, "names_found", None), "answer", None)
        if answer is None:
            return ""
        replaced = sum(decision == rules_names.REPLACE for *_, decision in answer.decisions)
        said = {"replaced": replaced, "said to be no name": len(answer.decisions) - replaced}
        told = ", ".join(f"{many} {what}" for what, many in said.items() if many)
        return f"Asked about names: {told}, by {answer.by.name} on {words.moment(answer.at)}"


@dataclass
class Link:
    """A document at the other end of a citation; `pk` is the document's."""

    pk: UUID
    stem: str
    owner: str
    excerpt: str
    note: str = ""


@dataclass
class Reading:
    """One document as its reader sees it. Five queries, and one more for its challenges."""

    document: Document
    kind: Kind
    framework: FrameworkVersion
    roles: frozenset[Role]
    person: Person

    @cached_property
    def revisions(self) -> list[Revision]:
        return documents.revisions(self.document)

    @cached_property
    def heads(self) -> list[Revision]:
        """The versions that stand, the latest first."""
        return [each for each in reversed(self.revisions) if hasattr(each, "head")]

    @property
    def latest(self) -> Revision:
        return next(each for each in self.heads if each.head.latest)

    @cached_property
    def versions(self) -> list[Version]:
        standing: list[Any] = self.heads
        return [self._version(each, each.parts, each.blanked) for each in standing]

    @property
    def words(self) -> dict[str, str]:
        """Those of the latest version."""
        latest: Any = self.latest
        return dict(latest.parts)

    def _version(self, revision: Revision, words: dict[str, str], blanked: str) -> Version:
        place = headings.label(self.framework, revision.area, revision.heading)
        asked = rules_names.open_names(revision)
        if asked and not self.reads_kept_back:
            return Version(revision, [], place, kept_back=True)
        told = self.kind.told_by_part(self.framework, words)
        if self.kind is CASE:
            # Only what was filled in.
            told = [each for each in told if each[2]]
        places = revision.names_found.places if asked else []
        marked = []
        for part, label, text in told:
            here = [(start, end) for name, start, end, *_ in places if name == part]
            marked.append((label, pieces(text, here)))
        return Version(
            revision,
            [(label, text) for _, label, text in told],
            place,
            blanked,
            marked=marked,
            facts=cases.said(self.framework, revision.facts),
            # Where the words rate the case (SAMPLE-03).
            ratings=ratings.ratings(self.framework, words.values()) if self.kind is CASE else [],
        )

    @cached_property
    def reads_kept_back(self) -> bool:
        return rules_names.reads_kept_back(self.person, self.document, leads=Role.LEAD in self.roles)

    @property
    def names_open(self) -> bool:
        """Whether somebody is asked about a name in a version that stands."""
        return not self.withdrawn and any(each.head.names_open for each in self.heads)

    @property
    def may_answer_names(self) -> bool:
        may = self.reads_kept_back and bool(self.verbs & {Verb.EDIT, Verb.EDIT_OWN})
        standing: list[Any] = self.heads
        return self.names_open and may and not all(each.blanked for each in standing)

    def earlier(self, number: str) -> Version | None:
        """A revision asked for by number, when it is one of this document's that no longer stands."""
        wanted = [each for each in self.revisions if str(each.pk) == number and not hasattr(each, "head")]
        if not wanted:
            return None
        words = RevisionText.objects.get(revision=wanted[0])
        return self._version(wanted[0], words.parts, words.blanked_reason)

    @property
    def missing(self) -> list[str]:
        """What the latest version lacks before it may be cited or agreed."""
        latest: Any = self.latest
        words, version = self.words, self.versions[self.heads.index(latest)]
        if self.withdrawn or version.kept_back:
            return []
        latest.excerpt = version.parts[0][1] if version.parts else ""
        latest.leaders = words.get(LEADERS)
        missing = rules.to_finish(latest, self.kind, self.framework, len(self.cites))
        missing += lacks(latest.head)
        return missing + (list(self.unsettled.words) if self.unsettled else [])

    @cached_property
    def support(self) -> Support | None:
        """What a summary rests on in the end; None for evidence itself."""
        return support_of(self.latest) if self.kind.cites else None

    @cached_property
    def material(self) -> AdditionalOffer | None:
        """The additional information that a note comes from."""
        return material_of(self.document) if self.kind is NOTE else None

    @cached_property
    def child(self) -> NoteChild | None:
        """Whom a note is about, by initials (EVID-24)."""
        return child_of(self.document) if self.kind is NOTE else None

    @cached_property
    def meeting(self) -> Meeting | None:
        """The meeting that a note comes from."""
        return meeting_of(self.document) if self.kind is NOTE else None

    @cached_property
    def paper(self) -> Paper | None:
        """Where a note was written first, its files, and the copy that is awaited (EVID-06).

        None for whoever may not read its words yet: a photograph has the same names (EVID-23).
        """
        held = any(each.head.names_open for each in self.heads) and not self.reads_kept_back
        return paper_of(self.document) if self.kind is NOTE and not held else None

    @property
    def unsettled(self) -> Open | None:
        return open_about(self.meeting) if self.meeting else None

    @property
    def missing_parts(self) -> list[str]:
        """Parts of a summary left empty: a warning, never a refusal (EVID-13)."""
        labels, words = self.kind.part_labels(self.framework), self.words
        empty = [part for part in self.kind.parts if not words.get(part, "").strip()]
        return [] if self.kind in (NOTE, CASE) else [labels[part] for part in empty]

    @property
    def withdrawn(self) -> bool:
        return rules.withdrawn(self.document)

    @property
    def agreed(self) -> bool:
        return not self.withdrawn and len(self.heads) == 1 and self.latest.head.agreed

    @property
    def tags(self) -> list[tuple[str, str]]:
        head: Any = self.latest.head
        head.document, head.revision = self.document, self.latest
        head.basis_changed = getattr(self.document, "basis_changed", False)
        head.unassigned = getattr(self.document, "unassigned", False)
        return tags(head, self.kind)

    @property
    def history(self) -> list[Change]:
        """Newest first: who saved what and when."""
        by_pk = {each.pk: each for each in self.revisions}
        return [Change(each, _changed(each, by_pk), hasattr(each, "head")) for each in reversed(self.revisions)]

    @cached_property
    def _links(self) -> list[dict[str, Any]]:
        return documents.cross_links(self.kind, [each.pk for each in self.revisions])

    @property
    def cites(self) -> list[Link]:
        """What the latest version rests on."""
        return [_cited(each) for each in self._links if each["by_revision_id"] == self.latest.pk]

    @property
    def taken_into(self) -> list[Link]:
        """The summaries that cite any version of this one, each once, with what has changed since (EVID-02)."""
        rows = [each for each in self._links if each["cited_document"] == self.document.pk]
        newest = {each["citing"]: each for each in sorted(rows, key=lambda row: row["by_revision_id"])}
        return [self._citing(each) for each in newest.values()]

    def _citing(self, citation: dict[str, Any]) -> Link:
        note = "" if citation["citing_latest"] else "an earlier version of it"
        if not note and citation["cited_id"] != self.latest.pk:
            note = "as this stood before it was last changed"
        words = shortened(citation["of_citing"])
        return Link(citation["citing"], self.kind.cited_by, citation["citing_owner"], words, note)

    @property
    def contributors(self) -> list[str]:
        """Everybody whose words are in it: who wrote a revision, and whose summaries it takes in."""
        authors = [each.author.name for each in self.revisions]
        owners = [each.owner for each in self.cites] if self.kind is SHARED else []
        return list(dict.fromkeys([*authors, *owners]))

    @cached_property
    def comments(self) -> Sequence[DocumentComment]:
        return list(self.document.comments.select_related("author"))

    @cached_property
    def _challenge_verbs(self) -> frozenset[Verb]:
        return verbs_for(self.roles, Thing.CHALLENGE, self.person, self.document.inspection)

    @cached_property
    def challenges(self) -> Sequence[Challenge]:
        """What the QA manager put to the team about it, for those who may read that."""
        asked = getattr(self.document, "challenged", True) and self._challenge_verbs
        return list(self.document.challenges.select_related("by")) if asked else []

    @property
    def may_challenge(self) -> bool:
        return Verb.CREATE in self._challenge_verbs and self.document.inspection.state not in SETTLED

    @cached_property
    def verbs(self) -> frozenset[Verb]:
        return self._verbs_for(self.kind)

    @property
    def own(self) -> bool:
        return self.document.owner_id == self.person.pk

    @property
    def may_edit(self) -> bool:
        shared = self.kind is SHARED and Verb.EDIT in self.verbs
        return not self.withdrawn and (shared or (self.own and Verb.EDIT_OWN in self.verbs))

    @property
    def may_withdraw(self) -> bool:
        return not self.withdrawn and (Verb.DECIDE in self.verbs or (self.may_edit and self.kind is not SHARED))

    @property
    def may_comment(self) -> bool:
        return Verb.COMMENT in self.verbs

    @property
    def next_kinds(self) -> list[Kind]:
        """What this reader may write next: another of the same kind, and the kind that can rest on it."""
        follow = [self.kind, *(kind for kind in KINDS.values() if self.kind.code in kind.cites)]
        return [each for each in follow if Verb.CREATE in self._verbs_for(each)]

    def _verbs_for(self, kind: Kind) -> frozenset[Verb]:
        return verbs_for(self.roles, kind.thing, self.person, self.document.inspection)

    @property
    def may_close(self) -> bool:
        """Whoever wrote a case evaluation closes it, and the lead or a deputy anybody's."""
        standing = self.kind is CASE and not self.withdrawn and not self.agreed
        return standing and (Verb.DECIDE in self.verbs or (self.own and Verb.EDIT_OWN in self.verbs))

    @property
    def may_agree(self) -> bool:
        return self.kind is SHARED and Verb.DECIDE in self.verbs and not self.withdrawn and not self.agreed


def _changed(revision: Revision, by_pk: dict[int, Revision]) -> str:
    """What differs from the version that it was written over, in words."""
    parent = by_pk.get(revision.parent_id or 0)
    if parent is None:
        return "written"
    found = [words for name, words in CHANGES.items() if getattr(revision, name) != getattr(parent, name)]
    merged = ["two versions merged"] if revision.merged_id else []
    return ", ".join([*merged, *found]) or "what it rests on"


def _cited(citation: dict[str, Any]) -> Link:
    note = "" if citation["cited_stands"] else "changed since"
    return Link(
        citation["cited_document"],
        citation["cited_kind"],
        citation["cited_owner"],
        shortened(citation["of_cited"]),
        note,
    )
