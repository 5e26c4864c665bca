"""Addresses of this room."""

from django.urls import path

from accounts.access import Thing, Verb
from accounts.gate import gate
from inspections import views
from inspections.gate import on_inspection

PLAN, TEAM = Thing.PLAN, Thing.TEAM
edits_plan = on_inspection(PLAN, Verb.EDIT)
decides_plan = on_inspection(PLAN, Verb.DECIDE)
edits_team = on_inspection(TEAM, Verb.EDIT)

of_inspection = [
    ("", on_inspection(PLAN)(views.plan.inspection_detail), "inspection_detail"),
    ("edit/", edits_plan(views.plan.InspectionEdit.as_view()), "inspection_edit"),
    ("cancel/", decides_plan(views.plan.InspectionCancel.as_view()), "inspection_cancel"),
    ("history/", on_inspection(Thing.HISTORY)(views.programme.inspection_history), "inspection_history"),
    ("timetable/", on_inspection(PLAN)(views.dates.timetable), "timetable"),
    ("timetable/week/", edits_plan(views.dates.WeekMove.as_view()), "week_move"),
    ("timetable/late-call/", decides_plan(views.dates.LateCallCreate.as_view()), "late_call_create"),
    ("timetable/fieldwork-end/", decides_plan(views.dates.FieldworkEnd.as_view()), "fieldwork_end"),
    ("timetable/<slug:code>/", edits_plan(views.dates.DateChange.as_view()), "date_change"),
    ("timetable/<slug:code>/release/", edits_plan(views.dates.DateRelease.as_view()), "date_release"),
    ("team/", on_inspection(TEAM)(views.team.team), "team"),
    ("team/new/", edits_team(views.team.MemberCreate.as_view()), "member_create"),
    ("team/together/", edits_team(views.team_together.TeamTogether.as_view()), "team_together"),
    ("team/lead/", edits_team(views.team.LeadHandOver.as_view()), "lead_hand_over"),
    ("team/<int:pk>/end/", edits_team(views.team.MemberEnd.as_view()), "member_end"),
    ("team/<int:pk>/follow/", edits_team(views.team.ShadowPair.as_view()), "shadow_pair"),
    ("team/pairs/new/", edits_team(views.pairs.PairCreate.as_view()), "pair_create"),
    ("team/pairs/<int:pk>/", edits_team(views.pairs.PairEdit.as_view()), "pair_edit"),
    ("team/pairs/<int:pk>/confirm/", edits_team(views.pairs.PairConfirm.as_view()), "pair_confirm"),
    ("team/pairs/<int:pk>/dissolve/", edits_team(views.pairs.PairDissolve.as_view()), "pair_dissolve"),
    (
        "announcement/",
        on_inspection(Thing.ANNOUNCEMENT, post=Verb.CREATE)(views.announcement.AnnouncementPage.as_view()),
        "announcement",
    ),
]

urlpatterns = [
    path("inspections/", gate(Thing.PROGRAMME)(views.programme.inspection_list), name="inspection_list"),
    path(
        "inspections/new/",
        gate(Thing.NEW_PLAN, Verb.CREATE)(views.plan.InspectionCreate.as_view()),
        name="inspection_create",
    ),
    *(path(f"inspections/<slug:ref>/{rest}", view, name=name) for rest, view, name in of_inspection),
    path(
        "cafcass/<slug:ref>/",
        on_inspection(Thing.CAFCASS_VIEW)(views.cafcass.cafcass_inspection),
        name="cafcass_inspection",
    ),
]
