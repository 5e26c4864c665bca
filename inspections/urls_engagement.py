"""Addresses outside inspection: Ofsted's under engagement/, Cafcass's under from-cafcass/. None is for the public."""

from collections.abc import Callable
from typing import Any

from django.urls import URLPattern, path

from accounts.access import Thing, Verb
from accounts.gate import gate
from files.uploading import takes_files
from inspections.views import (
    engagement,
    engagement_held,
    engagement_letter,
    own_engagement,
    own_self_evaluation,
    self_evaluation,
)

R, C, W, X = Verb.READ, Verb.CREATE, Verb.EDIT, Verb.DECIDE
EVALUATION, ANALYSIS, OWN = Thing.SELF_EVALUATION, Thing.SELF_EVALUATION_ANALYSIS, Thing.OWN_SELF_EVALUATION
MEETING, OWN_MEETING = Thing.ENGAGEMENT_MEETING, Thing.OWN_ENGAGEMENT_MEETING
LETTER, LETTER_SENT = Thing.ENGAGEMENT_LETTER, Thing.ENGAGEMENT_LETTER_SENT
View = Callable[..., Any]

ours: list[tuple[str, Thing, Verb, View, str]] = [
    ("", EVALUATION, R, self_evaluation.engagement_list, "engagement_list"),
    ("self-evaluations/new/", EVALUATION, C, self_evaluation.SelfEvaluationAsk.as_view(), "self_evaluation_ask"),
    ("self-evaluations/<int:year>/", EVALUATION, R, self_evaluation.self_evaluation_detail, "self_evaluation_detail"),
    (
        "self-evaluations/<int:year>/files/<int:file>/",
        EVALUATION,
        R,
        self_evaluation.self_evaluation_file,
        "self_evaluation_file",
    ),
    (
        "self-evaluations/<int:year>/analysis/",
        ANALYSIS,
        W,
        self_evaluation.SelfEvaluationAnalysis.as_view(),
        "self_evaluation_analysis",
    ),
    (
        "self-evaluations/<int:year>/weaknesses/new/",
        ANALYSIS,
        W,
        self_evaluation.WeaknessCreate.as_view(),
        "weakness_create",
    ),
    (
        "self-evaluations/<int:year>/closing/",
        EVALUATION,
        X,
        self_evaluation.SelfEvaluationClose.as_view(),
        "self_evaluation_close",
    ),
    ("meetings/new/", MEETING, C, engagement.EngagementMeetingCreate.as_view(), "engagement_meeting_create"),
    ("meetings/<int:year>/", MEETING, R, engagement.engagement_meeting_detail, "engagement_meeting_detail"),
    ("meetings/<int:year>/edit/", MEETING, W, engagement.EngagementMeetingEdit.as_view(), "engagement_meeting_edit"),
    ("meetings/<int:year>/agenda/", MEETING, W, engagement.EngagementAgendaEdit.as_view(), "engagement_agenda_edit"),
    (
        "meetings/<int:year>/agreement/",
        MEETING,
        W,
        engagement.EngagementAgreementCreate.as_view(),
        "engagement_agreement_create",
    ),
    (
        "meetings/<int:year>/attendees/new/",
        MEETING,
        W,
        engagement.EngagementAttendeeCreate.as_view(),
        "engagement_attendee_create",
    ),
    (
        "meetings/<int:year>/attendees/<int:attendee>/removal/",
        MEETING,
        W,
        engagement.EngagementAttendeeRemove.as_view(),
        "engagement_attendee_remove",
    ),
    (
        "meetings/<int:year>/held/",
        MEETING,
        W,
        engagement_held.EngagementMeetingHold.as_view(),
        "engagement_meeting_hold",
    ),
    (
        "meetings/<int:year>/declined/",
        MEETING,
        W,
        engagement_held.EngagementMeetingDecline.as_view(),
        "engagement_meeting_decline",
    ),
    (
        "meetings/<int:year>/notes/new/",
        MEETING,
        W,
        engagement_held.EngagementNoteCreate.as_view(),
        "engagement_note_create",
    ),
    ("letters/<int:year>/", LETTER, R, engagement_letter.engagement_letter, "engagement_letter"),
    ("letters/<int:year>/edit/", LETTER, W, engagement_letter.EngagementLetterEdit.as_view(), "engagement_letter_edit"),
    (
        "letters/<int:year>/words/",
        LETTER,
        W,
        engagement_letter.EngagementLetterWords.as_view(),
        "engagement_letter_words",
    ),
    ("letters/<int:year>/pdf/", LETTER, W, engagement_letter.EngagementLetterPdf.as_view(), "engagement_letter_pdf"),
    (
        "letters/<int:year>/sending/",
        LETTER,
        W,
        engagement_letter.EngagementLetterSend.as_view(),
        "engagement_letter_send",
    ),
    (
        "letters/<int:year>/pdf/<int:printed>/letter.pdf",
        LETTER,
        R,
        engagement_letter.engagement_letter_file,
        "engagement_letter_file",
    ),
    (
        "letters/<int:year>/letter.pdf",
        LETTER,
        R,
        engagement_letter.engagement_letter_sent_file,
        "engagement_letter_sent_file",
    ),
]

