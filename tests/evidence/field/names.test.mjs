// The name guard of the page on long texts: the same places as when each is compared with every other, in time.
import assert from "node:assert/strict";
import { test } from "node:test";

import { listedIn, marks, outermost } from "../../../static/source/field-names.js";

/** As it was said first: each mark, in order, is kept unless one that is kept lies over it. */
function slowly(found) {
  const kept = [];
  const order = (one, two) => Number(two.stops) - Number(one.stops) || two.end - two.start - (one.end - one.start) || one.start - two.start;
  for (const each of [...found].sort(order)) {
    const over = kept.find((other) => each.start < other.end && other.start < each.end);
    if (!over) {
      kept.push({ ...each });
    } else if (each.role && !over.role) {
      over.role = each.role;
    }
  }
  return kept.sort((one, two) => one.start - two.start);
}

/** Numbers below `most` that are the same in each run. */
function chance(seed) {
  let state = seed;
  return (most) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * most);
  };
}

test("of 3,000 random sets of places the same are kept, with the same roles", () => {
  for (let round = 0; round < 3000; round += 1) {
    const next = chance(round);
    const spread = 5 + next(round % 2 ? 400 : 30);
    const found = Array.from({ length: next(60) }, (_, number) => {
      const start = next(spread);
      return { start, end: start + 1 + next(9), why: `${number}`, stops: next(2) === 1, role: ["", "", "social worker", "judge"][next(4)] };
    });
    assert.deepEqual(outermost(found), slowly(found), `round ${round}`);
  }
});

const LINES = {
  "a name in each pair of words": "Mr Patel ",
  "titles alone": "Mr ",
  "one row of all names": "Priya, Bartek and ",
  "ordinary sentences": "mum Sarah said that Mr Patel came late and FCA Jane Smith knew nothing of it. ",
};
for (const [name, line] of Object.entries(LINES)) {
  test(`a million characters are looked through within half a minute: ${name}`, () => {
    const text = line.repeat(Math.ceil(1_000_000 / line.length));
    const began = performance.now();
    assert.ok(marks(text, listedIn(text, () => null)).length > 10_000);
    assert.ok(performance.now() - began < 30_000);
  });
}
