// Which entry of the diary a note is begun from.
import assert from "node:assert/strict";
import { test } from "node:test";

import { current } from "../../../static/source/field-now.js";

const entry = (starts, ends, day = "2024-02-05") => ({ day, starts, ends, source: `${starts} to ${ends}` });
const DAY = [entry("13:00", "14:00"), entry("10:00", "10:45"), entry("10:45", "11:30"), entry("10:00", "11:00", "2024-02-06")];
const at = (time, day = "2024-02-05") => current(DAY, day, time)?.source;

test("the entry that runs, whatever order they came in", () => assert.equal(at("10:20"), "10:00 to 10:45"));
test("a quarter of an hour before it begins", () => assert.equal(at("12:50"), "13:00 to 14:00"));
test("where one ends as the next begins, the next", () => assert.equal(at("10:46"), "10:45 to 11:30"));
test("a quarter of an hour after it ended", () => assert.equal(at("11:40"), "10:45 to 11:30"));
test("between two, the next", () => assert.equal(at("12:00"), "13:00 to 14:00"));
test("after the last one nothing", () => assert.equal(at("16:00"), undefined));
test("another day has its own", () => assert.equal(at("10:30", "2024-02-06"), "10:00 to 11:00"));
test("a day without entries has none", () => assert.equal(at("10:30", "2024-02-07"), undefined));
