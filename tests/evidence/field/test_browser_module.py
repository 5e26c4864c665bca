"""The modules of the field page without a browser: a dozen answers and what each leaves (S8); the vault; the diary."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent


def passed(name: str) -> int:
    """How many tests of the file passed; none failed."""
    node = shutil.which("node")
    assert node, "Node was not found. Run bin/setup, or put Node 18 or later on PATH."
    ran = subprocess.run(
        [node, "--test", "--no-warnings", str(HERE / name)],
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout[-4000:]
    found = re.search(r"pass (\d+)", ran.stdout)
    return int(found[1]) if found else 0


@pytest.mark.rule("EVID-03", part="an answer that proves no receipt lets a device drop nothing")
def test_no_answer_but_a_true_receipt_deletes_anything() -> None:
    assert passed("sync.test.mjs") == 30


def test_a_note_is_begun_from_the_entry_of_the_diary_that_runs() -> None:
    assert passed("now.test.mjs") == 8


@pytest.mark.rule(
    "EVID-03", part="what is written while a tablet is locked is sealed, and becomes one note once it is open"
)
def test_what_is_written_while_locked_opens_with_the_vault_alone_and_is_taken_in_once() -> None:
    assert passed("locked.test.mjs") == 13


def test_names_are_found_in_a_long_text_as_in_a_short_one_and_in_time() -> None:
    assert passed("names.test.mjs") == 5
