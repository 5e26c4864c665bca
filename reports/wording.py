"""What is kept as codes, in words: the labels of the framework version."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from framework.versions import FrameworkVersion, in_force
from inspections.models import Outcome
from reports.models import CafcassComment, CommentResponse


@dataclass(frozen=True)
class Described:
    """One comment with what it is about and the answer that stands, in words."""

    comment: CafcassComment
    about: str
    answer: CommentResponse | None
    outcome: str


def described(comments: Iterable[CafcassComment], framework: FrameworkVersion) -> list[Described]:
    """The comments must come with their answers fetched: no query here."""
    types = {each.code: each.label for each in framework.reports.comment_types}
    outcomes = {each.code: each.label for each in framework.reports.comment_responses}
    return [_one(comment, types, outcomes) for comment in comments]


def _one(comment: CafcassComment, types: dict[str, str], outcomes: dict[str, str]) -> Described:
    answers = list(comment.responses.all())
    answer = answers[-1] if answers else None
    return Described(comment, types.get(comment.about, ""), answer, outcomes.get(answer.outcome, "") if answer else "")


@dataclass(frozen=True)
class PastOutcome:
    """One line of history: title, the days that are known, and the grades as one sentence."""

    title: str
    ended_on: date | None
    published_on: date | None
    said: str


def past_outcomes(outcomes: Iterable[Outcome]) -> list[PastOutcome]:
    """The outcomes must come with their grades fetched: no query here."""
    return [PastOutcome(each.title, each.ended_on, each.published_on, _grades(each)) for each in outcomes]


def _last_day(outcome: Outcome) -> date | None:
    """Of old inspections only the day of publication may be known."""
    return outcome.ended_on or outcome.published_on


def _grades(outcome: Outcome) -> str:
    labels = {grade.code: grade.label.lower() for grade in in_force(_last_day(outcome) or date.min).grades}
    return "; ".join(f"{each.area_name} {labels.get(each.grade, each.grade)}" for each in outcome.grades.all())
