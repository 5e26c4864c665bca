"""The spread drawn as pairs of bars, the list above the sample: places and sizes for the SVG. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from information.queries.spread import Bar, Shape

WIDTH, ROW, BAR, LABEL = 320, 40, 9, 14
# Room for "100%" behind a bar.
LONGEST = 270


@dataclass(frozen=True)
class Pair:
    bar: Bar
    label_y: int
    listed_y: int
    sampled_y: int
    listed_width: int
    sampled_width: int


@dataclass(frozen=True)
class Picture:
    number: int
    shape: Shape
    pairs: list[Pair]
    height: int
    width: int = WIDTH
    bar: int = BAR

    @property
    def description(self) -> str:
        """Everything that the bars say, in words."""
        return "; ".join(_said(pair.bar, self.shape.listed) for pair in self.pairs)


def _said(bar: Bar, listed: bool) -> str:
    of_list = f"list {bar.listed_percent}%, " if listed else ""
    return f"{bar.label}: {of_list}sample {bar.sampled_percent}%"


def pictures(shapes: Iterable[Shape]) -> list[Picture]:
    return [_picture(number, shape) for number, shape in enumerate(shapes, start=1)]


def _picture(number: int, shape: Shape) -> Picture:
    pairs = [_pair(place * ROW, bar) for place, bar in enumerate(shape.bars)]
    return Picture(number, shape, pairs, max(len(pairs), 1) * ROW)


def _pair(top: int, bar: Bar) -> Pair:
    under = top + LABEL + 4
    wide = (LONGEST * bar.listed_percent // 100, LONGEST * bar.sampled_percent // 100)
    return Pair(bar, top + LABEL, under, under + BAR + 1, *wide)
