"""Who asks, answers and describes before the team comes (NOTI-11, NOTI-14, NOTI-20)."""

from accounts.access import Thing, Verb
from accounts.models import Person
from accounts.refusals import Invalid, require
from information.models import Question
from inspections.models import Inspection
from inspections.roles import permit
from inspections.workflow import State


def may_settle(by: Person, inspection: Inspection, *, outside: bool) -> None:
    """For Cafcass (`outside`) link person and chief executive, for Ofsted the lead and the deputies."""
    permit(by, inspection, *((Thing.OWN_PREPARATION, Verb.CREATE) if outside else (Thing.PREPARATION, Verb.EDIT)))
    require(inspection.state == State.ANNOUNCED, "This is settled between the call and the end of fieldwork.")


def may_answer(by: Person, question: Question, *, outside: bool) -> None:
    """The other side answers, once."""
    may_settle(by, question.inspection, outside=outside)
    require(question.from_cafcass != outside, "The other side answers this question.")
    require(not hasattr(question, "answer"), "This question is answered already.")


def must_say(text: str, field: str, sentence: str) -> None:
    if not text.strip():
        raise Invalid(field, sentence)
