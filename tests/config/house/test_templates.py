"""Every template compiles, and none carries a style or a script of its own: the policy header would refuse it."""

import re
from pathlib import Path

import pytest
from django.template.loader import get_template

from tests.config.house.rooms import ROOT, templates

FILES = [path for _, path in templates()]
INLINE = {
    "an inline style": re.compile(r"<[^>]+\sstyle\s*=", re.I),
    "an inline handler": re.compile(r"<[^>]+\son[a-z]+\s*=", re.I),
    "a style element": re.compile(r"<style\b", re.I),
    "a javascript address": re.compile(r"[\"']\s*javascript:", re.I),
}
SCRIPT = re.compile(r"<script\b([^>]*)>", re.I)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_it_compiles_and_keeps_to_the_policy(path: Path) -> None:
    get_template(str(path.relative_to(ROOT / "templates")))
    text = path.read_text()
    assert not [what for what, pattern in INLINE.items() if pattern.search(text)]
    assert not [script for script in SCRIPT.findall(text) if "src=" not in script and "nonce=" not in script]
