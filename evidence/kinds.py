"""The kinds of document: what each is called, which thing of the access table it is, what it cites. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from accounts.access import Thing
from framework.versions import FrameworkVersion

# The keys under which the words are stored; the labels come from the framework (EVID-13).
SUMMARY_PARTS = ("statement", "evidence", "difference")
# Those of a case evaluation: what is found, the words beside its answers, and history, which is no finding.
CASE_PARTS = (
    "strengths",
    "weaknesses",
    "difference",
    "practice_reason",
    "shared_reason",
    "audit_view",
    "agreement_reason",
    "nobody_reason",
    "history",
)
# What the field page asks for of them; the rest is for the ordinary page.
ON_DEVICE = ("strengths", "weaknesses", "difference", "history")
PART_HELP = {
    "statement": "What you judge: the quality of the practice, how effective it is, and how far it extends.",
    "evidence": "A short account of what supports it.",
    "difference": "What it means for children.",
    "extent": "For example, 7 of 9 cases, or in one area only. Asked for before a shared summary is agreed.",
    "leaders": "Or tick below that there is nothing to add. Asked for before a shared summary takes this in.",
}
# What a summary is asked besides its parts: stored with its words where it is answered, and nowhere before.
EXTENT, LEADERS = "extent", "leaders"
# The answer of one tap; it says that the writer has thought of it (EVID-14).
NOTHING_TO_ADD = "Nothing to add."


@dataclass(frozen=True)
class Kind:
    """`stem` begins its URL names and templates; `cites` are the kinds that it cites.

    `is_source`: it is evidence itself, of a sort of source that somebody says or that is `usual_source`.
    """

    code: str
    thing: Thing
    label: str
    plural: str
    parts: tuple[str, ...]
    cites: tuple[str, ...] = ()
    prompts: tuple[str, ...] = ()
    is_source: bool = False
    usual_source: str = ""

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
        return next((kind.code for kind in KINDS.values() if self.code in kind.cites), "")

    @property
    def main_part(self) -> str:
        """The part that lists show the beginning of."""
        return self.parts[0]

    @property
    def leading(self) -> tuple[str, ...]:
        """The parts of which the first with words in it stands for the document in lists."""
        return self.parts[:3] if self.parts == CASE_PARTS else self.parts[:1]

    def part_labels(self, version: FrameworkVersion) -> dict[str, str]:
        """The label of each part and prompt, in order."""
        if self.parts == CASE_PARTS:
            return {each.code: each.label for each in version.case_evaluation.texts}
        if self.parts != SUMMARY_PARTS:
            return dict.fromkeys(self.parts, self.label)
        lists = version.files.evidence
        labels = zip(self.parts, lists.summary_parts, strict=True)
        prompts = {each.code: each.label for each in lists.summary_prompts if each.code in self.prompts}
        return {part: label[0].upper() + label[1:] for part, label in labels} | prompts

    def told_by_part(self, version: FrameworkVersion, words: Mapping[str, str]) -> list[tuple[str, str, str]]:
        """Code, label and text of each part, and of those prompts that were answered."""
        labels = self.part_labels(version).items()
        shown = [(part, label) for part, label in labels if part in self.parts or words.get(part)]
        return [(part, label, words.get(part, "")) for part, label in shown]

    def told(self, version: FrameworkVersion, words: Mapping[str, str]) -> list[tuple[str, str]]:
        """The same without the code."""
        return [(label, text) for _, label, text in self.told_by_part(version, words)]


NOTE = Kind("note", Thing.NOTE, "Note", "Evidence notes", ("text",), is_source=True)
CASE = Kind(
    "case_evaluation",
    Thing.CASE_EVALUATION,
    "Case evaluation",
    "Case evaluations",
    CASE_PARTS,
    is_source=True,
    usual_source="record",
)
INDIVIDUAL = Kind(
    "individual_summary",
    Thing.INDIVIDUAL_SUMMARY,
    "Individual summary",
    "Individual summaries",
    SUMMARY_PARTS,
    cites=("note", "case_evaluation"),
    prompts=(EXTENT, LEADERS),
)
SHARED = Kind(
    "shared_summary",
    Thing.SHARED_SUMMARY,
    "Shared summary",
    "Shared summaries",
    SUMMARY_PARTS,
    cites=("individual_summary",),
    prompts=(EXTENT,),
)
KINDS = {kind.code: kind for kind in (NOTE, CASE, INDIVIDUAL, SHARED)}
