"""A reference as it is kept: in capitals, with a digit and no blank, so that no name fits (DATA-01). Pure."""

import re

from accounts.refusals import Invalid

LONGEST = 40
SHAPE = re.compile(r"(?=.*\d)[A-Za-z0-9][A-Za-z0-9/._-]*")


def plain_reference(text: str) -> str:
    """Raises Invalid for anything that might be a name."""
    reference = text.strip().upper()
    if len(reference) > LONGEST or not SHAPE.fullmatch(reference):
        sentence = "Enter the case’s reference, such as PR-01: letters, digits and hyphens, no blanks and no name."
        raise Invalid("reference", sentence, "DATA-01")
    return reference


def plainly(text: str) -> str:
    """A reference as it is kept; what is none stays as it was written, and is found in no sample."""
    reference = text.strip().upper()
    return reference if len(reference) <= LONGEST and SHAPE.fullmatch(reference) else text.strip()
