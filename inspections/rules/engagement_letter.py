"""The letter: who writes it, and what bars its sending (AEM-10, AEM-12, AEM-13)."""

from accounts.access import Role, Thing, Verb
from accounts.gate import standing_roles
from accounts.models import Person
from accounts.refusals import NotAllowed, require
from accounts.rules import may
from inspections.letter_content import content_of, empty_sections, questioned
from inspections.models import EngagementLetter

TEXT_LIMIT = 20_000


def may_write(letter: EngagementLetter, by: Person) -> None:
    """The meeting's chair, or whoever holds the chair's post, until it is sent."""
    may(by, Thing.ENGAGEMENT_LETTER, Verb.EDIT)
    if letter.meeting.chair_id != by.pk and Role.ENGAGEMENT_CHAIR not in standing_roles(by):
        raise NotAllowed(f"Only {letter.meeting.chair}, who chaired the meeting, can do this.")
    require(not letter.sent, "The letter was sent, so it stays as it went.")


def may_send(letter: EngagementLetter, by: Person) -> None:
    """Every section filled, every grade word removed or confirmed. Raises NotAllowed, naming what is at fault."""
    may_write(letter, by)
    empty = empty_sections(content_of(letter))
    require(
        not empty,
        f"Nothing stands under: {'; '.join(empty)}. “None agreed” or “no focus proposed at present” is enough.",
        "the chair, in the letter's text",
        "AEM-13",
    )
    open_words = [f"“{each.found.sentence}”" for each in questioned(letter) if not each.ground]
    require(
        not open_words,
        f"The letter holds no judgement, and grade words stand in: {' '.join(open_words)}",
        "the chair, by removing each or saying why it is no judgement",
        "AEM-12",
    )
