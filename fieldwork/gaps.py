"""What is still open about a meeting before anything said there may be cited, and who can settle it. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from fieldwork.models.meeting import Meeting, RiskTalk


@dataclass(frozen=True)
class Gap:
    """One thing that is open. `words` goes on "still open is ...". `rule` is the rule that asks for it."""

    code: str
    words: str
    rule: str


AGREEMENT = Gap("agreement", "who agreed to it, how, when and who asked", "INSP-04")
UNDERSTANDING = Gap("understanding", "whether it was understood what taking part means", "VOICE-06")
SUPPORT = Gap("support", "whether help with communicating is needed", "SITE-05")
ARRANGEMENT = Gap("arrangement", "what was arranged so that the person could take full part", "SITE-05")
PROCEEDINGS = Gap("proceedings", "whether court proceedings are live", "VOICE-02")
CARE = Gap("care", "how an effect on the live proceedings is avoided", "VOICE-02")
RISKS = Gap("risks", "the talk with the adviser about risks", "VOICE-07")
AGAINST = Gap("against", "the adviser's view, which was not to meet", "VOICE-07")


LEAD = Gap("lead", "the lead's agreement to it", "NOTI-12")
CONFIRMATION = Gap("confirmation", "the lead's confirmation of what they said", "NOTI-12")
ARISES = Gap("arises", "the line of enquiry or the case that it arises from", "NOTI-12")


def gaps(meeting: Meeting, risk: RiskTalk | None) -> tuple[Gap, ...]:
    """Everything open, in the order of the card: of a meeting with a family, or of one that the lead must ask for."""
    if meeting.asked_by_lead:
        return tuple(_of_lead(meeting))
    return tuple(_found(meeting, risk)) if meeting.with_family else ()


def _of_lead(meeting: Meeting) -> Iterator[Gap]:
    if not meeting.lead_agreed:
        yield LEAD
    elif meeting.lead_agreed == Meeting.Agreed.LOGGED:
        yield CONFIRMATION
    if not (meeting.line_id or meeting.case_ref):
        yield ARISES


def _found(meeting: Meeting, risk: RiskTalk | None) -> Iterator[Gap]:
    if not meeting.agreed:
        yield AGREEMENT
    if not meeting.understanding:
        yield UNDERSTANDING
    yield from _support(meeting)
    yield from _proceedings(meeting)
    # Watching practice is talked over by whoever is watched; the talk about risks is for those who are met.
    if meeting.kind != Meeting.Kind.OBSERVATION:
        yield from _risks(risk)


def _support(meeting: Meeting) -> Iterator[Gap]:
    if not meeting.support:
        yield SUPPORT
    elif arrangement_is_empty(meeting):
        yield ARRANGEMENT


def _proceedings(meeting: Meeting) -> Iterator[Gap]:
    if not meeting.proceedings:
        yield PROCEEDINGS
    elif meeting.proceedings == Meeting.Proceedings.YES and not meeting.proceedings_care:
        yield CARE


def _risks(risk: RiskTalk | None) -> Iterator[Gap]:
    if risk is None:
        yield RISKS
    elif risk.outcome == RiskTalk.Outcome.NOT:
        yield AGAINST


def arrangement_is_empty(meeting: Meeting) -> bool:
    """Help is needed and nothing is arranged: which agency, and what it does (VOICE-08)."""
    return meeting.support == Meeting.Needed.YES and not (meeting.support_arranged and meeting.support_agency)


def in_words(found: tuple[Gap, ...]) -> str:
    words = [gap.words for gap in found]
    return "; ".join(words)
