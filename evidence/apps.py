from django.apps import AppConfig
from django.db.models.signals import post_migrate

from accounts.access import Thing


class EvidenceConfig(AppConfig):
    name = "evidence"

    def ready(self) -> None:
        from evidence import fulltext, serious_alerts, steps
        from evidence.queries import meetings
        from inspections.navigation import Place, announce

        announce(Place("Search the record", "evidence_search", Thing.NOTE, 29))
        announce(Place("Evidence notes", "note_list", Thing.NOTE, 30))
        announce(Place("Individual summaries", "individual_summary_list", Thing.INDIVIDUAL_SUMMARY, 32))
        announce(Place("Shared summaries", "shared_summary_list", Thing.SHARED_SUMMARY, 34))
        announce(Place("Coverage", "coverage", Thing.COVERAGE, 36))
        announce(Place("Board of lines", "line_board", Thing.COVERAGE, 36))
        announce(Place("From devices", "from_devices", Thing.FROM_DEVICES, 38))
        announce(Place("Export the record", "evidence_export", Thing.EVIDENCE_EXPORT, 38))
        announce(Place("Judgements", "judgement_detail", Thing.JUDGEMENT, 40, graded_only=True))
        announce(Place("Team meetings", "team_meetings", Thing.TEAM_MEETING, 35))
        announce(Place("Quality assurance", "quality", Thing.CHALLENGE, 38))
        announce(Place("Serious concerns", "serious_concern_list", Thing.SERIOUS_CONCERN, 29))
        serious_alerts.announce_banner()
        steps.announce_all()
        meetings.announce_offer()
        post_migrate.connect(fulltext.install_after_migrate, dispatch_uid="evidence.fulltext")
