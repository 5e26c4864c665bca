"""What the QA manager has put to the team, for the tests that walk through every address."""

from typing import Any

from evidence.models import Challenge, QAAnalysis, QAPlan, QAReview
from inspections.models import Inspection
from tests.cast import Cast

ANSWERED = ("detail", "answer", "phone", "clear")


def rows_for_every_address(inspection: Inspection, cast: Cast) -> dict[str, Any]:
    """A comment, a recommendation, an analysis, a review and a plan, whatever the state."""
    qa = {"inspection": inspection, "by": cast.qa_manager}
    asked = {"area": "private", "weight": "comment", "text": "Where are the older children?"}
    gap = Challenge.objects.create(**qa, **asked, kind="gap")
    recommended = Challenge.objects.create(**qa, **asked, kind="investigate")
    QAAnalysis.objects.create(**qa, text="Strong on delay.")
    QAReview.objects.create(**qa, area="private", sufficient=True, aligned=False, text="Not yet.")
    factors = {"new_inspectors": 1, "experience": "One is new", "intelligence": "Nothing", "closer_look": False}
    QAPlan.objects.create(**qa, level="standard", **factors, note="Paired.")
    return {f"challenge_{page}.pk": gap.pk for page in ANSWERED} | {"challenge_decide.pk": recommended.pk}
