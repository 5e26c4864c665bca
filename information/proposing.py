"""A proposal that fills the gaps of a sample: seeded, so repeatable, and each choice with its reasons. Pure.

Child by child, whoever most shortens the distance between the shares of the sample and those of the list is taken. A
group to be considered of which nobody is in the sample weighs most. Among equals the seed decides.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

Key = tuple[str, str]
# What a group with nobody in the sample weighs beside a share that is merely small.
EMPTY_WEIGHS = 10
MOST_REASONS = 3


@dataclass(frozen=True)
class Candidate:
    """One child of the list: a reference, and by dimension the group; what is not known is absent."""

    reference: str
    groups: Mapping[str, str]
    proceeding: str = ""

    @property
    def keys(self) -> tuple[Key, ...]:
        return tuple(sorted(self.groups.items()))


@dataclass(frozen=True)
class Pick:
    """Why: the groups that it fills, with how many of the list and of the sample there were at that moment."""

    candidate: Candidate
    why: list[tuple[Key, int, int]]


@dataclass
class _Standing:
    listed: Counter[Key]
    known: Counter[str]
    sampled: Counter[Key]
    target: int
    considered: frozenset[str]

    def lack(self, key: Key) -> float:
        """By how many children the group lies below its share of the list; a group with nobody weighs more."""
        lacking = self.listed[key] / self.known[key[0]] * self.target - self.sampled[key]
        if not self.sampled[key] and key[0] in self.considered:
            return max(lacking, 0) + EMPTY_WEIGHS
        return max(lacking, 0)

    def telling(self, key: Key) -> tuple[bool, int, Key]:
        """In which order reasons are told: groups with nobody first, then the rarest of the list."""
        return self.sampled[key] > 0, self.listed[key], key


def propose(
    candidates: Iterable[Candidate],
    sampled: Counter[Key],
    *,
    sample_size: int,
    size: int,
    seed: int,
    considered: Iterable[str],
    among: Iterable[Candidate] | None = None,
) -> list[Pick]:
    """At most `size` children of `among` (all of them where it is None); the shares are those of all `candidates`."""
    every = sorted(candidates, key=lambda each: each.reference)
    listed = Counter(key for each in every for key in each.keys)
    known: Counter[str] = Counter()
    for (dimension, _), count in listed.items():
        known[dimension] += count
    standing = _Standing(listed, known, Counter(sampled), sample_size + size, frozenset(considered))
    piles = _piles(every if among is None else sorted(among, key=lambda each: each.reference), seed)
    return [_taken(piles, standing) for _ in range(min(size, sum(map(len, piles.values()))))]


def _piles(candidates: list[Candidate], seed: int) -> dict[tuple[Key, ...], list[Candidate]]:
    """Children who are alike lie on one pile, in an order that the seed gives; so do the piles."""
    shuffled = list(candidates)
    random.Random(seed).shuffle(shuffled)
    piles: dict[tuple[Key, ...], list[Candidate]] = defaultdict(list)
    for each in shuffled:
        piles[each.keys].append(each)
    return piles


def _taken(piles: dict[tuple[Key, ...], list[Candidate]], standing: _Standing) -> Pick:
    """The first of the pile that fills most, off its pile; the standing counts it from now on."""
    lacking = {key: standing.lack(key) for key in standing.listed}
    best = max(piles, key=lambda keys: sum(lacking[key] for key in keys))
    found = piles[best].pop()
    if not piles[best]:
        del piles[best]
    filled = sorted((key for key in best if lacking[key]), key=standing.telling)
    why = [(key, standing.listed[key], standing.sampled[key]) for key in filled[:MOST_REASONS]]
    standing.sampled.update(best)
    return Pick(found, why)
