"""Forms of the board of lines of enquiry."""

from evidence.forms.quality import words
from govuk.forms import OnceForm


class CloseLineForm(OnceForm):
    reason = words("Why there is enough evidence", "Enter why the line is closed", rows=4)


class ReopenLineForm(OnceForm):
    reason = words("Why it is opened again", "Enter why the line is opened again", rows=3)
