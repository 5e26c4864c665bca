from reports.models import Publication
from tests.cast import Cast
from tests.reports import stages


def test_flow(cast: Cast) -> None:
    assert isinstance(stages.published(cast), Publication)
