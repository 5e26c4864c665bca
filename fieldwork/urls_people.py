"""Addresses of meetings with people and of the calendar feed; `urls.py` includes them."""

from django.urls import URLPattern, path

from accounts.access import Thing, Verb
from accounts.gate import gate
from fieldwork.views import calendar, cards, guidance, meetings, overview
from inspections.gate import on_inspection

AT = "inspections/<slug:ref>/meetings/"
ONE = AT + "<int:pk>/"
reads, plans = on_inspection(Thing.MEETING), on_inspection(Thing.MEETING, Verb.CREATE)
changes, edits = on_inspection(Thing.MEETING, Verb.EDIT_OWN), on_inspection(Thing.MEETING, Verb.EDIT)
agrees = on_inspection(Thing.MEETING, Verb.DECIDE)
gives = on_inspection(Thing.MEETING, post=Verb.EDIT)
told = on_inspection(Thing.GUIDANCE_TOLD)
own_calendar = gate(Thing.CALENDAR, post=Verb.EDIT)

meeting_pages: list[URLPattern] = [
    path(AT, reads(meetings.meeting_list), name="meeting_list"),
    path(AT + "new/", plans(meetings.MeetingCreate.as_view()), name="meeting_create"),
    path(AT + "overview/", reads(overview.meeting_overview), name="meeting_overview"),
    path(AT + "overview/reason/", agrees(overview.CloseReasonPage.as_view()), name="close_reason"),
    path(AT + "partners/", reads(meetings.partner_list), name="partner_list"),
    path(AT + "guidance/", gives(guidance.GuidancePage.as_view()), name="guidance"),
    path(ONE, reads(meetings.meeting_detail), name="meeting_detail"),
    path(ONE + "edit/", changes(meetings.MeetingEdit.as_view()), name="meeting_edit"),
    path(ONE + "card/", changes(cards.MeetingCard.as_view()), name="meeting_card"),
    path(ONE + "risks/", changes(cards.MeetingRisks.as_view()), name="meeting_risks"),
    path(ONE + "agreement/", agrees(cards.MeetingAgree.as_view()), name="meeting_agree"),
    path(ONE + "agreement/log/", edits(cards.MeetingLog.as_view()), name="meeting_log"),
    path(ONE + "confirmation/", changes(cards.MeetingConfirm.as_view()), name="meeting_confirm"),
    path(ONE + "held/", changes(cards.MeetingHold.as_view()), name="meeting_hold"),
    path(ONE + "declined/", changes(cards.MeetingDecline.as_view()), name="meeting_decline"),
    path(ONE + "did-not-happen/", changes(cards.MeetingCancel.as_view()), name="meeting_cancel"),
    path(ONE + "again/", changes(cards.MeetingAgain.as_view()), name="meeting_again"),
    path("cafcass/<slug:ref>/guidance/", told(guidance.cafcass_guidance), name="cafcass_guidance"),
]

calendar_pages: list[URLPattern] = [
    path("my-calendar/", own_calendar(calendar.my_calendar), name="my_calendar"),
    path("my-calendar/revoke/", own_calendar(calendar.calendar_revoke), name="calendar_revoke"),
    path("calendar/<str:token>.ics", gate(Thing.CALENDAR_FEED)(calendar.calendar_feed), name="calendar_feed"),
]

urlpatterns = meeting_pages + calendar_pages
