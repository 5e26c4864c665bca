"""A report as long as the real one, as HTML for the typesetter, from the content of the demo."""

from accounts import clock
from config.bench.seeding import Seeded
from config.demo import casework, recording, releasing
from config.demo.content import content, moment
from reports.actions import ask_for_pdf
from reports.models import Rendering
from reports.printing import html_of


def report_html(here: Seeded) -> str:
    """The text of the replay of 2024, written into the seeded inspection through the product's actions."""
    plan = content("inspection_2024")
    ended = plan["fieldwork_ended"]
    made = recording.record(recording.Recording(here.inspection, here.people, moment(ended)), plan)
    casework.evaluated(made, "inspection_2024", plan["onsite_week"])
    recording.judged(made, plan["judgements"], reason="What was seeded beside the replay is there to be counted.")
    recording.ended(made, ended)
    report = releasing.drafted(made, plan["report"])
    with clock.moved_to(moment(plan["report"]["started"])):
        rendering: Rendering = ask_for_pdf(report, "draft", by=here.people["lead"])
    return html_of(rendering)
