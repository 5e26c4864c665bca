"""What is kept in git is ours, and belongs to no one machine."""

import re

from tests.config.house.rooms import ROOT, tracked_files

# Written in pieces, so that this file does not find itself.
PIECES = ("/wo" + "rk/(main|shared)", r"/ro" + r"ot/\.", "/op" + "t/(wheels|pypi)", "/tmp/" + "brief")
FOREIGN_PATHS = re.compile("|".join(PIECES))
BUILT_OR_FOREIGN = re.compile(r"(^|/)(node_modules|built|vendor|\.venv)/|\.min\.(js|css)$|\.(pyc|sqlite3|woff2?)$")
BINARY = {".png", ".jpg", ".pdf", ".ico"}


def test_no_path_of_one_machine_stands_in_a_file() -> None:
    texts = [path for path in tracked_files() if path.suffix not in BINARY and path.is_file()]
    assert not [str(path.relative_to(ROOT)) for path in texts if FOREIGN_PATHS.search(path.read_text(errors="replace"))]


def test_nothing_built_and_nothing_of_others_is_kept() -> None:
    names = [path.relative_to(ROOT).as_posix() for path in tracked_files()]
    assert not [name for name in names if BUILT_OR_FOREIGN.search(name)]
