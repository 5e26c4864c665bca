"""Grade words are found as whole phrases, wherever they stand in a text."""

from datetime import date

import pytest

from framework.versions import in_force
from framework.wording import GradeWord, grade_words

LABELS = [grade.label for grade in in_force(date(2026, 1, 1)).grades]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Private law practice is good.", ["good"]),
        ("Outstanding work. INADEQUATE plans!", ["Outstanding", "INADEQUATE"]),
        ("It requires improvement to be good now", ["requires improvement to be good"]),
        ("It requires\nimprovement", ["requires improvement"]),
        (
            "All areas require improvement; one required improvement before.",
            ["require improvement", "required improvement"],
        ),
        ("goodness, goods, inadequately, outstandingly", []),
        ("We met and talked about staffing.", []),
        ("", []),
    ],
)
def test_words_found(text: str, words: list[str]) -> None:
    assert [found.word for found in grade_words(text, LABELS)] == words


def test_the_sentence_around_comes_along() -> None:
    found = grade_words("We met.\nPrivate law practice\nis good. We parted.", LABELS)
    assert found == (GradeWord("good", "Private law practice is good."),)
