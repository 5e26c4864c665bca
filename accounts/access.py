"""The access table: which role may do what to which thing. The one place that says so; pure words, no queries.

A cell reads "R C O@own": the verbs by letter, a condition after "@". Conditions are named here and answered by the room
that knows (`condition`). State and dates come on top, in each room's rules.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any


class Role(StrEnum):
    """Standing posts first, then roles on one inspection, then everybody else."""

    label: str

    def __new__(cls, value: str, label: str = "") -> "Role":
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    SCHEDULER = "scheduler", "Scheduler"
    DECISION_MAKER = "decision_maker", "Programme decision-maker"
    DIRECTOR = "director", "National director"
    ADMINISTRATOR = "administrator", "Inspection administrator"
    COMPLAINT_HANDLER = "complaint_handler", "Complaint handler"
    AUDITOR = "auditor", "Security auditor"
    ENGAGEMENT_CHAIR = "engagement_chair", "Chair of the engagement meeting"
    MODERATOR = "moderator", "Moderator"
    CHIEF_EXECUTIVE = "chief_executive", "Chief executive of Cafcass"
    LINK_PERSON = "link_person", "Link person at Cafcass"
    CONTRIBUTOR = "contributor", "Contributor at Cafcass"
    LEAD = "lead", "Lead inspector"
    DEPUTY = "deputy", "Deputy lead inspector"
    TEAM = "team", "Team inspector"
    SHADOW = "shadow", "Shadowing inspector"
    ANALYST = "analyst", "Senior analytical officer"
    QA_MANAGER = "qa_manager", "Quality assurance manager"
    OFSTED = "ofsted", "Anybody at Ofsted"
    SIGNED_IN = "signed_in", "Anybody signed in"
    PUBLIC = "public", "The public"


OUTSIDERS = frozenset({Role.CHIEF_EXECUTIVE, Role.LINK_PERSON, Role.CONTRIBUTOR, Role.PUBLIC})
OF_AN_INSPECTION = frozenset({Role.LEAD, Role.DEPUTY, Role.TEAM, Role.SHADOW, Role.ANALYST, Role.QA_MANAGER})


class Verb(StrEnum):
    """What may be done. EDIT_OWN is the right to change what one wrote oneself."""

    READ = "R"
    CREATE = "C"
    EDIT_OWN = "O"
    EDIT = "W"
    DECIDE = "X"
    COMMENT = "c"


class Thing(StrEnum):
    """What the product holds that somebody may or may not see."""

    FRONT_DOOR = "front_door"
    HOME = "home"
    DEMO_CAST = "demo_cast"
    JOB = "job"
    ARRIVING_FILE = "arriving_file"
    DEMO_CLOCK = "demo_clock"
    OWN_ACCOUNT = "own_account"
    CODE_OF_CONDUCT = "code_of_conduct"
    PEOPLE = "people"
    HOLIDAYS = "holidays"
    RECORD = "record"
    MAIL_TROUBLE = "mail_trouble"
    WAITING_FILE = "waiting_file"
    OWN_FILE_CHECK = "own_file_check"
    RIGHTS_REQUEST = "rights_request"
    RETENTION = "retention"
    PROGRAMME = "programme"
    PROGRAMME_DECISION = "programme_decision"
    PROGRAMME_CONCERN = "programme_concern"
    INSPECTION_DECISION = "inspection_decision"
    BACKGROUND = "background"
    NEW_PLAN = "new_plan"
    PLAN = "plan"
    TEAM = "team"
    ANNOUNCEMENT = "announcement"
    ADJUSTMENT = "adjustment"
    CONTACT_SHEET = "contact_sheet"
    CONDUCT_CONCERN = "conduct_concern"
    CONDUCT_CONCERN_ANSWER = "conduct_concern_answer"
    INTEREST = "interest"
    INTEREST_DECISION = "interest_decision"
    DEFERRAL = "deferral"
    INTERRUPTION = "interruption"
    HOLD = "hold"
    SITE = "site"
    CAFCASS_VIEW = "cafcass_view"
    DIARY = "diary"
    DIARY_PROPOSAL = "diary_proposal"
    DIARY_TOLD = "diary_told"
    MEETING = "meeting"
    STAFF_UPSET = "staff_upset"
    GUIDANCE_TOLD = "guidance_told"
    MY_WEEK = "my_week"
    CALENDAR = "calendar"
    CALENDAR_FEED = "calendar_feed"
    HISTORY = "history"
    NOTE = "note"
    CASE_EVALUATION = "case_evaluation"
    INDIVIDUAL_SUMMARY = "individual_summary"
    SHARED_SUMMARY = "shared_summary"
    COVERAGE = "coverage"
    EVIDENCE_EXPORT = "evidence_export"
    JUDGEMENT = "judgement"
    FINDINGS = "findings"
    VISIT_TOPIC = "visit_topic"
    CHALLENGE = "challenge"
    QA_ANALYSIS = "qa_analysis"
    SERIOUS_CONCERN = "serious_concern"
    TEAM_MEETING = "team_meeting"
    KEEP_IN_TOUCH = "keep_in_touch"
    DRAFT = "draft"
    CHILDRENS_SUMMARY = "childrens_summary"
    CHILDRENS_SUMMARY_SENT = "childrens_summary_sent"
    DRAFT_SENT = "draft_sent"
    COMMENT = "comment"
    COMMENT_ANSWER = "comment_answer"
    COMPLAINT = "complaint"
    COMPLAINT_DECISION = "complaint_decision"
    FINAL = "final"
    FINAL_SENT = "final_sent"
    PUBLICATION = "publication"
    PUBLISHED_REPORT = "published_report"
    SELF_EVALUATION = "self_evaluation"
    SELF_EVALUATION_ANALYSIS = "self_evaluation_analysis"
    OWN_SELF_EVALUATION = "own_self_evaluation"
    ENGAGEMENT_MEETING = "engagement_meeting"
    OWN_ENGAGEMENT_MEETING = "own_engagement_meeting"
    ENGAGEMENT_LETTER = "engagement_letter"
    ENGAGEMENT_LETTER_SENT = "engagement_letter_sent"
    ANNEX_A = "annex_a"
    ANNEX_FILE = "annex_file"
    ANNEX_TITLE = "annex_title"
    OWN_ANNEX_A = "own_annex_a"
    OWN_ANNEX_ITEM = "own_annex_item"
    CALL_SHEET = "call_sheet"
    LINK_NAMED = "link_named"
    PREPARATION = "preparation"
    OWN_PREPARATION = "own_preparation"
    WELLBEING = "wellbeing"
    INCIDENT = "incident"
    FURTHER_REQUEST = "further_request"
    OWN_REQUEST = "own_request"
    OFFER = "offer"
    OWN_OFFER = "own_offer"
    LINE_OF_ENQUIRY = "line_of_enquiry"
    READING = "reading"
    DIGEST = "digest"
    READINESS = "readiness"
    PIA = "pia"
    FIELD = "field"
    FROM_DEVICES = "from_devices"
    SAMPLE = "sample"
    SAMPLE_PROPOSAL = "sample_proposal"
    OWN_SAMPLE = "own_sample"
    SYSTEM_ACCESS = "system_access"
    OWN_SYSTEM_ACCESS = "own_system_access"


R = Role
_ALL_OFSTED_READ = {R.OFSTED: "R"}
_TEAM_READ = {R.LEAD: "R", R.DEPUTY: "R", R.TEAM: "R", R.SHADOW: "R", R.ANALYST: "R", R.QA_MANAGER: "R"}
_PLAN_READ = _TEAM_READ | {R.DIRECTOR: "R", R.ADMINISTRATOR: "R", R.SCHEDULER: "R", R.DECISION_MAKER: "R"}

TABLE: dict[Thing, dict[Role, str]] = {
    Thing.FRONT_DOOR: {R.PUBLIC: "R C"},
    Thing.HOME: {R.SIGNED_IN: "R"},
    Thing.DEMO_CAST: {R.PUBLIC: "R@demo C@demo"},
    Thing.JOB: {R.SIGNED_IN: "R"},
    # Whoever at Cafcass sends files; each their own, and no form takes another's.
    Thing.ARRIVING_FILE: {R.CHIEF_EXECUTIVE: "C O", R.LINK_PERSON: "C O", R.CONTRIBUTOR: "C O"},
    Thing.DEMO_CLOCK: {R.ADMINISTRATOR: "R@demo W@demo"},
    Thing.OWN_ACCOUNT: {R.SIGNED_IN: "R W"},
    Thing.CODE_OF_CONDUCT: {R.PUBLIC: "R", R.OFSTED: "R C"},
    Thing.PEOPLE: {R.ADMINISTRATOR: "R C W X"},
    Thing.HOLIDAYS: _ALL_OFSTED_READ | {R.ADMINISTRATOR: "R C"},
    Thing.RECORD: {R.AUDITOR: "R"},
    # Addresses and subjects of mail that did not arrive; never what a mail says.
    Thing.MAIL_TROUBLE: {R.ADMINISTRATOR: "R X"},
    # Files whose check could not be finished, by number; whoever sent one has it checked again, by query.
    Thing.WAITING_FILE: {R.ADMINISTRATOR: "R X"},
    Thing.OWN_FILE_CHECK: {R.SIGNED_IN: "O"},
    # What people ask about their own data, and how long what is kept stays. Who reads no evidence sets the periods;
    # deleting evidence is the national director's decision (DATA-02, DATA-03).
    Thing.RIGHTS_REQUEST: {R.ADMINISTRATOR: "R C"},
    Thing.RETENTION: {R.ADMINISTRATOR: "R W", R.DIRECTOR: "R X"},
    Thing.PROGRAMME: _ALL_OFSTED_READ | {R.DECISION_MAKER: "R C"},
    Thing.PROGRAMME_DECISION: {R.DECISION_MAKER: "R C X", R.DIRECTOR: "R", R.SCHEDULER: "R"},
    Thing.PROGRAMME_CONCERN: {R.DECISION_MAKER: "R C W X", R.DIRECTOR: "R", R.SCHEDULER: "R C"},
    # The same decision as seen from the inspection that followed: there its lead reads it too.
    # Who plans says afterwards which decision a plan follows from, where it was planned without one.
    Thing.INSPECTION_DECISION: {R.LEAD: "R", R.DECISION_MAKER: "R C", R.DIRECTOR: "R", R.SCHEDULER: "R C"},
    Thing.BACKGROUND: {
        R.LEAD: "R",
        R.DEPUTY: "R",
        R.TEAM: "R",
        R.ANALYST: "R",
        R.QA_MANAGER: "R",
        R.DIRECTOR: "R",
        R.DECISION_MAKER: "R",
    },
    Thing.NEW_PLAN: {R.SCHEDULER: "R C", R.OFSTED: "R@inspector C@inspector"},
    Thing.PLAN: _PLAN_READ | {R.LEAD: "R C W X", R.SCHEDULER: "R C W X", R.DECISION_MAKER: "R X"},
    Thing.TEAM: _PLAN_READ | {R.LEAD: "R W", R.SCHEDULER: "R W"},
    Thing.ANNOUNCEMENT: _PLAN_READ | {R.LEAD: "R C X"},
    Thing.ADJUSTMENT: {R.LEAD: "R C W", R.DEPUTY: "R C W", R.QA_MANAGER: "R"},
    # Issued to Cafcass as a version with its date; who plans helps the lead with it (NOTI-16).
    Thing.CONTACT_SHEET: _PLAN_READ | {R.LEAD: "R C", R.SCHEDULER: "R C"},
    # What Cafcass writes about somebody's conduct, and what is made of it, are two sets of pages.
    Thing.CONDUCT_CONCERN: {R.CHIEF_EXECUTIVE: "R C@after_call", R.LINK_PERSON: "R C@after_call"},
    Thing.CONDUCT_CONCERN_ANSWER: {
        R.LEAD: "R W@after_call",
        R.QA_MANAGER: "R W@after_call",
        R.DIRECTOR: "R@after_call",
    },
    # Each declares their own; the lead and the scheduler read all of them and decide.
    Thing.INTEREST: {
        R.LEAD: "R C",
        R.DEPUTY: "R C",
        R.TEAM: "R C",
        R.SHADOW: "R C",
        R.ANALYST: "R C",
        R.QA_MANAGER: "R C",
    },
    Thing.INTEREST_DECISION: {R.LEAD: "R X", R.SCHEDULER: "R X", R.QA_MANAGER: "R"},
    # Asking is one page for both sides; what is decided, and on what grounds, stands on the pages of an interruption.
    Thing.DEFERRAL: {
        R.LEAD: "C",
        R.SCHEDULER: "C",
        R.DECISION_MAKER: "X",
        R.CHIEF_EXECUTIVE: "C@after_call",
        R.LINK_PERSON: "C@after_call",
    },
    Thing.INTERRUPTION: _PLAN_READ | {R.DECISION_MAKER: "R X"},
    Thing.HOLD: _PLAN_READ | {R.DIRECTOR: "R X"},
    # The lead alone chooses where the team goes (OFF-10).
    Thing.SITE: _PLAN_READ | {R.LEAD: "R W"},
    Thing.CAFCASS_VIEW: {R.CHIEF_EXECUTIVE: "R@after_call", R.LINK_PERSON: "R@after_call"},
    Thing.DIARY: _PLAN_READ | {R.LEAD: "R C O W X", R.DEPUTY: "R C O W", R.TEAM: "R O"},
    # What somebody needs is noted by anybody of the team but the shadow; the lead decides (SITE-09).
    Thing.DIARY_PROPOSAL: {R.LEAD: "R C X", R.DEPUTY: "R C", R.TEAM: "R C", R.ANALYST: "R C"},
    # Cafcass's own view of the diary: it proposes times and says what is ready, and nothing else (SITE-11).
    Thing.DIARY_TOLD: {R.CHIEF_EXECUTIVE: "R C@after_call", R.LINK_PERSON: "R C@after_call"},
    # What people said is as close as a note: whoever reads notes reads meetings; only inspectors plan and hold them.
    # The lead alone asks for a group of staff, and agrees to any other meeting with staff (ENG-02, NOTI-12).
    Thing.MEETING: {
        R.LEAD: "R C O W X",
        R.DEPUTY: "R C O W",
        R.TEAM: "R C O",
        R.SHADOW: "R@paired",
        R.QA_MANAGER: "R",
        R.DIRECTOR: "R@review",
    },
    # Each inspector their own, by query; what was seen of somebody at work is for very few (ENG-07).
    Thing.STAFF_UPSET: {R.LEAD: "R C O", R.DEPUTY: "R C O", R.TEAM: "R C O", R.QA_MANAGER: "R"},
    Thing.GUIDANCE_TOLD: {R.CHIEF_EXECUTIVE: "R@after_call", R.LINK_PERSON: "R@after_call"},
    Thing.MY_WEEK: _ALL_OFSTED_READ,
    Thing.CALENDAR: {R.OFSTED: "R W"},
    # No session opens it: its view asks for the token, and answers with times and places and nothing else.
    Thing.CALENDAR_FEED: {R.PUBLIC: "R"},
    Thing.HISTORY: {R.LEAD: "R", R.QA_MANAGER: "R", R.DIRECTOR: "R"},
    Thing.NOTE: {
        R.LEAD: "R C O c X",
        R.DEPUTY: "R C O c X",
        R.TEAM: "R C O",
        R.SHADOW: "R@paired",
        R.QA_MANAGER: "R c",
        R.DIRECTOR: "R@review",
    },
    # As a note; whoever wrote it closes it, and the lead or a deputy anybody's.
    Thing.CASE_EVALUATION: {
        R.LEAD: "R C O c X",
        R.DEPUTY: "R C O c X",
        R.TEAM: "R C O",
        R.SHADOW: "R@paired",
        R.QA_MANAGER: "R c",
        R.DIRECTOR: "R@review",
    },
    Thing.INDIVIDUAL_SUMMARY: {
        R.LEAD: "R C O c",
        R.DEPUTY: "R C O c",
        R.TEAM: "R C O",
        R.SHADOW: "R@paired",
        R.QA_MANAGER: "R c",
        R.DIRECTOR: "R@review",
    },
    Thing.SHARED_SUMMARY: {
        R.LEAD: "R C W X",
        R.DEPUTY: "R C W X",
        R.TEAM: "R C W",
        R.SHADOW: "R@paired",
        R.QA_MANAGER: "R c",
        R.DIRECTOR: "R@review",
    },
    # The lead says why something is not covered; the QA manager accepts that (EVID-17). The lead or a deputy asks
    # somebody to look for more.
    Thing.COVERAGE: {
        R.LEAD: "R C W",
        R.DEPUTY: "R C",
        R.TEAM: "R",
        R.SHADOW: "R@paired",
        R.QA_MANAGER: "R X",
        R.DIRECTOR: "R@review",
    },
    # Everything at once leaves the house, judgements included: two people may take it out, and the history says so.
    Thing.EVIDENCE_EXPORT: {R.LEAD: "R C", R.QA_MANAGER: "R C"},
    Thing.JUDGEMENT: {
        R.LEAD: "R C W X@graded",
        R.DEPUTY: "R@graded",
        R.TEAM: "R@graded",
        R.QA_MANAGER: "R c@graded",
        R.DIRECTOR: "R@graded",
    },
    # Of a visit, which has no grades; any inspector says that another area was checked (EVID-17, MON-06).
    # Ofsted has the last word on a focused visit's topic: the lead and Cafcass suggest (FV-11).
    Thing.VISIT_TOPIC: {
        R.DECISION_MAKER: "R X@focused",
        R.LEAD: "R C@focused",
        R.CHIEF_EXECUTIVE: "C@focused_told",
    },
    Thing.FINDINGS: {
        R.LEAD: "R C W X@visit",
        R.DEPUTY: "R C@visit",
        R.TEAM: "R C@visit",
        R.QA_MANAGER: "R@visit",
        R.DIRECTOR: "R@visit",
    },
    # The QA manager asks and clears; the team answers; the lead decides what is recommended (QA-01, QA-02).
    Thing.CHALLENGE: {R.LEAD: "R c W", R.DEPUTY: "R c", R.TEAM: "R c", R.QA_MANAGER: "R C X", R.DIRECTOR: "R@review"},
    # Theirs alone to write: the analysis, the review of each area, the plan.
    Thing.QA_ANALYSIS: {R.LEAD: "R", R.DEPUTY: "R", R.TEAM: "R", R.QA_MANAGER: "R C", R.DIRECTOR: "R"},
    # Passed to Cafcass by a person, and no page of Cafcass's own (EVID-21).
    Thing.SERIOUS_CONCERN: {R.LEAD: "R C X", R.DEPUTY: "R C X", R.TEAM: "R C", R.QA_MANAGER: "R", R.DIRECTOR: "R"},
    # The lead or a deputy records it; each inspector says that they looked through the record (EVID-09, EVID-19).
    Thing.TEAM_MEETING: {
        R.LEAD: "R C O",
        R.DEPUTY: "R C O",
        R.TEAM: "R O",
        R.SHADOW: "R@paired",
        R.QA_MANAGER: "R",
        R.DIRECTOR: "R@review",
    },
    # What Cafcass was told while the team was there; a deputy says what their own headlines rest on (EVID-11).
    Thing.KEEP_IN_TOUCH: {
        R.LEAD: "R C O W",
        R.DEPUTY: "R C O",
        R.TEAM: "R",
        R.SHADOW: "R@paired",
        R.QA_MANAGER: "R",
    },
    Thing.DRAFT: {
        R.LEAD: "R C W X",
        R.DEPUTY: "R c",
        R.TEAM: "R c",
        R.QA_MANAGER: "R c X",
        R.DIRECTOR: "R c X",
        R.ADMINISTRATOR: "R@qa_cleared",
    },
    Thing.CHILDRENS_SUMMARY: {
        R.LEAD: "R C W",
        R.DEPUTY: "R",
        R.TEAM: "R",
        R.QA_MANAGER: "R X",
        R.DIRECTOR: "R",
        R.ADMINISTRATOR: "R@qa_cleared",
    },
    Thing.CHILDRENS_SUMMARY_SENT: {R.CHIEF_EXECUTIVE: "R@final_sent", R.LINK_PERSON: "R@final_shared"},
    Thing.DRAFT_SENT: {R.CHIEF_EXECUTIVE: "R X@draft_sent", R.LINK_PERSON: "R@draft_shared"},
    # What Cafcass writes and what Ofsted makes of it are two things, because they are two sets of pages.
    Thing.COMMENT: {R.CHIEF_EXECUTIVE: "R C@draft_sent", R.LINK_PERSON: "R C@draft_shared"},
    Thing.COMMENT_ANSWER: {
        R.LEAD: "R W@draft_sent",
        R.DEPUTY: "R@draft_sent",
        R.TEAM: "R@draft_sent",
        R.QA_MANAGER: "R W@draft_sent",
        R.DIRECTOR: "R@draft_sent",
    },
    Thing.COMPLAINT: {R.CHIEF_EXECUTIVE: "R C@draft_sent"},
    Thing.COMPLAINT_DECISION: {R.COMPLAINT_HANDLER: "R X@draft_sent", R.DIRECTOR: "R@draft_sent"},
    Thing.FINAL: {
        R.LEAD: "R X",
        R.DEPUTY: "R",
        R.TEAM: "R",
        R.QA_MANAGER: "R",
        R.DIRECTOR: "R X",
        R.ADMINISTRATOR: "R@qa_cleared",
    },
    Thing.FINAL_SENT: {R.CHIEF_EXECUTIVE: "R X@final_sent", R.LINK_PERSON: "R@final_shared"},
    Thing.PUBLICATION: {
        R.LEAD: "R@final_sent",
        R.QA_MANAGER: "R@final_sent",
        R.DIRECTOR: "R X@final_sent",
        R.ADMINISTRATOR: "R X@final_sent",
    },
    # There is nothing to read before publication: the pages look in the table of publications and nowhere else.
    Thing.PUBLISHED_REPORT: {R.PUBLIC: "R"},
    # Outside inspection. What Ofsted makes of a self-evaluation is a thing apart: Cafcass has no row of it (SELF-06).
    Thing.SELF_EVALUATION: {
        R.ENGAGEMENT_CHAIR: "R C X",
        R.SCHEDULER: "R C",
        R.DECISION_MAKER: "R C",
        R.DIRECTOR: "R",
        R.OFSTED: "R@engagement",
    },
    Thing.SELF_EVALUATION_ANALYSIS: {
        R.ENGAGEMENT_CHAIR: "R W",
        R.DECISION_MAKER: "R",
        R.DIRECTOR: "R",
        R.OFSTED: "R W@engagement",
    },
    Thing.OWN_SELF_EVALUATION: {
        R.CHIEF_EXECUTIVE: "R W X",
        R.LINK_PERSON: "R W X",
        R.CONTRIBUTOR: "R W@delegated",
    },
    # Of one meeting only its chair writes: the rules ask for that on top.
    Thing.ENGAGEMENT_MEETING: {
        R.ENGAGEMENT_CHAIR: "R C W",
        R.SCHEDULER: "R C W",
        R.DECISION_MAKER: "R",
        R.DIRECTOR: "R",
        R.OFSTED: "R W@engagement",
    },
    Thing.OWN_ENGAGEMENT_MEETING: {
        R.CHIEF_EXECUTIVE: "R W X",
        R.LINK_PERSON: "R W",
        R.CONTRIBUTOR: "R W@names_attendees",
    },
    # Never public, whatever its state (AEM-11, N17).
    Thing.ENGAGEMENT_LETTER: {
        R.ENGAGEMENT_CHAIR: "R W",
        R.DECISION_MAKER: "R",
        R.DIRECTOR: "R",
        R.OFSTED: "R W@engagement",
    },
    Thing.ENGAGEMENT_LETTER_SENT: {R.CHIEF_EXECUTIVE: "R"},
    # What is asked for and how far it is, names of files included; the files themselves are the next thing.
    Thing.ANNEX_A: {
        R.LEAD: "R W X",
        R.DEPUTY: "R",
        R.TEAM: "R",
        R.SHADOW: "R@paired",
        R.ANALYST: "R X",
        R.QA_MANAGER: "R",
        R.DIRECTOR: "R",
        R.ADMINISTRATOR: "R",
    },
    # Every inspector of the team, and no restriction by file (OFF-02); the list of children is the analyst's by rule.
    Thing.ANNEX_FILE: {
        R.LEAD: "R",
        R.DEPUTY: "R",
        R.TEAM: "R",
        R.SHADOW: "R@paired",
        R.ANALYST: "R",
        R.QA_MANAGER: "R",
        R.DIRECTOR: "R@review",
    },
    Thing.ANNEX_TITLE: {R.ADMINISTRATOR: "R W"},
    # Cafcass's side: the whole list for two people, and single items, which colleagues see too.
    Thing.OWN_ANNEX_A: {R.CHIEF_EXECUTIVE: "R C@after_call", R.LINK_PERSON: "R C@after_call"},
    Thing.OWN_ANNEX_ITEM: {
        R.CHIEF_EXECUTIVE: "R C W",
        R.LINK_PERSON: "R C W",
        R.CONTRIBUTOR: "R C@annex_delegated",
        # Whoever was named link person for one inspection alone; the rules ask for which.
        R.SIGNED_IN: "R C W@named_link",
    },
    # The call and what is settled before the team comes. What the chief executive needs is for very few (NOTI-17).
    Thing.CALL_SHEET: {R.LEAD: "R W", R.DEPUTY: "R", R.TEAM: "R", R.ANALYST: "R", R.QA_MANAGER: "R", R.DIRECTOR: "R"},
    # Whom the chief executive names for one inspection; naming them opens that inspection to them alone (NOTI-09).
    Thing.LINK_NAMED: {R.LEAD: "R C", R.DEPUTY: "R", R.TEAM: "R", R.ANALYST: "R", R.QA_MANAGER: "R", R.DIRECTOR: "R"},
    Thing.PREPARATION: _TEAM_READ | {R.LEAD: "R W", R.DEPUTY: "R W", R.DIRECTOR: "R"},
    # What both sides settle before the team comes, from Cafcass's side: questions, its sites, its own context.
    Thing.OWN_PREPARATION: {R.CHIEF_EXECUTIVE: "R C@after_call", R.LINK_PERSON: "R C@after_call"},
    Thing.WELLBEING: {R.LEAD: "R W", R.DEPUTY: "R", R.QA_MANAGER: "R"},
    Thing.INCIDENT: {R.LEAD: "R C", R.DEPUTY: "R C", R.TEAM: "R", R.ANALYST: "R", R.QA_MANAGER: "R", R.DIRECTOR: "R"},
    # Anybody of the team drafts; the lead alone sends; a deputy logs what the lead agreed by phone (OFF-16).
    Thing.FURTHER_REQUEST: {
        R.LEAD: "R C O X",
        R.DEPUTY: "R C O W",
        R.TEAM: "R C O",
        R.QA_MANAGER: "R",
        R.DIRECTOR: "R@review",
        R.ADMINISTRATOR: "R",
    },
    Thing.OWN_REQUEST: {R.CHIEF_EXECUTIVE: "R C@after_call", R.LINK_PERSON: "R C@after_call"},
    # What Cafcass offers late: the lead alone knows of it until it is accepted, by query (DOC-01, DOC-03).
    Thing.OFFER: {
        R.LEAD: "R X",
        R.DEPUTY: "R",
        R.TEAM: "R",
        R.SHADOW: "R@paired",
        R.ANALYST: "R",
        R.QA_MANAGER: "R",
        R.DIRECTOR: "R@review",
    },
    Thing.OWN_OFFER: {R.CHIEF_EXECUTIVE: "R C@after_call", R.LINK_PERSON: "R C@after_call"},
    # Told to Cafcass aloud; no page of theirs, no mail and no file holds a line of enquiry (OFF-13).
    Thing.LINE_OF_ENQUIRY: {
        R.LEAD: "R C W X",
        R.DEPUTY: "R W",
        R.TEAM: "R",
        R.SHADOW: "R@paired",
        R.ANALYST: "R",
        R.QA_MANAGER: "R",
        R.DIRECTOR: "R",
    },
    # Each says what they have read; the lead shares it out (OFF-12, OFF-19).
    Thing.READING: {
        R.LEAD: "R O W",
        R.DEPUTY: "R O",
        R.TEAM: "R O",
        R.SHADOW: "R@paired",
        R.ANALYST: "R O",
        R.QA_MANAGER: "R",
        R.DIRECTOR: "R@review",
    },
    Thing.DIGEST: {
        R.LEAD: "R C",
        R.DEPUTY: "R",
        R.TEAM: "R",
        R.SHADOW: "R@paired",
        R.ANALYST: "R",
        R.QA_MANAGER: "R",
        R.DIRECTOR: "R@review",
    },
    # Written and issued by the analyst, read by every inspector, its priorities agreed by the lead (OFF-04, OFF-05).
    Thing.PIA: {
        R.LEAD: "R O X",
        R.DEPUTY: "R O",
        R.TEAM: "R O",
        R.SHADOW: "R@paired",
        R.ANALYST: "R C",
        R.QA_MANAGER: "R",
        R.DIRECTOR: "R",
    },
    # References and characteristics. A deputy changes what is their own pair's, a team inspector their own (N20).
    Thing.SAMPLE: {
        R.LEAD: "R C O W X",
        R.DEPUTY: "R C O W",
        R.TEAM: "R C O",
        R.SHADOW: "R@paired",
        R.ANALYST: "R C O W",
        R.QA_MANAGER: "R",
    },
    # Read out of the sealed list by the product: references and groups of those picked, and of nobody else.
    Thing.SAMPLE_PROPOSAL: {R.LEAD: "R C", R.ANALYST: "R C", R.DEPUTY: "R", R.QA_MANAGER: "R"},
    # Which references are wanted, and nothing of why.
    Thing.OWN_SAMPLE: {R.CHIEF_EXECUTIVE: "R C@after_call", R.LINK_PERSON: "R C@after_call"},
    # Each inspector's own access to each system of Cafcass's (SAMPLE-10).
    Thing.SYSTEM_ACCESS: {
        R.LEAD: "R O W",
        R.DEPUTY: "R O W",
        R.TEAM: "R O",
        R.SHADOW: "R@paired",
        R.ANALYST: "R",
        R.QA_MANAGER: "R",
    },
    Thing.OWN_SYSTEM_ACCESS: {R.CHIEF_EXECUTIVE: "R C@after_call", R.LINK_PERSON: "R C@after_call"},
    Thing.READINESS: {R.LEAD: "R X", R.DEPUTY: "R", R.TEAM: "R", R.ANALYST: "R", R.QA_MANAGER: "R", R.DIRECTOR: "R"},
    # Devices talk to it: its views answer 401 to who is not signed in, and ask of each save who wrote it.
    Thing.FIELD: {R.PUBLIC: "R C"},
    # Held words and missing saves: each their own, the lead everybody's, by query; what each settles the rules say.
    Thing.FROM_DEVICES: {R.LEAD: "R O", R.DEPUTY: "R O", R.TEAM: "R O"},
}


@dataclass(frozen=True)
class Cell:
    """One cell of the table: the verbs, and the name of the condition they hang on ("" for none)."""

    verbs: frozenset[Verb]
    condition: str


@cache
def cell(thing: Thing, role: Role) -> Cell | None:
    """What the table says; None for nothing. The condition after "@" holds for the whole cell."""
    text = TABLE[thing].get(role, "")
    conditions = {part.partition("@")[2] for part in text.split() if "@" in part}
    verbs = frozenset(Verb(part.partition("@")[0]) for part in text.split())
    return Cell(verbs, conditions.pop() if conditions else "") if verbs else None


Condition = Callable[[Any, Any], bool]
CONDITIONS: dict[str, Condition] = {}


def condition(name: str) -> Callable[[Condition], Condition]:
    """Registers the predicate (person, inspection) -> bool that answers a condition, in the room that knows."""

    def register(predicate: Condition) -> Condition:
        CONDITIONS[name] = predicate
        return predicate

    return register


def verbs_for(roles: Iterable[Role], thing: Thing, person: Any = None, inspection: Any = None) -> frozenset[Verb]:
    """Every verb that any of the roles grants on the thing, now."""
    cells = [found for role in roles if (found := cell(thing, role))]
    holding = [c for c in cells if not c.condition or CONDITIONS[c.condition](person, inspection)]
    return frozenset().union(*(c.verbs for c in holding)) if holding else frozenset()


def allowed(roles: Iterable[Role], thing: Thing, verb: Verb, person: Any = None, inspection: Any = None) -> bool:
    """True when the table grants the verb and its condition holds."""
    return verb in verbs_for(roles, thing, person, inspection)


def who_may(thing: Thing, verb: Verb) -> str:
    """The roles that may do this, as words for a refusal: "the lead inspector or the scheduler"."""
    names = [role.label for role in TABLE[thing] if (found := cell(thing, role)) and verb in found.verbs]
    spoken = [f"the {name[0].lower()}{name[1:]}" if not name.startswith("Any") else name.lower() for name in names]
    return " or ".join([", ".join(spoken[:-1]), spoken[-1]] if len(spoken) > 1 else spoken) or "nobody"
