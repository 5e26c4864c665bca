"""The fieldwork diary's part of settings.yaml."""

from dataclasses import dataclass
from datetime import time
from typing import Literal


@dataclass(frozen=True)
class SkeletonLine:
    """What is put in beforehand on each day of the timetable's `lines`; no `ends` means so many `minutes`.

    `needs`: a role without which it is not held, unless somebody says why.
    `before_start`: it ends when the day on site begins. `each_site`: one for every site of the pair.
    """

    code: str
    kind: str
    title: str
    lines: tuple[str, ...]
    who: Literal["everyone", "whole_team", "each_pair", "each_pair_and_others", "lead"]
    starts: time
    ends: time | None = None
    minutes: int = 0
    before_start: bool = False
    site: Literal["", "of_pair", "headquarters"] = ""
    each_site: bool = False
    needs: Literal["", "analyst"] = ""
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True)
class DiarySettings:
    """Limits, kinds and quick reasons of the diary (SITE-06 to SITE-12, TIME-07, TIME-08, INSP-01)."""

    day_starts: time
    day_ends: time
    free_minutes_a_day: int
    direct_practice_percent: int
    interview_minutes: int
    proposals_decided_by: time
    onsite_kinds: tuple[str, ...]
    never_onsite_kinds: tuple[str, ...]
    frame_kinds: tuple[str, ...]
    direct_practice_kinds: tuple[str, ...]
    practitioner_kinds: tuple[str, ...]
    meeting_kinds: tuple[str, ...]
    agreed_kinds: tuple[str, ...]
    quick_reasons: tuple[str, ...]
    skeleton: tuple[SkeletonLine, ...]
