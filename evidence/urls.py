"""Addresses of this room. The gate before each page says which thing it shows and which verb it asks for."""

from django.urls import URLPattern, path
from django.views.decorators.csrf import csrf_exempt

from accounts.access import Thing, Verb
from accounts.gate import gate
from evidence import urls_board, urls_cases, urls_daily, urls_findings, urls_quality, urls_serious, urls_told
from evidence.views import (
    coverage,
    devices,
    examples,
    exporting,
    field,
    judgements,
    names,
    notes,
    paper,
    search,
    summaries,
    voices,
)
from files.uploading import takes_files
from inspections.gate import on_inspection

C, OWN, W, X, COMMENT = Verb.CREATE, Verb.EDIT_OWN, Verb.EDIT, Verb.DECIDE, Verb.COMMENT
AT = "inspections/<slug:ref>/"

note = AT + "notes/"
note_pages: list[URLPattern] = [
    path(note, on_inspection(Thing.NOTE)(notes.NoteList.as_view()), name="note_list"),
    path(note + "new/", on_inspection(Thing.NOTE, C)(notes.NoteCreate.as_view()), name="note_create"),
    path(note + "import/", on_inspection(Thing.NOTE, C)(takes_files(paper.NoteImport.as_view())), name="note_import"),
    path(
        note + "<uuid:pk>/paper/",
        on_inspection(Thing.NOTE, OWN)(takes_files(paper.NotePaper.as_view())),
        name="note_paper",
    ),
    path(note + "<uuid:pk>/files/<int:file>/", on_inspection(Thing.NOTE)(paper.note_file), name="note_file"),
    path(note + "<uuid:pk>/", on_inspection(Thing.NOTE)(notes.NoteDetail.as_view()), name="note_detail"),
    path(note + "sheet/", on_inspection(Thing.NOTE, C)(paper.PaperSheet.as_view()), name="paper_sheet"),
    path(note + "sheet/<uuid:job_id>/", on_inspection(Thing.NOTE, C)(paper.paper_sheet_file), name="paper_sheet_file"),
    path(note + "<uuid:pk>/edit/", on_inspection(Thing.NOTE, OWN)(notes.NoteEdit.as_view()), name="note_edit"),
    path(note + "<uuid:pk>/merge/", on_inspection(Thing.NOTE, OWN)(notes.NoteMerge.as_view()), name="note_merge"),
    path(
        note + "<uuid:pk>/comments/new/",
        on_inspection(Thing.NOTE, COMMENT)(notes.NoteComment.as_view()),
        name="note_comment",
    ),
    path(
        note + "<uuid:pk>/withdrawal/",
        on_inspection(Thing.NOTE, OWN)(notes.NoteWithdrawal.as_view()),
        name="note_withdrawal",
    ),
    path(note + "names-since/", on_inspection(Thing.NOTE, OWN)(names.names_since), name="names_since"),
    path(note + "<uuid:pk>/names/", on_inspection(Thing.NOTE, OWN)(names.NoteNames.as_view()), name="note_names"),
]

individual = AT + "individual-summaries/"
of_individual = Thing.INDIVIDUAL_SUMMARY
individual_pages: list[URLPattern] = [
    path(
        individual,
        on_inspection(of_individual)(summaries.IndividualSummaryList.as_view()),
        name="individual_summary_list",
    ),
    path(
        individual + "new/",
        on_inspection(of_individual, C)(summaries.IndividualSummaryCreate.as_view()),
        name="individual_summary_create",
    ),
    path(
        individual + "<uuid:pk>/",
        on_inspection(of_individual)(summaries.IndividualSummaryDetail.as_view()),
        name="individual_summary_detail",
    ),
    path(
        individual + "<uuid:pk>/edit/",
        on_inspection(of_individual, OWN)(summaries.IndividualSummaryEdit.as_view()),
        name="individual_summary_edit",
    ),
    path(
        individual + "<uuid:pk>/merge/",
        on_inspection(of_individual, OWN)(summaries.IndividualSummaryMerge.as_view()),
        name="individual_summary_merge",
    ),
    path(
        individual + "<uuid:pk>/comments/new/",
        on_inspection(of_individual, COMMENT)(summaries.IndividualSummaryComment.as_view()),
        name="individual_summary_comment",
    ),
    path(
        individual + "<uuid:pk>/withdrawal/",
        on_inspection(of_individual, OWN)(summaries.IndividualSummaryWithdrawal.as_view()),
        name="individual_summary_withdrawal",
    ),
    path(
        individual + "<uuid:pk>/names/",
        on_inspection(of_individual, OWN)(names.IndividualSummaryNames.as_view()),
        name="individual_summary_names",
    ),
]

shared = AT + "shared-summaries/"
of_shared = Thing.SHARED_SUMMARY
shared_pages: list[URLPattern] = [
    path(shared, on_inspection(of_shared)(summaries.SharedSummaryList.as_view()), name="shared_summary_list"),
    path(
        shared + "new/",
        on_inspection(of_shared, C)(summaries.SharedSummaryCreate.as_view()),
        name="shared_summary_create",
    ),
    path(
        shared + "<uuid:pk>/",
        on_inspection(of_shared)(summaries.SharedSummaryDetail.as_view()),
        name="shared_summary_detail",
    ),
    path(
        shared + "<uuid:pk>/edit/",
        on_inspection(of_shared, W)(summaries.SharedSummaryEdit.as_view()),
        name="shared_summary_edit",
    ),
    path(
        shared + "<uuid:pk>/merge/",
        on_inspection(of_shared, W)(summaries.SharedSummaryMerge.as_view()),
        name="shared_summary_merge",
    ),
    path(
        shared + "<uuid:pk>/comments/new/",
        on_inspection(of_shared, COMMENT)(summaries.SharedSummaryComment.as_view()),
        name="shared_summary_comment",
    ),
    path(
        shared + "<uuid:pk>/withdrawal/",
        on_inspection(of_shared, X)(summaries.SharedSummaryWithdrawal.as_view()),
        name="shared_summary_withdrawal",
    ),
    path(
        shared + "<uuid:pk>/names/",
        on_inspection(of_shared, W)(names.SharedSummaryNames.as_view()),
        name="shared_summary_names",
    ),
    path(
        shared + "<uuid:pk>/agreement/",
        on_inspection(of_shared, X)(summaries.SharedSummaryAgreement.as_view()),
        name="shared_summary_agreement",
    ),
]

