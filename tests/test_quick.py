"""The list of what bin/test --quick leaves out names functions that exist, by how long their cases take."""

from pathlib import Path

from django.conf import settings

from tests import quick


def test_a_function_is_slow_by_the_average_of_its_cases() -> None:
    seconds = {"a.py::one[x]": 0.01, "a.py::one[y]": 0.5, "a.py::two": 0.05, "b.py::three[z]": 0.01}
    assert quick.too_long(seconds) == ["a.py::one"]


def test_every_line_of_the_list_names_a_function_that_exists() -> None:
    texts: dict[str, str] = {}
    for line in quick.slow():
        file, _, name = line.partition("::")
        if file not in texts:
            texts[file] = (Path(settings.BASE_DIR) / file).read_text()
        assert f"def {name.rpartition('::')[2]}(" in texts[file], line
