"""The three kinds of document: what each is called, which thing of the access table it is, what it cites. Pure."""

from dataclasses import dataclass

from accounts.access import Thing
from framework.versions import FrameworkVersion

# The keys under which the words are stored; the labels come from the framework (EVID-13).
SUMMARY_PARTS = ("statement", "evidence", "difference")
PART_HELP = {
    "statement": "What you judge: the quality of the practice, how effective it is, and how far it extends.",
    "evidence": "A short account of what supports it.",
    "difference": "What it means for children.",
}


@dataclass(frozen=True)
class Kind:
    """`stem` begins its URL names and templates; `cites` is the kind that it cites, "" for none."""

    code: str
    thing: Thing
    label: str
    plural: str
    parts: tuple[str, ...]
    cites: str = ""

    @property
    def stem(self) -> str:
        return self.code

    @property
    def adding(self) -> str:
        """What the button says that makes a new one."""
        return f"New {self.label.lower()}"

    @property
    def cited_by(self) -> str:
        """The kind that cites it, "" for none."""
        return next((kind.code for kind in KINDS.values() if kind.cites == self.code), "")

    @property
    def main_part(self) -> str:
        """The part that lists show the beginning of."""
        return self.parts[0]

    def part_labels(self, version: FrameworkVersion) -> dict[str, str]:
        """The label of each part, in order."""
        if self.parts != SUMMARY_PARTS:
            return dict.fromkeys(self.parts, self.label)
        labels = version.files.evidence.summary_parts
        return {part: label[0].upper() + label[1:] for part, label in zip(self.parts, labels, strict=True)}


NOTE = Kind("note", Thing.NOTE, "Note", "Evidence notes", ("text",))
INDIVIDUAL = Kind(
    "individual_summary",
    Thing.INDIVIDUAL_SUMMARY,
    "Individual summary",
    "Individual summaries",
    SUMMARY_PARTS,
    cites="note",
)
SHARED = Kind(
    "shared_summary",
    Thing.SHARED_SUMMARY,
    "Shared summary",
    "Shared summaries",
    SUMMARY_PARTS,
    cites="individual_summary",
)
KINDS = {kind.code: kind for kind in (NOTE, INDIVIDUAL, SHARED)}
