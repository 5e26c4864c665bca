"""Proof SETUP: both commands of the README on a bare Debian 12."""

import subprocess
from pathlib import Path

import pytest


@pytest.mark.prove("SETUP")
def test_both_readme_commands_work_on_a_bare_debian() -> None:
    script = Path(__file__).with_name("setup_in_chroot.sh")
    assert subprocess.run([script], check=False).returncode == 0