EVALUATIONS, MEETINGS, LETTERS = (
    "self-evaluations/<int:year>/",
    "engagement-meetings/<int:year>/",
    "letters/<int:year>/",
)
theirs: list[tuple[str, Thing, Verb, View, str]] = [
    (EVALUATIONS, OWN, R, own_self_evaluation.own_self_evaluation, "own_self_evaluation"),
    (
        EVALUATIONS + "files/new/",
        OWN,
        W,
        takes_files(own_self_evaluation.OwnSelfEvaluationFileCreate.as_view()),
        "own_self_evaluation_file_create",
    ),
    (
        EVALUATIONS + "files/<int:file>/",
        OWN,
        R,
        own_self_evaluation.own_self_evaluation_file,
        "own_self_evaluation_file",
    ),
    (
        EVALUATIONS + "files/<int:file>/tags/",
        OWN,
        W,
        own_self_evaluation.OwnSelfEvaluationFileTag.as_view(),
        "own_self_evaluation_file_tag",
    ),
    (
        EVALUATIONS + "files/<int:file>/removal/",
        OWN,
        W,
        own_self_evaluation.OwnSelfEvaluationFileRemove.as_view(),
        "own_self_evaluation_file_remove",
    ),
    (
        EVALUATIONS + "answers/",
        OWN,
        W,
        own_self_evaluation.OwnSelfEvaluationAnswers.as_view(),
        "own_self_evaluation_answers",
    ),
    (
        EVALUATIONS + "sharing/",
        OWN,
        X,
        own_self_evaluation.OwnSelfEvaluationShare.as_view(),
        "own_self_evaluation_share",
    ),
    (
        EVALUATIONS + "not-sharing/",
        OWN,
        X,
        own_self_evaluation.OwnSelfEvaluationDecline.as_view(),
        "own_self_evaluation_decline",
    ),
    (
        EVALUATIONS + "colleagues/",
        OWN,
        X,
        own_self_evaluation.OwnSelfEvaluationDelegate.as_view(),
        "own_self_evaluation_delegate",
    ),
    (MEETINGS, OWN_MEETING, R, own_engagement.own_engagement_meeting, "own_engagement_meeting"),
    (
        MEETINGS + "agreement/",
        OWN_MEETING,
        X,
        own_engagement.OwnEngagementAgreement.as_view(),
        "own_engagement_agreement",
    ),
    (
        MEETINGS + "attendees/new/",
        OWN_MEETING,
        W,
        own_engagement.OwnEngagementAttendeeCreate.as_view(),
        "own_engagement_attendee_create",
    ),
    (
        MEETINGS + "attendees/<int:attendee>/removal/",
        OWN_MEETING,
        W,
        own_engagement.OwnEngagementAttendeeRemove.as_view(),
        "own_engagement_attendee_remove",
    ),
    (
        MEETINGS + "delegate/",
        OWN_MEETING,
        X,
        own_engagement.OwnEngagementDelegate.as_view(),
        "own_engagement_delegate",
    ),
    (MEETINGS + "declined/", OWN_MEETING, X, own_engagement.OwnEngagementDecline.as_view(), "own_engagement_decline"),
    (LETTERS, LETTER_SENT, R, own_engagement.own_engagement_letter, "own_engagement_letter"),
    (
        LETTERS + "letter.pdf",
        LETTER_SENT,
        R,
        own_engagement.own_engagement_letter_file,
        "own_engagement_letter_file",
    ),
]

urlpatterns: list[URLPattern] = [
    path(prefix + rest, gate(thing, verb)(view), name=name)
    for prefix, rows in (("engagement/", ours), ("from-cafcass/", theirs))
    for rest, thing, verb, view, name in rows
]
