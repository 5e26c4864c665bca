"""Where words rate a case as if it were graded, which single pieces of work are not (SAMPLE-03). Pure."""

import re
from collections.abc import Iterable
from functools import cache

from framework.versions import FrameworkVersion

# Between the word that rates and the grade at most so many others: "graded as really good".
BETWEEN = 2


def ratings(pinned: FrameworkVersion, texts: Iterable[str]) -> list[str]:
    """The phrases that say a grade of the case, each once, as they stand."""
    found = (match.group() for text in texts for match in _pattern(pinned).finditer(text))
    return list(dict.fromkeys(" ".join(each.split()) for each in found))


@cache
def _pattern(pinned: FrameworkVersion) -> re.Pattern[str]:
    grades = {grade.code.replace("_", " ") for grade in pinned.grades} | {
        grade.label.lower() for grade in pinned.grades
    }
    grade = "|".join(_spaced(each) for each in sorted(grades, key=len, reverse=True))
    rating = "|".join(pinned.case_evaluation.rating_words)
    before = rf"\b(?:{rating})\b\W+(?:\w+\W+){{0,{BETWEEN}}}?(?:{grade})\b(?:\s+overall\b)?"
    after = rf"\b(?:{grade})\s+(?:{rating})\b"
    return re.compile(f"{before}|{after}", re.IGNORECASE)


def _spaced(words: str) -> str:
    return r"\s+".join(map(re.escape, words.split()))
