"""Addresses of this room. The gate before each page says which thing it shows and which verb it asks for."""

from django.urls import URLPattern, path

from accounts.access import Thing, Verb
from fieldwork import urls_people, urls_slots, urls_upset
from fieldwork.views import cafcass, days, diary, entries, onsite, planning
from inspections.gate import on_inspection

C, OWN, W, X = Verb.CREATE, Verb.EDIT_OWN, Verb.EDIT, Verb.DECIDE
AT = "inspections/<slug:ref>/diary/"
ENTRY = AT + "entries/<int:pk>/"
of_diary, of_proposal, told = Thing.DIARY, Thing.DIARY_PROPOSAL, Thing.DIARY_TOLD

diary_pages: list[URLPattern] = [
    path(AT, on_inspection(of_diary)(diary.diary), name="diary"),
    path(AT + "days/<slug:day>/", on_inspection(of_diary)(diary.diary_day), name="diary_day"),
    path(
        AT + "days/<slug:day>/confirmation/", on_inspection(of_diary, X)(days.DayConfirm.as_view()), name="day_confirm"
    ),
    path(AT + "flags/", on_inspection(of_diary)(diary.diary_flags), name="diary_flags"),
    path(AT + "changes/", on_inspection(of_diary)(diary.diary_log), name="diary_log"),
    path(AT + "beforehand/", on_inspection(of_diary, X)(planning.DiarySkeleton.as_view()), name="diary_skeleton"),
    path(AT + "left-over/", on_inspection(of_diary, X)(planning.EntriesLeftOver.as_view()), name="entries_left_over"),
    path(AT + "interviews/", on_inspection(of_diary, C)(planning.InterviewMatch.as_view()), name="interview_match"),
    path(
        AT + "first-meeting/",
        on_inspection(of_diary, post=X)(onsite.FirstMeetingCreate.as_view()),
        name="first_meeting_create",
    ),
]

entry_pages: list[URLPattern] = [
    path(AT + "entries/new/", on_inspection(of_diary, C)(entries.EntryCreate.as_view()), name="entry_create"),
    path(ENTRY, on_inspection(of_diary)(entries.entry_detail), name="entry_detail"),
    path(ENTRY + "edit/", on_inspection(of_diary, W)(entries.EntryEdit.as_view()), name="entry_edit"),
    path(ENTRY + "move/", on_inspection(of_diary, W)(entries.EntryMove.as_view()), name="entry_move"),
    path(ENTRY + "withdraw/", on_inspection(of_diary, W)(entries.EntryWithdraw.as_view()), name="entry_withdraw"),
    path(ENTRY + "record/", on_inspection(of_diary, OWN)(entries.EntryRecord.as_view()), name="entry_record"),
    path(ENTRY + "arrival/", on_inspection(of_diary, OWN)(onsite.ArrivalCreate.as_view()), name="arrival_create"),
]

proposal_pages: list[URLPattern] = [
    path(
        AT + "proposals/new/", on_inspection(of_proposal, C)(planning.ProposalCreate.as_view()), name="proposal_create"
    ),
    path(
        AT + "proposals/<int:pk>/",
        on_inspection(of_proposal, X)(planning.ProposalDecide.as_view()),
        name="proposal_decide",
    ),
    path(
        AT + "proposals/<int:pk>/decline/",
        on_inspection(of_proposal, X)(planning.ProposalDecline.as_view()),
        name="proposal_decline",
    ),
]

cafcass_pages: list[URLPattern] = [
    path("cafcass/<slug:ref>/diary/", on_inspection(told)(cafcass.cafcass_diary), name="cafcass_diary"),
    path(
        "cafcass/<slug:ref>/diary/proposals/new/",
        on_inspection(told, C)(cafcass.CafcassProposalCreate.as_view()),
        name="cafcass_proposal_create",
    ),
    path(
        "cafcass/<slug:ref>/diary/ready/<int:pk>/",
        on_inspection(told, C)(cafcass.ArrangementReady.as_view()),
        name="arrangement_ready",
    ),
]

urlpatterns = [
    *diary_pages,
    *entry_pages,
    *proposal_pages,
    *cafcass_pages,
    *urls_slots.urlpatterns,
    *urls_people.urlpatterns,
    *urls_upset.urlpatterns,
]
