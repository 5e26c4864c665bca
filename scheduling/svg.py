"""The cells of a week of the picture as SVG, put together here: seventy of them are slow work for a template."""

from typing import TYPE_CHECKING

from django.utils.safestring import SafeString, mark_safe

from govuk.choices import escaped

if TYPE_CHECKING:
    from scheduling.drawing import Cell

FILLS = {"onsite": "#8eb8dc", "offsite": "#d2e2f1", "holiday": "#505a5f", "weekend": "#e8e8e8"}
FILL = "#f4f8fb"
HEIGHT = 30


def cells(week: "tuple[Cell, ...]") -> SafeString:
    """Every day of a week, and the outline of today over its neighbours."""
    return mark_safe("\n".join((*map(_cell, week), *(_outline(cell) for cell in week if cell.today))))


def _cell(cell: "Cell") -> str:
    fill = FILLS.get(cell.look, FILL)
    box = f'{_box(cell)} class="app-timetable__{cell.look}" fill="{fill}" stroke="#b1b4b6"/>'
    return f"{box}\n{_day(cell)}{_numbers(cell)}"


def _box(cell: "Cell") -> str:
    return f'<rect x="{cell.x}" y="{cell.y}" width="{cell.width}" height="{HEIGHT}"'


def _light(cell: "Cell") -> str:
    return ' fill="#ffffff"' if cell.look == "holiday" else ""


def _day(cell: "Cell") -> str:
    if cell.is_weekend:
        return ""
    said = f"{cell.day.day} today" if cell.today else f"{cell.day.day}"
    return f'<text x="{cell.x + 3}" y="{cell.y + 11}" font-size="9"{_light(cell)}>{said}</text>\n'


def _numbers(cell: "Cell") -> str:
    if not cell.numbers:
        return ""
    look = f'text-anchor="middle" font-size="13" font-weight="bold"{_light(cell)}'
    return f'<text x="{cell.middle}" y="{cell.y + 24}" {look}>{escaped(cell.numbers)}</text>\n'


def _outline(cell: "Cell") -> str:
    return f'{_box(cell)} fill="none" stroke="#0b0c0c" stroke-width="3"/>'
