"""Addresses of this room."""

from django.urls import path

from accounts.access import Thing, Verb
from accounts.gate import gate
from inspections import urls_engagement, views
from inspections.gate import on_inspection

PLAN, TEAM = Thing.PLAN, Thing.TEAM
edits_plan = on_inspection(PLAN, Verb.EDIT)
decides_plan = on_inspection(PLAN, Verb.DECIDE)
edits_team = on_inspection(TEAM, Verb.EDIT)
reads_decisions = gate(Thing.PROGRAMME_DECISION)
decides = gate(Thing.PROGRAMME_DECISION, Verb.DECIDE)
reads_concerns = gate(Thing.PROGRAMME_CONCERN)
decisions, concerns = views.programme_decisions, views.programme_concerns
asks_deferral = on_inspection(Thing.DEFERRAL, Verb.CREATE)
decides_deferral = on_inspection(Thing.DEFERRAL, Verb.DECIDE)
interrupts = on_inspection(Thing.INTERRUPTION, Verb.DECIDE)
holds = on_inspection(Thing.HOLD, Verb.DECIDE)
edits_sites = on_inspection(Thing.SITE, Verb.EDIT)
interruption = views.interruption

of_inspection = [
    ("", on_inspection(PLAN)(views.plan.inspection_detail), "inspection_detail"),
    ("edit/", edits_plan(views.plan.InspectionEdit.as_view()), "inspection_edit"),
    ("cancel/", decides_plan(views.plan.InspectionCancel.as_view()), "inspection_cancel"),
    ("history/", on_inspection(Thing.HISTORY)(views.programme.inspection_history), "inspection_history"),
    (
        "background/",
        on_inspection(Thing.BACKGROUND)(views.programme_page.inspection_background),
        "inspection_background",
    ),
    (
        "decision/",
        on_inspection(Thing.INSPECTION_DECISION)(views.programme_page.inspection_decision),
        "inspection_decision",
    ),
    (
        "decision/new/",
        on_inspection(Thing.INSPECTION_DECISION, Verb.CREATE)(views.plan.DecisionGive.as_view()),
        "decision_give",
    ),
    ("timetable/", on_inspection(PLAN)(views.dates.timetable), "timetable"),
    ("timetable/week/", edits_plan(views.dates.WeekMove.as_view()), "week_move"),
    ("timetable/late-call/", decides_plan(views.dates.LateCallCreate.as_view()), "late_call_create"),
    ("timetable/fieldwork-start/", decides_plan(views.dates.FieldworkStart.as_view()), "fieldwork_start"),
    ("timetable/fieldwork-end/", decides_plan(views.dates.FieldworkEnd.as_view()), "fieldwork_end"),
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
    ("timetable/again/", edits_plan(views.dates.WeekAgain.as_view()), "week_again"),
    ("timetable/<slug:code>/", edits_plan(views.dates.DateChange.as_view()), "date_change"),
    ("timetable/<slug:code>/release/", edits_plan(views.dates.DateRelease.as_view()), "date_release"),
    ("interruptions/", on_inspection(Thing.INTERRUPTION)(interruption.interruption_list), "interruption_list"),
    ("interruptions/deferral/", asks_deferral(interruption.DeferralCreate.as_view()), "deferral_create"),
    ("interruptions/deferral/decide/", decides_deferral(interruption.DeferralDecide.as_view()), "deferral_decide"),
    ("interruptions/pause/", interrupts(interruption.PauseCreate.as_view()), "pause_create"),
    ("interruptions/pause/<int:pk>/end/", interrupts(interruption.PauseEnd.as_view()), "pause_end"),
    ("interruptions/hold/", holds(interruption.HoldCreate.as_view()), "hold_create"),
    ("interruptions/hold/lift/", holds(interruption.HoldLift.as_view()), "hold_lift"),
    ("interruptions/incomplete/", interrupts(interruption.IncompleteCreate.as_view()), "incomplete_create"),
    ("interruptions/cancellation/", interrupts(interruption.CancellationCreate.as_view()), "cancellation_create"),
    ("sites/", on_inspection(Thing.SITE)(views.site.site_list), "site_list"),
    ("sites/new/", edits_sites(views.site.SiteCreate.as_view()), "site_create"),
    ("sites/travel/", edits_sites(views.site.SiteTravelEdit.as_view()), "site_travel_edit"),
    ("sites/<int:pk>/", edits_sites(views.site.SiteEdit.as_view()), "site_edit"),
    ("sites/<int:pk>/withdraw/", edits_sites(views.site.SiteWithdraw.as_view()), "site_withdraw"),
    ("team/acting/", edits_team(views.acting.ActingCreate.as_view()), "acting_create"),
    ("team/acting/<int:pk>/end/", edits_team(views.acting.ActingEnd.as_view()), "acting_end"),
    ("team/<int:pk>/replace/", edits_team(views.acting.MemberReplace.as_view()), "member_replace"),
    (
        "contact-sheet/",
        on_inspection(Thing.CONTACT_SHEET)(views.contact_sheet.ContactSheetPage.as_view()),
        "contact_sheet",
    ),
    (
        "contact-sheet/issue/",
        on_inspection(Thing.CONTACT_SHEET, Verb.CREATE)(views.contact_sheet.ContactSheetIssuePage.as_view()),
        "contact_sheet_issue",
    ),
    (
        "contact-sheet/<uuid:job_id>/contact-sheet.pdf",
        on_inspection(Thing.CONTACT_SHEET)(views.contact_sheet.contact_sheet_file),
        "contact_sheet_file",
    ),
    (
        "link-person/",
        on_inspection(Thing.LINK_NAMED, post=Verb.CREATE)(views.link_person.LinkPersonPage.as_view()),
        "link_person",
    ),
    (
        "link-person/invitation/",
        on_inspection(Thing.LINK_NAMED, Verb.CREATE)(views.link_person.LinkPersonInvite.as_view()),
        "link_person_invite",
    ),
    ("adjustments/", on_inspection(Thing.ADJUSTMENT)(views.conduct.adjustment_list), "adjustment_list"),
    (
        "adjustments/new/",
        on_inspection(Thing.ADJUSTMENT, Verb.CREATE)(views.conduct.AdjustmentCreate.as_view()),
        "adjustment_create",
    ),
    (
        "adjustments/<int:pk>/",
        on_inspection(Thing.ADJUSTMENT, Verb.EDIT)(views.conduct.AdjustmentAnswer.as_view()),
        "adjustment_answer",
    ),
    ("interests/", on_inspection(Thing.INTEREST_DECISION)(views.conduct.interest_list), "interest_list"),
    (
        "interests/own/",
        on_inspection(Thing.INTEREST, Verb.CREATE)(views.conduct.InterestDeclare.as_view()),
        "interest_declare",
    ),
    (
        "interests/<int:pk>/decision/",
        on_inspection(Thing.INTEREST_DECISION, Verb.DECIDE)(views.conduct.InterestDecide.as_view()),
        "interest_decide",
    ),
    (
        "conduct/",
        on_inspection(Thing.CONDUCT_CONCERN_ANSWER)(views.conduct.conduct_concern_list),
        "conduct_concern_list",
    ),
    (
        "conduct/<int:pk>/answer/",
        on_inspection(Thing.CONDUCT_CONCERN_ANSWER, Verb.EDIT)(views.conduct.ConductConcernAnswer.as_view()),
        "conduct_concern_answer",
    ),
    (
        "announcement/",
        on_inspection(Thing.ANNOUNCEMENT, post=Verb.CREATE)(views.announcement.AnnouncementPage.as_view()),
        "announcement",
    ),
]

