from django.apps import AppConfig

from accounts.access import Thing


class EvidenceConfig(AppConfig):
    name = "evidence"

    def ready(self) -> None:
        from evidence import serious_alerts, steps
        from evidence.queries import meetings
        from inspections.navigation import Place, announce

        announce(Place("Evidence notes", "note_list", Thing.NOTE, 30))
        announce(Place("Individual summaries", "individual_summary_list", Thing.INDIVIDUAL_SUMMARY, 32))
        announce(Place("Shared summaries", "shared_summary_list", Thing.SHARED_SUMMARY, 34))
        announce(Place("Coverage", "coverage", Thing.COVERAGE, 36))
        announce(Place("Judgements", "judgement_detail", Thing.JUDGEMENT, 40, graded_only=True))
        announce(Place("Team meetings", "team_meetings", Thing.TEAM_MEETING, 35))
        announce(Place("Quality assurance", "quality", Thing.CHALLENGE, 38))
        announce(Place("Serious concerns", "serious_concern_list", Thing.SERIOUS_CONCERN, 29))
        serious_alerts.announce_banner()
        steps.announce_all()
        meetings.announce_offer()
