"""Every write of this room."""

from reports.actions.clearing import review, submit
from reports.actions.drafting import create_report, mark_section, save_childrens_summary, save_texts
from reports.actions.publishing import decide_publication, publish, release_due
from reports.actions.rendering import ask_for_pdf
from reports.actions.replies import answer, comment, complain, decide_complaint, say_nothing
from reports.actions.sending import send_draft, send_final, share

__all__ = [
    "answer",
    "ask_for_pdf",
    "comment",
    "complain",
    "create_report",
    "decide_complaint",
    "decide_publication",
    "mark_section",
    "publish",
    "release_due",
    "review",
    "save_childrens_summary",
    "save_texts",
    "say_nothing",
    "send_draft",
    "send_final",
    "share",
    "submit",
]