of_programme = [
    ("", gate(Thing.PROGRAMME)(views.programme_page.programme_page), "programme_page"),
    ("decisions/", reads_decisions(decisions.programme_decision_list), "programme_decision_list"),
    ("decisions/new/", decides(decisions.ProgrammeDecisionCreate.as_view()), "programme_decision_create"),
    ("decisions/<int:pk>/", reads_decisions(decisions.programme_decision_detail), "programme_decision_detail"),
    (
        "decisions/<int:pk>/replacement/",
        decides(decisions.DecisionReplacement.as_view()),
        "programme_decision_replace",
    ),
    ("concerns/", reads_concerns(concerns.programme_concern_list), "programme_concern_list"),
    (
        "concerns/new/",
        gate(Thing.PROGRAMME_CONCERN, Verb.CREATE)(concerns.ProgrammeConcernCreate.as_view()),
        "programme_concern_create",
    ),
    ("concerns/<int:pk>/", reads_concerns(concerns.programme_concern_detail), "programme_concern_detail"),
    (
        "concerns/<int:pk>/edit/",
        gate(Thing.PROGRAMME_CONCERN, Verb.EDIT)(concerns.ProgrammeConcernEdit.as_view()),
        "programme_concern_edit",
    ),
    (
        "concerns/<int:pk>/decision/",
        gate(Thing.PROGRAMME_CONCERN, Verb.DECIDE)(decisions.ConcernDecision.as_view()),
        "programme_concern_decide",
    ),
    ("closed-season/", decides(concerns.SeasonPermissionCreate.as_view()), "season_permission_create"),
    (
        "background/",
        gate(Thing.PROGRAMME_DECISION)(views.programme_page.programme_background),
        "programme_background",
    ),
    ("improvements/", gate(Thing.PROGRAMME)(views.programme_page.improvement_list), "improvement_list"),
    ("improvements/<int:pk>/", gate(Thing.PROGRAMME)(views.programme_page.improvement_detail), "improvement_detail"),
]

urlpatterns = [
    *(path(f"programme/{rest}", view, name=name) for rest, view, name in of_programme),
    path("inspections/", gate(Thing.PROGRAMME)(views.programme.inspection_list), name="inspection_list"),
    path(
        "inspections/new/",
        gate(Thing.NEW_PLAN, Verb.CREATE)(views.plan.InspectionCreate.as_view()),
        name="inspection_create",
    ),
    *(path(f"inspections/<slug:ref>/{rest}", view, name=name) for rest, view, name in of_inspection),
    path(
        "cafcass/<slug:ref>/contact-sheet/",
        on_inspection(Thing.CAFCASS_VIEW)(views.contact_sheet.cafcass_contact_sheet),
        name="cafcass_contact_sheet",
    ),
    path(
        "cafcass/<slug:ref>/conduct/",
        on_inspection(Thing.CONDUCT_CONCERN, Verb.READ, Verb.CREATE)(views.conduct.CafcassConduct.as_view()),
        name="cafcass_conduct",
    ),
    path(
        "cafcass/<slug:ref>/",
        on_inspection(Thing.CAFCASS_VIEW)(views.cafcass.cafcass_inspection),
        name="cafcass_inspection",
    ),
    *urls_engagement.urlpatterns,
]
