"""The modules of the field page without a browser: a dozen answers and what each leaves (S8); the vault."""

import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent


@pytest.mark.rule("EVID-03", part="an answer that proves no receipt lets a device drop nothing")
def test_no_answer_but_a_true_receipt_deletes_anything() -> None:
    node = shutil.which("node")
    assert node, "Node was not found. Run bin/setup, or put Node 18 or later on PATH."
    ran = subprocess.run(
        [node, "--test", "--no-warnings", str(HERE / "sync.test.mjs")],
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout[-4000:]
    assert "# pass 22" in ran.stdout or "pass 22" in ran.stdout
