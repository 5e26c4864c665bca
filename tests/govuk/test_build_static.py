"""The styles as built: quick, skipped when nothing changed, and without what belongs to GOV.UK alone."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

BASE = Path(settings.BASE_DIR)
# Made by the same script at set-up, which comes before every run of the tests.
BUILT = BASE / "static/built"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A work tree of its own with a short style sheet, which is quickly compiled; packages are shared by a link."""
    (tmp_path / "bin").mkdir()
    shutil.copy(BASE / "bin/build-static", tmp_path / "bin")
    shutil.copy(BASE / "package-lock.json", tmp_path)
    shutil.copytree(BASE / "static/source", tmp_path / "static/source", ignore=shutil.ignore_patterns("*.scss"))
    (tmp_path / "static/source/app.scss").write_text('@use "parts";')
    (tmp_path / "static/source/_parts.scss").write_text(".app-old { color: blue; }")
    (tmp_path / "node_modules").symlink_to(BASE / "node_modules")
    return tmp_path


def build(root: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([root / "bin/build-static"], capture_output=True, text=True, timeout=60, check=False)


def test_builds_once_and_again_only_when_a_source_changed(tree: Path) -> None:
    assert build(tree).stdout == "bin/build-static: built static/built\n"
    assert build(tree).stdout == ""
    with (tree / "static/source/_parts.scss").open("a") as source:
        source.write(".app-new { color: red; }\n")
    assert "built" in build(tree).stdout
    assert ".app-new" in (tree / "static/built/app.css").read_text()


def test_failed_build_leaves_the_old_one_whole(tree: Path) -> None:
    build(tree)
    before = (tree / "static/built/app.css").read_text()
    (tree / "static/source/_parts.scss").write_text("this is { not scss")
    assert build(tree).returncode != 0
    assert (tree / "static/built/app.css").read_text() == before
    assert [path.name for path in (tree / "static").iterdir()] != []
    assert not list((tree / "static").glob(".building*"))


def test_says_what_to_run_when_the_packages_are_absent(tree: Path) -> None:
    (tree / "node_modules").unlink()
    result = build(tree)
    assert result.returncode == 2
    assert "npm ci --ignore-scripts" in result.stderr


def test_no_logo_crown_or_typeface_of_govuk() -> None:
    css = (BUILT / "app.css").read_text()
    assert "GDS Transport" not in css
    assert "@font-face" not in css
    assert "crest" not in css
    assert "font-family:arial,sans-serif" in css


def test_every_file_that_the_styles_name_is_there() -> None:
    named = re.findall(r"url\(\"?([^)\"]+)\"?\)", (BUILT / "app.css").read_text())
    assert [name for name in named if not name.startswith("data:") and not (BUILT / name).exists()] == []
    assert "sourceMappingURL" not in (BUILT / "govuk-frontend.min.js").read_text()
