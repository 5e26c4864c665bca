"""The vocabulary of the name guard as a script for the field page, so that both tell names by the same words.

`python -m evidence.naming.exported > static/source/field-words.js` writes it anew; a test says when that is due.
"""

import json
from typing import Any

from evidence.naming import finding, vocabulary

HEAD = "// The words by which the name guard tells a name. Written by evidence/naming/exported.py from vocabulary.py.\n"


def script() -> str:
    sets_of = {name: value for name, value in vars(vocabulary).items() if isinstance(value, frozenset)}
    words: dict[str, Any] = {name: " ".join(sorted(value)) for name, value in sets_of.items()}
    words |= {"SAINTS": " ".join(sorted(finding.SAINTS)), "ARTICLES": " ".join(sorted(finding.ARTICLES))}
    sets = "".join(f"  {name}: {json.dumps(text)},\n" for name, text in words.items())
    rest = {"ROLES": vocabulary.ROLES, "WORD_ENDINGS": vocabulary.WORD_ENDINGS}
    more = "".join(f"export const {name} = {json.dumps(value, indent=2)};\n" for name, value in rest.items())
    return f"{HEAD}export const WORDS = {{\n{sets}}};\n{more}"


if __name__ == "__main__":
    print(script(), end="")
