"""The stages that other rooms' tests start from are what they say."""

from evidence.queries import counts, grades_for_report
from tests.cast import Cast
from tests.evidence import stages


def test_agreed_summaries_cover_the_six_rows(cast: Cast) -> None:
    found = counts(stages.with_agreed_summaries(cast))
    assert (found.notes, found.individual_summaries, found.shared_open, found.shared_agreed) == (6, 6, 0, 6)


def test_judged_has_four_grades_overall_last(cast: Cast) -> None:
    rows = grades_for_report(stages.judged(cast))
    assert [(area, grade) for area, _, grade, _ in rows] == list(stages.GOOD.items())
