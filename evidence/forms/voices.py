"""Why some ways of hearing children and families were not used."""

from evidence.forms.quality import words
from govuk.forms import OnceForm


class VoiceNoteForm(OnceForm):
    note = words("Why these were not used", "Enter why these were not used", rows=4)
