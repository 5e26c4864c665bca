"""The name guard of the field page answers as the server's does, on every text that it is measured on."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from accounts.refusals import Invalid
from evidence.initials import plain_initials
from evidence.naming import exported, marks
from information.listing.names import FULL, Hasher, of_cells
from tests.evidence.test_name_guard_beginnings import BEGINNINGS
from tests.evidence.test_name_guard_figures import FILE
from tests.evidence.test_name_guard_rows import IN_A_ROW, UNSEEN
from tests.evidence.test_names import STOPS

SOURCE = Path(__file__).parents[2] / "static" / "source"
RUN = """
import { initialsOf, marks } from "%s";
const given = JSON.parse(await new Response(process.stdin).text());
console.log(JSON.stringify(%s));
"""
UNSEEN_ONES = ("\u00ad", "\u200b", "\ufeff", "\u200e")
MARKED = """given.map(([text, listed]) => marks(text, new Map(listed)).map((each) =>
  [text.slice(each.start, each.end), each.why, each.stops, each.role]))"""


def in_browser(texts: list[Any], where: Path, asked: str = MARKED) -> list[Any]:
    node = shutil.which("node")
    assert node, "Node was not found. Run bin/setup, or put Node 18 or later on PATH."
    script = where / "run.mjs"
    script.write_text(RUN % ((SOURCE / "field-names.js").as_uri(), asked))
    ran = subprocess.run(
        [node, "--no-warnings", str(script)],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    return json.loads(ran.stdout)  # type: ignore[no-any-return]


@pytest.mark.rule("EVID-23", part="the device tells names by the same words as the server")
def test_device_and_server_find_the_same(tmp_path: Path) -> None:
    written = json.loads(FILE.read_text())
    hasher = Hasher("key", "ref")
    known = {digest for _, digest in of_cells(hasher, [f"{one['last']}, {one['first']}" for one in written["listed"]])}
    texts = [one["text"] for one in written["sentences"]] + [note for day in written["days"] for note in day["notes"]]
    texts += [
        one["text"] for file in (BEGINNINGS, IN_A_ROW, UNSEEN) for one in json.loads(file.read_text())["sentences"]
    ]
    texts += [text for text, _ in STOPS] + [text.upper() for text in texts] + [text.lower() for text in texts]
    # As they are pasted, with what nobody sees between words and within them.
    texts += [
        text.replace(" ", f" {UNSEEN_ONES[n % 4]}").replace("a", f"a{UNSEEN_ONES[n % 3]}")
        for n, text in enumerate(texts)
    ]
    given, wanted = [], []
    for text in texts:
        found = [each for each in hasher.of_text(text, loosely=True) if each.digest in known]
        full = [each for each in found if each.kind == FULL]
        places = {
            (each.start, each.end): each.kind
            for each in found
            if each.kind == FULL or not any(one.start <= each.start and each.end <= one.end for one in full)
        }
        given.append(
            (text, [[f"{_u16(text, start)},{_u16(text, end)}", kind] for (start, end), kind in places.items()])
        )
        wanted.append([[text[m.start : m.end], m.why, m.stops, m.role] for m in marks(text, places)])
    said = in_browser(given, tmp_path)
    differing = [(text, one, two) for (text, _), one, two in zip(given, wanted, said, strict=True) if one != two]
    assert not differing, differing[:5]


TYPED = ["E.R.", "er", "E R", "E. R.", "ER", "É.B.", "Emily", "EMILY", "E-R", "ABCDE", "A.B.C.D", "", "  ", "E1", "ß"]


@pytest.mark.rule("EVID-24", part="the device keeps initials as the server does, and nothing that may be a name")
def test_device_and_server_keep_the_same_initials(tmp_path: Path) -> None:
    def kept(text: str) -> str | None:
        try:
            return plain_initials(text)
        except Invalid:
            return None

    said = in_browser(TYPED, tmp_path, "given.map(initialsOf)")
    assert dict(zip(TYPED, said, strict=True)) == {text: kept(text) for text in TYPED}
    assert said[0] == "E.R."


def _u16(text: str, at: int) -> int:
    """The place as a browser counts it."""
    return len(text[:at].encode("utf-16-le")) // 2


def test_the_words_of_the_device_are_those_of_the_server() -> None:
    told = "Write it anew: python -m evidence.naming.exported > static/source/field-words.js"
    assert (SOURCE / "field-words.js").read_text() == exported.script(), told
