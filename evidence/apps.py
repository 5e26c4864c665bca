from django.apps import AppConfig
from django.db.models.signals import post_migrate

from accounts.access import Thing


class EvidenceConfig(AppConfig):
    name = "evidence"

    def ready(self) -> None:
        from evidence import counting, following, fulltext, serious_alerts, steps
        from evidence.queries import cases, meetings
        from information import beside
        from inspections import outside
        from inspections.navigation import Part, Place, announce

        announce(Place("Search the record", "evidence_search", Thing.NOTE, Part.EVIDENCE, 40))
        announce(Place("Evidence notes", "note_list", Thing.NOTE, Part.EVIDENCE, 0))
        announce(Place("Case evaluations", "case_evaluation_list", Thing.CASE_EVALUATION, Part.EVIDENCE, 5))
        announce(Place("Individual summaries", "individual_summary_list", Thing.INDIVIDUAL_SUMMARY, Part.EVIDENCE, 10))
        announce(Place("Shared summaries", "shared_summary_list", Thing.SHARED_SUMMARY, Part.EVIDENCE, 20))
        announce(Place("Coverage", "coverage", Thing.COVERAGE, Part.EVIDENCE, 30))
        announce(Place("Board of lines", "line_board", Thing.COVERAGE, Part.EVIDENCE, 35))
        announce(Place("From devices", "from_devices", Thing.FROM_DEVICES, Part.EVIDENCE, 50))
        announce(Place("Export the record", "evidence_export", Thing.EVIDENCE_EXPORT, Part.EVIDENCE, 70))
        announce(Place("Judgements", "judgement_detail", Thing.JUDGEMENT, Part.REPORT, 0, graded_only=True))
        announce(Place("Findings", "findings", Thing.FINDINGS, Part.REPORT, 0))
        announce(Place("Topics", "visit_topics", Thing.VISIT_TOPIC, Part.PREPARATION, 5))
        outside.announce(
            outside.Link("Suggest a topic", "topic_suggest", Thing.VISIT_TOPIC, 90, "What this visit might look at.")
        )
        announce(Place("Team meetings", "team_meetings", Thing.TEAM_MEETING, Part.FIELDWORK, 20))
        announce(Place("Keep-in-touch meetings", "keep_in_touch", Thing.KEEP_IN_TOUCH, Part.FIELDWORK, 25))
        announce(Place("Quality assurance", "quality", Thing.CHALLENGE, Part.EVIDENCE, 60))
        announce(Place("Serious concerns", "serious_concern_list", Thing.SERIOUS_CONCERN, Part.FIELDWORK, 30))
        serious_alerts.announce_banner()
        steps.announce_all()
        meetings.announce_offer()
        following.announce_all()
        beside.announce(cases.beside_child)
        post_migrate.connect(counting.install_after_migrate, dispatch_uid="evidence.counting")
        post_migrate.connect(fulltext.install_after_migrate, dispatch_uid="evidence.fulltext")
