"""A report as long as the real one, as HTML for the typesetter, from the content of the demo."""

from config.bench.seeding import Seeded
from config.demo import recording, releasing
from config.demo.content import content, moment
from reports.actions import ask_for_pdf
from reports.models import Rendering
from reports.printing import html_of


def report_html(here: Seeded) -> str:
    """The text of the replay of 2024, written into the seeded inspection through the product's actions."""
    from accounts import clock
    from fieldwork.actions.closing import explain
    from fieldwork.queries.overview import matters
    from inspections.actions import end_fieldwork

    plan, ended = content("inspection_2024"), content("inspection_2024")["fieldwork_ended"]
    made = recording.record(recording.Recording(here.inspection, here.people, moment(ended)), plan)
    recording.judged(made, plan["judgements"], reason="What was seeded beside the replay is there to be counted.")
    with clock.moved_to(moment(ended)):
        for each in matters(here.inspection):
            explain(here.inspection, each.code, reason=ended["why_not"], by=here.people["lead"])
        end_fieldwork(here.inspection, last_day=ended["date"], by=here.people["lead"])
    report = releasing.drafted(made, plan["report"])
    with clock.moved_to(moment(plan["report"]["started"])):
        rendering: Rendering = ask_for_pdf(report, "draft", by=here.people["lead"])
    return html_of(rendering)