judged = AT + "judgements/"
judgement_pages: list[URLPattern] = [
    path(judged, on_inspection(Thing.JUDGEMENT)(judgements.JudgementDetail.as_view()), name="judgement_detail"),
    path(
        judged + "agreement/",
        on_inspection(Thing.JUDGEMENT, X)(judgements.JudgementAgreement.as_view()),
        name="judgement_agreement",
    ),
    path(
        judged + "reopening/",
        on_inspection(Thing.JUDGEMENT, X)(judgements.JudgementReopening.as_view()),
        name="judgement_reopening",
    ),
    path(
        judged + "<slug:area>/",
        on_inspection(Thing.JUDGEMENT, W)(judgements.JudgementEdit.as_view()),
        name="judgement_edit",
    ),
]

came = AT + "from-devices/"
of_devices = Thing.FROM_DEVICES
device_pages: list[URLPattern] = [
    path(came, on_inspection(of_devices)(devices.FromDevices.as_view()), name="from_devices"),
    path(
        came + "held/<uuid:pk>/taking-in/",
        on_inspection(of_devices, OWN)(devices.HeldTakeIn.as_view()),
        name="held_take_in",
    ),
    path(
        came + "held/<uuid:pk>/leaving-out/",
        on_inspection(of_devices, OWN)(devices.HeldLeaveOut.as_view()),
        name="held_leave_out",
    ),
    path(
        came + "missing/<int:pk>/answer/",
        on_inspection(of_devices, OWN)(devices.LossAnswering.as_view()),
        name="loss_answer",
    ),
    path(
        came + "tablets/<uuid:pk>/lost/",
        on_inspection(of_devices, OWN)(devices.DeviceLost.as_view()),
        name="device_lost",
    ),
]

FIELD = "field/v1/"
of_field = gate(Thing.FIELD)
field_pages: list[URLPattern] = [
    path(FIELD + "ops/<uuid:op>", csrf_exempt(of_field(field.op)), name="field_op"),
    path(FIELD + "devices/<uuid:device>", csrf_exempt(of_field(field.device)), name="field_device"),
    path(FIELD + "devices/<uuid:device>/key", csrf_exempt(of_field(field.key)), name="field_key"),
    path(FIELD + "names", csrf_exempt(of_field(field.names)), name="field_names"),
    path(FIELD + "wiped", csrf_exempt(of_field(field.wiped)), name="field_wiped"),
    path(FIELD + "session", of_field(field.session), name="field_session"),
    path(FIELD + "ping", of_field(field.ping), name="field_ping"),
    path("field/", of_field(field.shell), name="field"),
    path("field/worker.js", of_field(field.worker), name="field_worker"),
    path("field/manifest.webmanifest", of_field(field.manifest), name="field_manifest"),
]

urlpatterns: list[URLPattern] = [
    path(AT + "evidence/search/", on_inspection(Thing.NOTE)(search.Search.as_view()), name="evidence_search"),
    *note_pages,
    *individual_pages,
    *shared_pages,
    path(
        AT + "evidence/export/",
        on_inspection(Thing.EVIDENCE_EXPORT, post=C)(exporting.Export.as_view()),
        name="evidence_export",
    ),
    path(
        AT + "evidence/export/<uuid:job_id>/",
        on_inspection(Thing.EVIDENCE_EXPORT)(exporting.export_file),
        name="evidence_export_file",
    ),
    path(
        AT + "coverage/outstanding/",
        on_inspection(Thing.COVERAGE)(examples.outstanding_examples),
        name="outstanding_examples",
    ),
    path(AT + "coverage/voices/", on_inspection(Thing.COVERAGE)(voices.voices_heard), name="voices"),
    path(
        AT + "coverage/voices/note/",
        on_inspection(Thing.COVERAGE, W)(voices.VoiceNoteCreate.as_view()),
        name="voice_note_create",
    ),
    path(AT + "coverage/leaders/", on_inspection(Thing.COVERAGE)(examples.about_leaders), name="about_leaders"),
    path(AT + "coverage/", on_inspection(Thing.COVERAGE)(coverage.Coverage.as_view()), name="coverage"),
    path(
        AT + "coverage/gaps/new/",
        on_inspection(Thing.COVERAGE, W)(coverage.GapCreate.as_view()),
        name="coverage_gap_create",
    ),
    path(
        AT + "coverage/looks/new/",
        on_inspection(Thing.COVERAGE, C)(coverage.LookAsk.as_view()),
        name="look_ask",
    ),
    path(
        AT + "coverage/gaps/<int:pk>/acceptance/",
        on_inspection(Thing.COVERAGE, X)(coverage.GapAccept.as_view()),
        name="coverage_gap_accept",
    ),
    *judgement_pages,
    *device_pages,
    *field_pages,
    *urls_board.urlpatterns,
    *urls_cases.urlpatterns,
    *urls_daily.urlpatterns,
    *urls_findings.urlpatterns,
    *urls_quality.urlpatterns,
    *urls_serious.urlpatterns,
    *urls_told.urlpatterns,
]
