"""The styles as built: quick, skipped when nothing changed, and without what belongs to GOV.UK alone."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

BASE = Path(settings.BASE_DIR)


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A work tree with the inputs of the build and nothing built; packages are shared by a link."""
    return inputs(tmp_path / "bare")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A work tree built once: for reading only."""
    root = inputs(tmp_path_factory.mktemp("tree") / "built")
    assert build(root).stdout == "bin/build-static: built static/built\n"
    return root


@pytest.fixture
def copy(built: Path, tmp_path: Path) -> Path:
    """The same, to change."""
    return shutil.copytree(built, tmp_path / "copy", symlinks=True)


def inputs(root: Path) -> Path:
    (root / "bin").mkdir(parents=True)
    shutil.copy(BASE / "bin/build-static", root / "bin")
    shutil.copy(BASE / "package-lock.json", root)
    shutil.copytree(BASE / "static/source", root / "static/source")
    (root / "node_modules").symlink_to(BASE / "node_modules")
    return root


def build(root: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([root / "bin/build-static"], capture_output=True, text=True, timeout=60, check=False)


def test_builds_once_and_again_only_when_a_source_changed(copy: Path) -> None:
    assert build(copy).stdout == ""
    with (copy / "static/source/_parts.scss").open("a") as source:
        source.write(".app-new { color: red; }\n")
    assert "built" in build(copy).stdout
    assert ".app-new" in (copy / "static/built/app.css").read_text()


def test_failed_build_leaves_the_old_one_whole(copy: Path) -> None:
    before = (copy / "static/built/app.css").read_text()
    (copy / "static/source/_parts.scss").write_text("this is { not scss")
    assert build(copy).returncode != 0
    assert (copy / "static/built/app.css").read_text() == before
    assert [path.name for path in (copy / "static").iterdir()] != []
    assert not list((copy / "static").glob(".building*"))


def test_says_what_to_run_when_the_packages_are_absent(bare: Path) -> None:
    (bare / "node_modules").unlink()
    result = build(bare)
    assert result.returncode == 2
    assert "npm ci --ignore-scripts" in result.stderr


def test_no_logo_crown_or_typeface_of_govuk(built: Path) -> None:
    css = (built / "static/built/app.css").read_text()
    assert "GDS Transport" not in css
    assert "@font-face" not in css
    assert "crest" not in css
    assert "font-family:arial,sans-serif" in css


def test_every_file_that_the_styles_name_is_there(built: Path) -> None:
    folder = built / "static/built"
    named = re.findall(r"url\(\"?([^)\"]+)\"?\)", (folder / "app.css").read_text())
    assert [name for name in named if not name.startswith("data:") and not (folder / name).exists()] == []
    assert "sourceMappingURL" not in (folder / "govuk-frontend.min.js").read_text()
