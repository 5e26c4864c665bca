// Finds what is wrong in a child-level list in CSV, by the table of rules that the page carries. The server does the same
// again with what is sent (information/listing/), and a table of cases holds both to one answer.

const SPACE = "[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]";
const AROUND = new RegExp(`^${SPACE}+|${SPACE}+$`, "g");
const DAY_FIRST = /^([0-9]{1,2})[/.]([0-9]{1,2})[/.]([0-9]{4})$/;
const YEAR_FIRST = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/;

const strip = (text) => text.replace(AROUND, "");
const plain = (name) => name.toLowerCase().replace(/[^a-z0-9]/g, "");
const within = (words, value) => words.some((word) => value.includes(word));

class Unreadable extends Error {}

// A day as a number that grows with it, or null.
export function asDay(value) {
  const first = DAY_FIRST.exec(value);
  const [year, month, day] = (first ? [first[3], first[2], first[1]] : YEAR_FIRST.exec(value)?.slice(1) ?? []).map(Number);
  if (!year || month < 1 || month > 12 || day < 1) return null;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
  return day > days ? null : year * 10000 + month * 100 + day;
}

function notBefore(rule, value, cells) {
  const first = asDay(cells[rule.other] ?? "");
  const last = asDay(value);
  return first === null || last === null || last >= first;
}

// Whether a cell keeps the rule, by kind. An empty cell is asked of by those that ask for it to be filled, and no other.
const KINDS = {
  begins_otherwise: (rule, value) => !rule.words.some((word) => value.startsWith(word)),
  none_of: (rule, value) => !rule.words.includes(value.toLowerCase()),
  filled: (rule, value) => value !== "",
  filled_where: (rule, value, cells) => value !== "" || !within(rule.words, (cells[rule.other] ?? "").toLowerCase()),
  one_of: (rule, value) => rule.words.includes(value.toLowerCase()),
  holds_one_of: (rule, value) => within(rule.words, value.toLowerCase()),
  day: (rule, value) => asDay(value) !== null,
  come_already: (rule, value, cells, today) => asDay(value) === null || asDay(value) <= today,
  not_before: notBefore,
};
const ASK_THE_EMPTY = ["filled", "filled_where"];

// {rows, faults: [[row, column, reason], …], refused}; column "" is the whole row, row 0 the whole file.
export function check(bytes, table) {
  try {
    const [lines, told] = read(bytes, table);
    const [, header] = lines[0];
    const columns = columnsOf(header, table);
    const found = faultsOfRows(lines.slice(1), columns, table);
    const faults = [...told, ...faultsOfHeader(header, columns, table), ...found];
    if (faults.length >= table.most.faults) faults.push([0, "", table.said.too_many_faults]);
    return { rows: lines.length - 1, faults, refused: "" };
  } catch (reason) {
    if (!(reason instanceof Unreadable)) throw reason;
    return { rows: 0, faults: [], refused: reason.message };
  }
}

function read(bytes, table) {
  const [text, told] = decoded(bytes, table);
  const first = text.split(/\r\n|\r|\n/).find((line) => strip(line)) ?? "";
  if (!first) throw new Unreadable(table.said.empty);
  let [delimiter, most] = ["", 0];
  for (const each of table.delimiters) {
    const count = known(first.split(each), table);
    if (count > most) [delimiter, most] = [each, count];
  }
  if (!most) throw new Unreadable(table.said.no_columns);
  const lines = [];
  let number = 0;
  for (const row of records(text, delimiter, table)) {
    number += 1;
    if (row.some((cell) => strip(cell))) lines.push([number, row]);
    if (lines.length > table.most.rows + 1) throw new Unreadable(table.said.too_many_rows);
  }
  return [lines, told];
}

function decoded(bytes, table) {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return [new TextDecoder("utf-16le").decode(bytes), []];
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return [new TextDecoder("utf-16be").decode(bytes), []];
  try {
    return [new TextDecoder("utf-8", { fatal: true }).decode(bytes), []];
  } catch {
    return [new TextDecoder("windows-1252").decode(bytes), [[0, "", table.said.not_utf_8]]];
  }
}

// Records as a strict reader of CSV finds them: a quotation mark opens only at the beginning of a cell, and after the
// one that closes nothing may follow but a delimiter or the end of the line.
function* records(text, delimiter, table) {
  let [row, cell, quoted, closed, begun] = [[], "", false, false, false];
  const endCell = () => {
    row.push(cell);
    [cell, closed] = ["", false];
  };
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at];
    const fresh = !quoted && !closed && cell === "";
    if (quoted && letter === '"') [quoted, closed] = [false, true];
    else if (!quoted && closed && letter === '"') [quoted, closed, cell] = [true, false, cell + letter];
    else if (!quoted && letter === delimiter) endCell();
    else if (!quoted && (letter === "\n" || letter === "\r")) {
      if (letter === "\r" && text[at + 1] === "\n") at += 1;
      endCell();
      yield row;
      [row, begun] = [[], false];
      continue;
    } else if (closed) throw new Unreadable(table.said.quotes);
    else if (fresh && letter === '"') quoted = true;
    else cell += letter;
    begun = true;
    if (cell.length > table.most.cell) throw new Unreadable(table.said.quotes);
  }
  if (quoted) throw new Unreadable(table.said.quotes);
  if (begun) {
    endCell();
    yield row;
  }
}

function known(header, table) {
  const asked = new Set(table.columns.flatMap((each) => each.names));
  return header.filter((cell) => asked.has(plain(cell))).length;
}

function columnsOf(header, table) {
  const byName = new Map(table.columns.flatMap((each) => each.names.map((name) => [name, each])));
  return header.flatMap((cell, place) => (byName.has(plain(cell)) ? [[place, byName.get(plain(cell))]] : []));
}

function faultsOfHeader(header, columns, table) {
  const there = new Set(columns.map(([, each]) => each.code));
  const places = new Set(columns.map(([place]) => place));
  const missing = table.columns.filter((each) => !there.has(each.code)).map((each) => [1, each.label, table.said.missing]);
  const further = header.flatMap((cell, place) =>
    places.has(place) || !strip(cell) ? [] : [[1, `Column ${place + 1}`, table.said.not_asked]],
  );
  return [...missing, ...further];
}

function faultsOfRows(rows, columns, table) {
  const today = asDay(table.today);
  const asked = columns.map(([, each]) => [each, table.rules.filter((rule) => rule.column === each.code)]);
  const seen = new Set();
  const faults = [];
  for (const [number, row] of rows) {
    const cells = Object.fromEntries(columns.map(([place, each]) => [each.code, strip(row[place] ?? "")]));
    for (const [each, rules] of asked) {
      const broken = rules.find((rule) => !keeps(rule, cells[each.code], cells, today));
      if (broken) faults.push([number, each.label, broken.reason]);
    }
    const key = table.key.map((codes) => codes.map((code) => cells[code]).find((cell) => cell) ?? "");
    const joined = JSON.stringify(key);
    if (key.every((part) => part) && seen.has(joined)) faults.push([number, "", table.said.repeated]);
    seen.add(joined);
    if (faults.length >= table.most.faults) break;
  }
  return faults.slice(0, table.most.faults);
}

function keeps(rule, value, cells, today) {
  return (value === "" && !ASK_THE_EMPTY.includes(rule.kind)) || KINDS[rule.kind](rule, value, cells, today);
}
