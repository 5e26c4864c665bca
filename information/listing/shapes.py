"""What the parts of the check hand to one another."""

from dataclasses import dataclass, field

MOST_BYTES = 40 * 1024 * 1024
# Of text, what the first line stands in.
HEAD_BYTES = 100_000
PACKED = b"PK\x03\x04"
LIST_ENDINGS = (".csv", ".txt", ".xlsx")


@dataclass(frozen=True)
class Fault:
    """What is wrong in one cell, or in the whole row or file (column "", row 0)."""

    row: int
    column: str
    reason: str


@dataclass
class Lines:
    """A file's lines that are not empty, as text, each with its number in the file; the first names the columns."""

    lines: list[tuple[int, list[str]]]
    told: list[Fault] = field(default_factory=list)

    @property
    def header(self) -> list[str]:
        return self.lines[0][1]

    @property
    def rows(self) -> list[tuple[int, list[str]]]:
        return self.lines[1:]


@dataclass
class Checked:
    """What a list holds and what is wrong with it. `refused` says why it cannot be read at all."""

    rows: int = 0
    faults: list[Fault] = field(default_factory=list)
    refused: str = ""


class Unreadable(Exception):
    """No list can be read from the file; the sentence says why."""
