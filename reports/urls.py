"""Addresses, each behind its gate: Ofsted's under inspections/, Cafcass's under cafcass/, all's under reports/."""

from django.urls import path

from accounts.access import Thing, Verb
from accounts.gate import gate
from inspections.gate import on_inspection
from reports.views import cafcass, clearing, drafting, publication, replies, sending

OURS, THEIRS = "inspections/<slug:ref>/", "cafcass/<slug:ref>/"
R, C, W, X = Verb.READ, Verb.CREATE, Verb.EDIT, Verb.DECIDE

urlpatterns = [
    path(OURS + "report/", on_inspection(Thing.DRAFT)(drafting.report), name="report"),
    path(OURS + "report/new/", on_inspection(Thing.DRAFT, C)(drafting.ReportCreate.as_view()), name="report_create"),
    path(OURS + "report/text/", on_inspection(Thing.DRAFT)(drafting.report_read), name="report_read"),
    path(
        OURS + "report/first-page/",
        on_inspection(Thing.DRAFT, W)(drafting.FirstPageEdit.as_view()),
        name="first_page_edit",
    ),
    path(
        OURS + "report/sections/<slug:code>/",
        on_inspection(Thing.DRAFT, W)(drafting.SectionEdit.as_view()),
        name="section_edit",
    ),
    path(
        OURS + "report/childrens-summary/",
        on_inspection(Thing.CHILDRENS_SUMMARY, R, W)(drafting.ChildrensSummary.as_view()),
        name="childrens_summary",
    ),
    path(
        OURS + "report/submission/",
        on_inspection(Thing.DRAFT, W)(clearing.SubmissionCreate.as_view()),
        name="submission_create",
    ),
    path(OURS + "report/review/", on_inspection(Thing.DRAFT, X)(clearing.ReviewCreate.as_view()), name="review_create"),
    path(OURS + "report/pdf/", on_inspection(Thing.DRAFT, R, W)(sending.ReportPdf.as_view()), name="report_pdf"),
    path(OURS + "report/draft-pdf/", on_inspection(Thing.DRAFT, W)(sending.DraftPdf.as_view()), name="draft_pdf"),
    path(OURS + "report/final-pdf/", on_inspection(Thing.FINAL, X)(sending.FinalPdf.as_view()), name="final_pdf"),
    path(
        OURS + "report/pdf/<int:rendering>/report.pdf",
        on_inspection(Thing.DRAFT)(sending.report_file),
        name="report_file",
    ),
    path(OURS + "report/final.pdf", on_inspection(Thing.FINAL)(sending.final_file), name="final_file"),
    path(
        OURS + "draft-sending/",
        on_inspection(Thing.DRAFT, W)(sending.DraftSendingCreate.as_view()),
        name="draft_sending_create",
    ),
    path(
        OURS + "final-sending/",
        on_inspection(Thing.FINAL, X)(sending.FinalSendingCreate.as_view()),
        name="final_sending_create",
    ),
    path(OURS + "comments/", on_inspection(Thing.COMMENT_ANSWER)(replies.comments), name="comments"),
    path(
        OURS + "comments/<int:comment>/answer/",
        on_inspection(Thing.COMMENT_ANSWER, W)(replies.AnswerCreate.as_view()),
        name="answer_create",
    ),
    path(OURS + "complaints/", on_inspection(Thing.COMPLAINT_DECISION)(replies.complaints), name="complaints"),
    path(
        OURS + "complaints/<int:complaint>/decision/",
        on_inspection(Thing.COMPLAINT_DECISION, X)(replies.ComplaintDecide.as_view()),
        name="complaint_decide",
    ),
    path(
        OURS + "publication/",
        on_inspection(Thing.PUBLICATION, R, X)(publication.Publication.as_view()),
        name="publication",
    ),
    path(THEIRS + "draft/", on_inspection(Thing.DRAFT_SENT)(cafcass.cafcass_draft), name="cafcass_draft"),
    path(
        THEIRS + "draft/report.pdf",
        on_inspection(Thing.DRAFT_SENT)(cafcass.cafcass_draft_file),
        name="cafcass_draft_file",
    ),
    path(
        THEIRS + "draft/sharing/", on_inspection(Thing.DRAFT_SENT, X)(cafcass.DraftShare.as_view()), name="draft_share"
    ),
    path(
        THEIRS + "nothing-to-say/",
        on_inspection(Thing.DRAFT_SENT, X)(cafcass.NothingToSayCreate.as_view()),
        name="nothing_to_say_create",
    ),
    path(
        THEIRS + "comments/",
        on_inspection(Thing.COMMENT, R, C)(cafcass.CafcassComments.as_view()),
        name="cafcass_comments",
    ),
    path(
        THEIRS + "complaint/",
        on_inspection(Thing.COMPLAINT, R, C)(cafcass.ComplaintCreate.as_view()),
        name="complaint_create",
    ),
    path(THEIRS + "final/", on_inspection(Thing.FINAL_SENT)(cafcass.cafcass_final), name="cafcass_final"),
    path(
        THEIRS + "final/report.pdf",
        on_inspection(Thing.FINAL_SENT)(cafcass.cafcass_final_file),
        name="cafcass_final_file",
    ),
    path(
        THEIRS + "final/childrens-summary/",
        on_inspection(Thing.CHILDRENS_SUMMARY_SENT)(cafcass.cafcass_childrens_summary),
        name="cafcass_childrens_summary",
    ),
    path(
        THEIRS + "final/sharing/", on_inspection(Thing.FINAL_SENT, X)(cafcass.FinalShare.as_view()), name="final_share"
    ),
    path("reports/", gate(Thing.PUBLISHED_REPORT)(publication.published_reports), name="published_reports"),
    path("reports/<slug:slug>/", gate(Thing.PUBLISHED_REPORT)(publication.published_report), name="published_report"),
    path(
        "reports/<slug:slug>/report.pdf",
        gate(Thing.PUBLISHED_REPORT)(publication.published_report_file),
        name="published_report_file",
    ),
]
