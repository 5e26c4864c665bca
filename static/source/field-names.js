// Where a text may name a person: the same as evidence/naming/finding.py, which says what each part is for.
// A test compares both on every text that they are measured on.
import { ROLES, WORDS, WORD_ENDINGS } from "./field-words.js";

const known = Object.fromEntries(Object.entries(WORDS).map(([name, words]) => [name, new Set(words.split(" "))]));
const LETTERS = "(?:\\p{L}[\\u0300-\\u036f]*)+";
const WORD = new RegExp(`${LETTERS}(?:['’-]${LETTERS})*`, "gu");
const POSSESSIVE = /['’]s?$/;
const BETWEEN = /^[ \t\u00a0]+$/;
const BESIDE = /^[ \t\u00a0]*[,(–-][ \t\u00a0]*$/;
const ENDS = /[.!?:;\n\r•]/;
const ALONE = { ł: "l", ø: "o", đ: "d", ð: "d", ı: "i", æ: "ae", œ: "oe", þ: "th", ß: "ss" };
// Characters that nobody sees, and that come along where a text is pasted.
const UNSEEN = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]/;
const EVERY_UNSEEN = new RegExp(UNSEEN.source, "g");
const MOST_INITIALS = 4;
const LONGEST_NAME = 4;
const LONGEST_ROLE = 4;
const COMMA = ",";
// Two words, and what may stand between them.
const LONGEST_FULL = 8;
export const FULL = "full";
export const PART = "part";
export const COMMON = "common";

const unsureWord = (word) => known.ALSO_WORDS.has(word) || known.PLACES.has(word);
const bare = (word) => word.replace(POSSESSIVE, "");
const startsLarge = (text) => /^\p{Lu}/u.test(text);

// As evidence/initials.py has it.
const INITIALS = /^\p{L}(?:[. ]{0,2}\p{L})*\.?$/u;

/** Initials as they are kept, "E.R."; "" for nothing; null for what may be a name. */
export function initialsOf(text) {
  const given = text.trim();
  const letters = [...given].filter((each) => /\p{L}/u.test(each));
  const large = letters.every((each) => each === each.toUpperCase() && each !== each.toLowerCase());
  if (!given) {
    return "";
  }
  return INITIALS.test(given) && letters.length <= MOST_INITIALS && large ? letters.map((each) => `${each}.`).join("") : null;
}

export function plain(word) {
  const small = bare(word).toLowerCase().replace(/[łøđðıæœþß]/g, (letter) => ALONE[letter]);
  return small.normalize("NFKD").replace(/\P{L}/gu, "");
}

function isUnsure(text, word) {
  const pieces = bare(text).split(/['’-]/);
  const joined = pieces.length > 1 && !pieces.every(startsLarge);
  const said = joined ? pieces.map(plain) : [];
  return [word, ...said].some((each) => unsureWord(each) || unsureWord(each.replace(/s$/, "")));
}

/** The text as it is read, and where each of its characters stands in the text as it was written. */
function asSeen(text) {
  const where = [];
  for (let at = 0; at < text.length; at += 1) {
    if (!UNSEEN.test(text[at])) {
      where.push(at);
    }
  }
  return where.length === text.length ? [text, where] : [text.replace(EVERY_UNSEEN, ""), where];
}

export function tokens(text) {
  const found = [];
  let end = 0;
  const [seen, where] = asSeen(text);
  for (const hit of seen.matchAll(WORD)) {
    const [word] = hit;
    const gap = seen.slice(end, hit.index);
    const last = found[found.length - 1];
    let first = !last || ENDS.test(gap);
    if (first && last && gap.trim() === "." && (last.initials || known.HONORIFICS.has(last.plain))) {
      first = false;
    }
    const small = plain(word);
    const letters = bare(word);
    const loud = letters === letters.toUpperCase() && letters !== letters.toLowerCase();
    const large = startsLarge(word);
    const initials = [...small].length === 1 || (loud && small.length <= MOST_INITIALS);
    const noName = known.NO_NAMES.has(small) || known.KIN.has(small) || known.HONORIFICS.has(small);
    found.push({
      start: where[hit.index],
      end: where[hit.index + word.length - 1] + 1,
      text: word,
      plain: small,
      gap,
      first,
      large,
      initials,
      loud: word === word.toUpperCase() && word !== word.toLowerCase(),
      possessive: /['’]s$|s['’]$/.test(word),
      mayName: large && !initials && small.length > 1 && !noName,
      unsure: isUnsure(word, small),
    });
    end = hit.index + word.length;
  }
  return found;
}

/** [{ start, end, why, stops, role }] in order. `listed`: a Map of "start,end" to FULL, PART or COMMON. */
export function marks(text, listed = new Map(), words = tokens(text)) {
  const found = [...ofList(words, listed), ...ofPatterns(words, listed)];
  return outermost(found).map((mark) => {
    const owning = text.slice(mark.start, mark.end).match(POSSESSIVE);
    return owning ? { ...mark, end: mark.end - owning[0].length } : mark;
  });
}

/** The places of a text whose words, or two words that follow one another, are among those of the list. */
export function listedIn(text, has, words = tokens(text)) {
  const listed = new Map();
  words.forEach((word, number) => {
    const kind = has(word.text);
    const next = words[number + 1];
    if (kind && next && /^[\s,]*$/.test(next.gap) && has(next.text)) {
      listed.set(`${word.start},${next.end}`, FULL);
    } else if (kind) {
      listed.set(`${word.start},${word.end}`, kind);
    }
  });
  return listed;
}

const mark = (start, end, why, stops, role = "") => ({ start, end, why, stops, role });

/** Where two overlap, the one that stops, then the longer; it says the role if either does. Exported for its test. */
export function outermost(found) {
  const kept = [];
  for (const group of touching(found)) {
    for (const each of best(group)) {
      kept.push(each);
    }
  }
  return kept.sort((one, two) => one.start - two.start);
}

/** Groups of marks none of which touches one of another group, so that a long text costs no more a word. */
function* touching(found) {
  let group = [];
  let end = -1;
  for (const each of [...found].sort((one, two) => one.start - two.start)) {
    if (group.length && each.start >= end) {
      yield group;
      group = [];
    }
    group.push(each);
    end = Math.max(end, each.end);
  }
  yield group;
}

/** The first place of those in order at which `is` is true. */
function firstAt(ordered, is) {
  let [low, high] = [0, ordered.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    [low, high] = is(ordered[middle]) ? [low, middle] : [middle + 1, high];
  }
  return low;
}

function best(group) {
  const kept = [];
  // The numbers of those that are kept, in order of where they begin: of a thousand "Mr" in a row none asks them all.
  const inOrder = [];
  const order = (one, two) => Number(two.stops) - Number(one.stops) || two.end - two.start - (one.end - one.start) || one.start - two.start;
  for (const each of group.sort(order)) {
    const first = firstAt(inOrder, (number) => kept[number].end > each.start);
    const last = firstAt(inOrder, (number) => kept[number].start >= each.end);
    if (first >= last) {
      inOrder.splice(first, 0, kept.length);
      kept.push({ ...each });
    } else {
      const over = kept[Math.min(...inOrder.slice(first, last))];
      over.role = over.role || each.role;
    }
  }
  return kept;
}

function* ofList(words, listed) {
  const at = new Map(words.map((word, number) => [word.start, number]));
  for (const [place, kind] of listed) {
    const [start, end] = place.split(",").map(Number);
    const number = at.get(start);
    if (number === undefined) {
      continue;
    }
    if (kind === FULL) {
      const within = words.slice(number, number + LONGEST_FULL).filter((word) => word.end <= end);
      const small = !within.every((word) => word.large);
      const common = within.every((word) => known.NO_NAMES.has(word.plain) || word.unsure);
      if (!(common && (small || within.every((word) => known.NO_NAMES.has(word.plain))))) {
        yield mark(start, end, "listed", true);
      }
    } else {
      yield* ofPart(words, number, kind, listed);
    }
  }
}

function* ofPart(words, number, kind, listed) {
  const word = words[number];
  if (number && known.SAINTS.has(words[number - 1].plain) && joined(words, number)) {
    return;
  }
  const sure = speaksOfAPerson(words, number) || besideListed(words, number, listed);
  if (word.unsure) {
    if (sure || mayBeOne(words, number)) {
      yield mark(word.start, word.end, "listed", sure);
    }
  } else if (known.NO_NAMES.has(word.plain)) {
    if (sure && word.large && !word.first) {
      yield mark(word.start, word.end, "listed", true);
    }
  } else {
    yield mark(word.start, word.end, "listed", sure || kind !== COMMON);
  }
}

function speaksOfAPerson(words, number) {
  const word = words[number];
  const follows = near(words, number + 1);
  if (kinBefore(words, number) && (word.large || !BETWEEN.test(word.gap))) {
    return true;
  }
  const before = number && joined(words, number) ? words[number - 1].plain : "";
  if (known.STRICT_TITLES.has(before) || (word.large && known.MET.has(before))) {
    return true;
  }
  if (!follows || before === "at" || before === "in" || (!word.large && !word.possessive)) {
    return false;
  }
  if (known.FAMILY.has(follows.plain) && !follows.large && !word.first) {
    return number > 0 && words[number - 1].plain === "the";
  }
  const noName = known.NO_NAMES.has(word.plain);
  return !noName && (known.SPEECH.has(follows.plain) || (word.possessive && known.OWN.has(follows.plain)));
}

const near = (words, number) => (number < words.length && BETWEEN.test(words[number].gap) ? words[number] : null);

function besideListed(words, number, listed) {
  const word = words[number];
  for (const step of [-2, 2]) {
    const other = number + step;
    const between = number + step / 2;
    if (other < 0 || other >= words.length || words[between].plain !== "and") {
      continue;
    }
    const two = words[other];
    const both = word.large && two.large && listed.has(`${two.start},${two.end}`);
    const alike = [known.MONTHS, known.PLACES].some((kind) => kind.has(word.plain) && kind.has(two.plain));
    if (both && !alike && words[Math.max(number, other)].gap === " " && words[between].gap === " ") {
      return true;
    }
  }
  return false;
}

function mayBeOne(words, number) {
  const word = words[number];
  const follows = near(words, number + 1);
  const before = number && !word.first ? words[number - 1] : null;
  if (before && known.DETERMINERS.has(before.plain) && !word.large) {
    return false;
  }
  const does = Boolean(follows) && known.DOES.has(follows.plain);
  if (word.large) {
    const loud = word.loud && word.plain.length > MOST_INITIALS;
    const heading = word.first && number + 1 < words.length && [": ", " - ", " – "].includes(words[number + 1].gap);
    return (!word.first && !known.MONTHS.has(word.plain)) || does || loud || heading;
  }
  const met = before && known.MET.has(before.plain) && BETWEEN.test(word.gap);
  return Boolean(met || (does && !["be", "will"].includes(follows.plain))) && word.plain.length > 2;
}

function* ofPatterns(words, listed) {
  const starts = new Set([...listed.keys()].map((place) => Number(place.split(",")[0])));
  const all = [...runs(words, starts)];
  for (const [begin, end] of all) {
    const found = person(words, begin, end);
    if (found) {
      yield found;
    }
  }
  for (const row of rows(words, all)) {
    yield* ofRow(words, row);
  }
  for (let number = 1; number < words.length; number += 1) {
    const title = words[number - 1];
    const word = words[number];
    if (known.STRICT_TITLES.has(title.plain) && word.large && !word.initials && joined(words, number)) {
      yield mark(title.start, word.end, "title", true);
    }
  }
}

function* runs(words, listed) {
  let begin = 0;
  while (begin < words.length) {
    if (!words[begin].mayName) {
      begin += 1;
      continue;
    }
    let end = begin + 1;
    while (end < words.length && end - begin < LONGEST_NAME && goesOn(words[end - 1], words[end])) {
      end += 1;
    }
    const one = words[begin];
    const drops = end - begin > 1 && one.first && !listed.has(one.start) && endsAsAWord(one);
    yield [begin + Number(drops), end];
    begin = end;
  }
}

const isGiven = (word) => known.GIVEN.has(word.plain) || known.GIVEN.has(plain(word.text.split("-")[0]));
const endsAsAWord = (word) => WORD_ENDINGS.some((each) => word.plain.endsWith(each)) && !isGiven(word);
const looksAWord = (word) => (word.plain.endsWith("s") || endsAsAWord(word)) && !word.possessive && !isGiven(word);

function goesOn(word, after) {
  const close = BETWEEN.test(after.gap) || (word.initials && [". ", "."].includes(after.gap));
  return close && !word.possessive && after.large && (after.mayName || after.plain.length === 1);
}

/** Runs that follow one another with no more than a comma, a sign or an "and" between. */
function* rows(words, all) {
  let row = [];
  for (const run of all) {
    if (row.length && !joins(words, row[row.length - 1][1], run[0])) {
      if (row.length > 1) {
        yield row;
      }
      row = [];
    }
    row.push(run);
  }
  if (row.length > 1) {
    yield row;
  }
}

/** What stands between one run and the next, where that makes them one row; "" where it does not. */
function joins(words, end, begin) {
  if (begin === end) {
    const sign = words[begin].gap.trim();
    return sign === COMMA || known.SIGNS.has(sign) ? sign : "";
  }
  const join = words[end];
  const close = ["", COMMA].includes(join.gap.trim()) && BETWEEN.test(words[begin].gap);
  return begin === end + 1 && known.JOINS.has(join.plain) && close ? join.plain : "";
}

function* ofRow(words, row) {
  let people = row.filter(([begin, end]) => !isPlace(words, begin, end));
  const sure = people.filter(([begin]) => isGiven(words[begin]) && !words[begin].unsure);
  const together = row.slice(1).some(([begin], at) => joins(words, row[at][1], begin) !== COMMA);
  if (!together) {
    people = sure.length > 1 ? sure : [];
  } else if (!sure.length && !spokenByAll(words, row[row.length - 1][1])) {
    if (!people.some(([begin, end]) => person(words, begin, end)?.stops)) {
      return;
    }
  }
  const knownOnes = new Set(sure);
  for (const run of people) {
    const [begin, end] = run;
    if (knownOnes.has(run) || mayStandInRow(words[begin], sure.length > 0)) {
      yield mark(words[begin].start, words[end - 1].end, "row", true);
    }
  }
}

function spokenByAll(words, at) {
  const follows = near(words, at);
  const after = near(words, at + 1);
  return Boolean(follows) && known.OF_ALL.has(follows.plain) && Boolean(after) && known.SPEECH.has(after.plain);
}

function mayStandInRow(word, besideAName) {
  if (known.MONTHS.has(word.plain) || known.PLACES.has(word.plain) || (word.first && looksAWord(word))) {
    return false;
  }
  return besideAName || !word.unsure;
}

const isPlace = (words, begin, end) => calledAsAPlace(words, begin, end) || knownPlace(words.slice(begin, end));

function calledAsAPlace(words, begin, end) {
  return words.slice(begin + 1, end).some((word) => known.OF_PLACES.has(word.plain)) || placeFollows(words, end);
}

const knownPlace = (run) => run.every((word) => known.PLACES.has(word.plain)) || known.SAINTS.has(run[0].plain);

function person(words, begin, end) {
  const run = words.slice(begin, end);
  if (calledAsAPlace(words, begin, end)) {
    return null;
  }
  const start = run[0].start;
  const stop = run[run.length - 1].end;
  const before = wordsBefore(words, begin);
  if (known.HONORIFICS.has(before[before.length - 1])) {
    return mark(words[begin - 1].start, stop, "title", true);
  }
  if (knownPlace(run)) {
    return null;
  }
  const role = roleBefore(words, begin);
  if (role) {
    return mark(words[begin - role[1]].start, stop, "staff", true, role[0]);
  }
  const after = roleAfter(words, end);
  if (after) {
    return mark(start, after[1], "staff", true, after[0]);
  }
  if (kinBefore(words, begin) || familyAfter(words, end, before)) {
    return mark(start, stop, "family", true);
  }
  return byWhatIsAround(words, begin, end, before);
}

function familyAfter(words, at, before) {
  const follows = near(words, at);
  return follows?.plain === "family" && !follows.large && before[before.length - 1] === "the";
}

function byWhatIsAround(words, begin, end, before) {
  const run = words.slice(begin, end);
  const [one] = run;
  const last = run[run.length - 1];
  const follows = words[end];
  const close = near(words, end);
  const spoken = Boolean(close) && known.SPEECH.has(close.plain);
  const acts = one.first && isGiven(one) && Boolean(close) && known.AFTER_GIVEN.has(close.plain);
  const owning = Boolean(follows) && last.possessive && known.OWN.has(follows.plain);
  const nearest = before[before.length - 1];
  if (run.filter((word) => word.plain.length > 1).length > 1) {
    const told = !one.first && (met(before) || nearest === "says" || nearest === "said");
    const called = isGiven(one) && !one.unsure && last.mayName;
    return mark(one.start, last.end, "pair", spoken || owning || told || acts || called);
  }
  if (known.MET.has(nearest) && !one.unsure && !one.first) {
    return mark(one.start, last.end, "met", true);
  }
  if ((spoken || owning || acts) && !one.unsure) {
    return one.first && looksAWord(one) ? null : mark(one.start, last.end, "speaker", !one.first || isGiven(one));
  }
  return null;
}

function met(before) {
  const [second, nearest] = [before[before.length - 2], before[before.length - 1]];
  return (known.TALKED_WITH.has(nearest) && known.TALK.has(second)) || known.MET.has(nearest);
}

function wordsBefore(words, at) {
  const found = [];
  for (let number = at; number > 0 && found.length < LONGEST_ROLE && joined(words, number); number -= 1) {
    found.unshift(words[number - 1].plain);
  }
  return found;
}

function joined(words, at) {
  const { gap } = words[at];
  return BETWEEN.test(gap) || (gap === ". " && known.HONORIFICS.has(words[at - 1].plain));
}

function placeFollows(words, at) {
  if (at >= words.length || !BETWEEN.test(words[at].gap) || words[at - 1].possessive) {
    return false;
  }
  return words[at].large && known.OF_PLACES.has(words[at].plain);
}

const roleOf = (words) => (Object.hasOwn(ROLES, words) ? ROLES[words] : null);

function roleBefore(words, at) {
  let before = wordsBefore(words, at);
  let more = 0;
  if (["is", "was"].includes(before[before.length - 1])) {
    before = before.slice(0, -1);
    more = 1;
  }
  if (!before.length && at > 0 && words[at].gap.trim() === "," && !words[at].first) {
    before = [...wordsBefore(words, at - 1), words[at - 1].plain];
  }
  for (let many = before.length; many > 0; many -= 1) {
    const role = roleOf(before.slice(-many).join(" "));
    if (role) {
      return [role, many + more];
    }
  }
  return null;
}

function roleAfter(words, begin) {
  if (begin >= words.length || !BESIDE.test(words[begin].gap)) {
    return null;
  }
  const at = begin + Number(known.ARTICLES.has(words[begin].plain));
  for (let many = LONGEST_ROLE; many > 0; many -= 1) {
    const told = words.slice(at, at + many);
    if (told.length === many && told.slice(1).every((word) => BETWEEN.test(word.gap))) {
      const role = roleOf(told.map((word) => word.plain).join(" "));
      if (role) {
        return [role, told[told.length - 1].end];
      }
    }
  }
  return null;
}

function kinBefore(words, at) {
  const word = words[at];
  if (at === 0 || word.first) {
    return false;
  }
  const close = BETWEEN.test(word.gap);
  const last = words[at - 1];
  if (known.KIN.has(last.plain) && !last.possessive && (close || [",", "(", "–"].includes(word.gap.trim()))) {
    return true;
  }
  if (!close || !known.CALLED.has(last.plain)) {
    return false;
  }
  return wordsBefore(words, at).slice(0, -1).some((each) => known.KIN.has(each) || ["who", "person", "man", "woman"].includes(each));
}
