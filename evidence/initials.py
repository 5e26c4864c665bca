"""Initials as they are kept: at most four letters in capitals, with dots or without, so that no name fits. Pure."""

import re

from accounts.refusals import Invalid

MOST = 4
SHAPE = re.compile(r"[^\W\d_](?:[. ]{0,2}[^\W\d_])*\.?")
REFUSAL = "Use initials only: at most four letters in capitals, such as E.R."


def plain_initials(text: str) -> str:
    """As "E.R.", whatever stood between the letters; "" for nothing. Raises Invalid for what may be a name."""
    given = text.strip()
    letters = [letter for letter in given if letter.isalpha()]
    if not given:
        return ""
    if not SHAPE.fullmatch(given) or len(letters) > MOST or not all(letter.isupper() for letter in letters):
        raise Invalid("initials", REFUSAL, "EVID-24")
    return "".join(f"{letter}." for letter in letters)
