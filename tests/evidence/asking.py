"""What the QA manager has put to the team, and a serious concern, for the tests that walk through every address."""

from typing import Any

from evidence.models import (
    Challenge,
    CoverageGap,
    Headline,
    KeepInTouch,
    QAAnalysis,
    QAPlan,
    QAReview,
    SeriousConcern,
)
from inspections.models import Inspection
from tests.cast import Cast

CONCERNED = ("detail", "pass_on", "withhold")
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
    hole = {"inspection": inspection, "by": cast.lead, "area": "leaders", "heading": "Workforce"}
    found = {"coverage_gap_accept.pk": CoverageGap.objects.create(**hole, reason="The figures came late.").pk}
    met = KeepInTouch.objects.create(inspection=inspection, by=cast.deputy, day="2024-02-05", people="Chief executive")
    found["headline_link.pk"] = Headline.objects.create(meeting=met, text="Letters go out in time.").pk
    return found | _concerns(inspection, cast) | _challenges(gap, recommended)


def _concerns(inspection: Inspection, cast: Cast) -> dict[str, Any]:
    """One that is open, one passed on, one answered."""
    given = {"inspection": inspection, "owner": cast.lead, "text": "The child is not safe."}
    made = {state: SeriousConcern.objects.create(**given, state=state).pk for state in ("open", "passed", "answered")}
    found = {f"serious_concern_{page}.pk": made["open"] for page in CONCERNED}
    return found | {"serious_concern_answer.pk": made["passed"], "serious_concern_close.pk": made["answered"]}


def _challenges(gap: Challenge, recommended: Challenge) -> dict[str, Any]:
    return {f"challenge_{page}.pk": gap.pk for page in ANSWERED} | {"challenge_decide.pk": recommended.pk}
