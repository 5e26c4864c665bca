"""Who may ask, put together, share and read, and when (SELF-01, SELF-02, SELF-07, SELF-12, SELF-14)."""

from collections.abc import Iterable

from accounts.access import Role, Thing, Verb
from accounts.gate import standing_roles
from accounts.models import Person
from accounts.refusals import Invalid, NotAllowed, NotHere, require
from accounts.rules import may
from files.models import Upload
from inspections import engagement_queries as queries
from inspections.models import SelfEvaluation


def may_ask(year: int, by: Person) -> None:
    """One record a year, and one open at a time (SELF-01)."""
    may(by, Thing.SELF_EVALUATION, Verb.CREATE)
    require(
        not SelfEvaluation.objects.filter(year=year).exists(), f"The self-evaluation of {year} was asked for already."
    )
    still = queries.open_evaluation()
    if still:
        raise NotAllowed(
            f"The self-evaluation of {still.year} is still open.",
            "Cafcass, by saying that it shares none, or the chair, who can close it or hold the meeting.",
            "SELF-01",
        )


def may_put_together(evaluation: SelfEvaluation, by: Person) -> None:
    """Cafcass alone, and only before sharing (SELF-12)."""
    may(by, Thing.OWN_SELF_EVALUATION, Verb.EDIT)
    _is_theirs(evaluation, by)
    require(not evaluation.shared, "It is shared, so it stays as it was shared.", rule="SELF-12")
    require(evaluation.state == "asked", f"This cannot be changed: {evaluation.state_label.lower()}.")


def _is_theirs(evaluation: SelfEvaluation, by: Person) -> None:
    queries.own_evaluation(evaluation.year, by, standing_roles(by))


def may_share(evaluation: SelfEvaluation, uploads: Iterable[Upload], answered: int, by: Person) -> None:
    """Refused only when there is nothing, or something unsafe: no template, no form, no length (SELF-07, SELF-11)."""
    may(by, Thing.OWN_SELF_EVALUATION, Verb.DECIDE)
    require(evaluation.state == "asked", f"This cannot be shared now: {evaluation.state_label.lower()}.")
    uploads = list(uploads)
    require(uploads or answered, "There is nothing to share yet: add a file or type an answer.", rule="SELF-07")
    held = [f"“{upload.name}”" for upload in uploads if upload.held]
    require(not held, f"Remove {' and '.join(held)} first: held as not safe to open.", "Cafcass", "SELF-07")


def may_decline(evaluation: SelfEvaluation, by: Person) -> None:
    """Sharing is voluntary, and so is thinking again (SELF-02)."""
    may(by, Thing.OWN_SELF_EVALUATION, Verb.DECIDE)
    allowed = evaluation.state in ("asked", "not_sharing")
    require(allowed, f"This cannot be changed: {evaluation.state_label.lower()}.", rule="SELF-02")


def may_delegate(evaluation: SelfEvaluation, person: Person, by: Person) -> None:
    may(by, Thing.OWN_SELF_EVALUATION, Verb.DECIDE)
    require(evaluation.state == "asked", f"This cannot be changed: {evaluation.state_label.lower()}.")
    if Role.CONTRIBUTOR not in standing_roles(person):
        raise Invalid("person", f"{person} is not a contributor at Cafcass. An administrator can give the post.")


def must_be_readable(evaluation: SelfEvaluation) -> None:
    """For Ofsted what Cafcass puts together does not exist before it is shared (SELF-12)."""
    if not evaluation.shared:
        raise NotHere


def may_analyse(evaluation: SelfEvaluation, by: Person) -> None:
    may(by, Thing.SELF_EVALUATION_ANALYSIS, Verb.EDIT)
    must_be_readable(evaluation)


def may_close(evaluation: SelfEvaluation, by: Person) -> None:
    may(by, Thing.SELF_EVALUATION, Verb.DECIDE)
    require(evaluation.state in ("asked", "shared", "analysed"), "It is not open any more.")
