from django.apps import AppConfig

from accounts.access import Thing


class ReportsConfig(AppConfig):
    name = "reports"

    def ready(self) -> None:
        from inspections.navigation import Place, announce
        from reports import conditions, guards  # noqa: F401  (they answer the access table and the lifecycle)

        announce(Place("Report", "report", Thing.DRAFT, 50))
        announce(Place("Comments on the draft", "comments", Thing.COMMENT_ANSWER, 60))
        announce(Place("Complaints", "complaints", Thing.COMPLAINT_DECISION, 70))
        announce(Place("Publication", "publication", Thing.PUBLICATION, 90))
