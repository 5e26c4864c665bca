// The field page: notes and summaries are written here without a network, and go when there is one.
import { initialsOf, listedIn, marks, tokens } from "./field-names.js";
import { hashOf, keepLocked, sendAtRisk, takeIn, textOf } from "./field-locked.js";
import { current } from "./field-now.js";
import { FIRST_WAIT, deliver, reachable, session, sync, wait } from "./field-sync.js";
import { Store } from "./field-store.js";
import { Vault, bytesOf, newPair, unwrap, wrap } from "./field-vault.js";

const PAUSE = 400;
// With sealing and the disk less than a second in all.
const LONGEST_PAUSE = 700;
const BETWEEN_SAVES = 30 * 1000;
const IDLE = 10 * 60 * 1000;
const EVERY = 60 * 1000;
const PASSPHRASE = 8;
const HELD = {
  held_not_yours: "held because it was written over somebody else's text",
  held_not_on_team: "held because you were not on the team any more: the lead inspector looks at it",
  held_closed: "held because it was closed for writing: the lead inspector looks at it",
  held_clock: "held because the clock of this tablet is wrong: look at it on the page From devices",
  held_unfit: "held because its words cannot stand in the record as they are: look at it on the page From devices",
  left_out: "kept, and left out of the record by a person",
  after_closing: "sent, after fieldwork ended",
  held_names: "sent; the team cannot see it yet, because somebody may be named in it",
  incomplete: "sent; something is still to be filled in before it is cited",
};
const NAMES = { note: "Note", case: "Case evaluation", summary: "Individual summary", shared_proposal: "Shared summary" };
const PARTS = {
  note: { text: "What you saw, heard or read" },
  case: { strengths: "Strengths", weaknesses: "Weaknesses", difference: "What it meant for the child", history: "History, apart from the findings" },
  summary: { statement: "", evidence: "", difference: "" },
  shared_proposal: { statement: "", evidence: "", difference: "" },
};

const at = (id) => document.getElementById(`field-${id}`);
const show = (id, shown = true) => {
  at(id).hidden = !shown;
};
const fetcher = (address, options) => fetch(address, { credentials: "same-origin", ...options });
const two = (number) => String(number).padStart(2, "0");
const dayOf = (date) => `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
const timeOf = (date) => `${two(date.getHours())}:${two(date.getMinutes())}`;

const PLACES = { note: "notes", case: "case-evaluations", summary: "individual-summaries", shared_proposal: "shared-summaries" };
const BEFORE_MARKING = 250;
const BEFORE_ASKING = 1500;
const MOST_WORDS = 200;
// Of a longer text a tablet would look for names longer than between two keys.
const LONGEST_GUARDED = 50 * 1000;
const NEWEST = 50;
const UNTIL_ALONE = 1000;
const CLEARING = 10 * 1000;
const AGAIN = 3 * 1000;
const ROOM = 256 * 1024;
const ROOM_EVERY = 10 * 1000;

const page = { listed: new Map(), fresh: null, person: null, store: null, vault: null, open: null, pack: [], criteria: {}, notes: [], all: false, now: null, failures: 0, timer: null, state: "" };
let channel = null;

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

function alarm(...words) {
  at("alarm").replaceChildren(...words.map((each) => (typeof each === "string" ? element("p", {}, each) : each)));
  show("alarm", words.length > 0);
}

// Opening: who it is, their store, and the key

async function start() {
  navigator.serviceWorker?.register("/field/worker.js", { scope: "/field/" }).then(watchForUpdate, () => {});
  const online = (await reachable(fetcher)) ? await session(fetcher) : null;
  page.fresh = online?.person ? online : null;
  if (page.fresh && (await finishRemoval(page.fresh))) {
    location.reload();
    return;
  }
  page.person = online?.person || localStorage.getItem("field-person");
  if (!page.person) {
    say(online ? "Sign in first" : "Open this page once where there is a network, signed in.", online ? signIn() : null);
    return;
  }
  localStorage.setItem("field-person", page.person);
  await openStore();
  const raw = online?.person ? await keyOf(online.csrf) : null;
  const wrapped = await page.store.meta("wrapped");
  if (raw && wrapped) {
    await unlocked(await Vault.of(raw));
  } else if (raw || wrapped) {
    await askPassphrase(raw);
  } else {
    say(...(page.neverAWriter ? NOT_FOR_THEM : NO_KEY));
  }
}

const signIn = () => element("a", { class: "govuk-link", href: "/sign-in/?next=/field/" }, "Sign in");
const NO_KEY = ["This tablet has no key yet. Open this page where there is a network, signed in as somebody who writes evidence.", signIn()];
const NOT_FOR_THEM = [
  "You write no evidence on an inspection, so nothing is written here. Of a child at risk phone the lead inspector now. In danger phone 999.",
  element("a", { class: "govuk-link", href: "/" }, "Go to the home page"),
];

async function openStore() {
  await holdStores();
  page.store = await Store.open(page.person, gone);
  const known = `field-device-${page.person}`;
  if (!(await page.store.meta("device"))) {
    await page.store.keep("earlier", localStorage.getItem(known));
    await page.store.keep("earlier_seq", Number(localStorage.getItem(numbered())) || 0);
    await page.store.keep("device", crypto.randomUUID());
    localStorage.removeItem(numbered());
  }
  page.device = await keyedAs();
  localStorage.setItem(known, await page.store.meta("device"));
  navigator.storage?.persist?.();
  channel?.close();
  channel = new BroadcastChannel(`field-${page.person}`);
  channel.onmessage = () => (page.vault ? takeInAll().then(list) : tellLocked());
}

/** Every window with a store open holds this beside the others. Alone one of them has the browser drop everything, so that
 * nothing goes which somebody begins in another window meanwhile. */
const STORES = "field-stores";
let letGo = null;
function holdStores() {
  if (!navigator.locks || letGo) {
    return Promise.resolve();
  }
  return new Promise((resolve) => {
    navigator.locks.request(STORES, { mode: "shared" }, () => new Promise((done) => {
      letGo = done;
      resolve();
    }));
  });
}

/** Runs the work where no window has a store open; false where one has. */
async function withoutStores(work) {
  letGo?.();
  letGo = null;
  try {
    return await (navigator.locks ? navigator.locks.request(STORES, { signal: AbortSignal.timeout(UNTIL_ALONE) }, work) : work());
  } catch {
    return false;
  }
}

/** Where the page remembers the last number that was given, for the day on which the store is gone and this is not. */
const numbered = () => `field-seq-${page.person}`;
function remember({ device, seq }) {
  // A number of the device that this store was before says nothing of what it is now.
  if (device === localStorage.getItem(`field-device-${page.person}`)) {
    localStorage.setItem(numbered(), String(Math.max(seq, Number(localStorage.getItem(numbered())) || 0)));
  }
}

/** A browser whose disk is full to the last byte while it writes may take its store for damaged, and delete it. So the disk is
 * tried with a file of its own, before anything is written to the store. A browser that has no such files is not asked. */
let roomy = -Infinity;
async function room() {
  if (performance.now() - roomy > ROOM_EVERY) {
    try {
      const folder = await navigator.storage.getDirectory();
      const writer = await (await folder.getFileHandle("room", { create: true })).createWritable();
      await writer.write(new Uint8Array(ROOM));
      await writer.close();
      await folder.removeEntry("room");
    } catch (error) {
      if (error?.name === "QuotaExceededError") {
        return false;
      }
    }
    roomy = performance.now();
  }
  return true;
}

async function needRoom() {
  if (!(await room())) {
    throw new DOMException("The disk is full.", "QuotaExceededError");
  }
}

const CLOSED = "The browser closed the store of this page.";

/** The browser closed or deleted the store under the page. */
function gone() {
  page.gone = true;
  clearTimeout(page.timer);
  alarm(`${CLOSED} What you type stands on the screen until it opens it again.`, ...copyOf(page.now));
  clearTimeout(page.reopening);
  page.reopening = setTimeout(reopen, AGAIN);
}

/** A browser closes a store whose disk is full. Once there is room the page goes on with it, and with no other: a store that
 * was deleted does not come back, and one that begins anew is another. */
async function reopen() {
  try {
    roomy = -Infinity;
    await needRoom();
    const known = await indexedDB.databases?.();
    const there = !known || known.some((each) => each.name === `field-${page.person}`);
    const store = there ? await Store.open(page.person, gone, true) : null;
    if (!store || (await keyedAs(store)) !== page.device) {
      store?.close();
      alarm(`${CLOSED} It is not there any more. Open the page again before you write on.`, ...copyOf(page.now));
      return;
    }
    page.store = store;
    page.gone = false;
  } catch {
    page.reopening = setTimeout(reopen, AGAIN);
    return;
  }
  await save();
  if (!page.gone && !page.now?.dirty) {
    alarm();
    synced();
  }
}

/** What stands here stays sealed with the key of the device that it was first, also where it counts anew as another. */
const keyedAs = async (store = page.store) => (await store.meta("keyed")) || store.meta("device");

async function keyOf(csrf) {
  const device = await keyedAs();
  const { pending, begun } = await page.store.counts();
  try {
    const headers = { "Content-Type": "application/json", "X-CSRFToken": csrf };
    // Whoever was removed from the team is given it for what is not sent.
    const body = JSON.stringify({ waiting: pending + begun });
    const response = await fetcher(`/field/v1/devices/${device}/key`, { method: "POST", headers, body });
    const answer = await response.json();
    page.neverAWriter = answer.error === "never_a_writer";
    return response.ok ? bytesOf(answer.key) : null;
  } catch {
    return null;
  }
}

/** With the server's key somebody chooses a passphrase; without it they open what they chose before, or write without. */
async function askPassphrase(raw) {
  at("passphrase-hint").textContent = raw
    ? `Choose one of at least ${PASSPHRASE} characters. It opens this page where there is no network. Who forgets it opens the page with a network.`
    : "It opens what you wrote on this tablet. If you have forgotten it, open this page where there is a network.";
  say(raw ? "Choose a passphrase." : "Locked.");
  page.open = raw ? null : (await page.store.meta("pair"))?.open;
  for (const id of ["desk", "risk", "wiping"]) {
    show(id, false);
  }
  await showLocked();
  at("passphrase").focus();
  sendRisks();
  at("unlock").onsubmit = async (event) => {
    event.preventDefault();
    const given = at("passphrase").value;
    if (raw && given.length < PASSPHRASE) {
      return wrong(`Enter at least ${PASSPHRASE} characters`);
    }
    const vault = raw ? await Vault.of(raw) : await unwrap(await page.store.meta("wrapped"), given);
    if (!vault) {
      return wrong("This is not the passphrase of this tablet");
    }
    if (raw) {
      await page.store.keep("wrapped", await wrap(raw, given));
    }
    at("passphrase").value = "";
    wrong("");
    return unlocked(vault);
  };
}

/** The locked page: the passphrase, and what is written without it where the tablet has a pair of keys. */
async function showLocked() {
  show("unlock");
  show("locked", Boolean(page.open));
  show("risk-ask", Boolean(page.open));
  await tellLocked();
}

/** It counts what was written since, and shows nothing of it. */
async function tellLocked() {
  if (!page.open) {
    return;
  }
  const since_ = (await page.store.locked()).filter((each) => !each.sent).length;
  const waits = since_ ? ` Written since and saved on this tablet: ${since_}. Notes are sent when it is open.` : "";
  say(`Locked.${waits}${page.riskTold ? " A child at risk: sent, and the lead inspector is told." : ""}`);
  tellNotSent(null, (await page.store.meta("risk")) > 0);
}

function wrong(sentence) {
  at("passphrase-error").textContent = sentence;
  show("passphrase-error", Boolean(sentence));
  at("unlock-group").classList.toggle("govuk-form-group--error", Boolean(sentence));
  if (sentence) {
    at("passphrase").focus();
  }
}

async function unlocked(vault) {
  await page.store.pair(() => newPair(vault));
  const pack = await page.store.meta("pack");
  const criteria = await page.store.meta("criteria");
  const known_ = [pack ? await vault.open(pack) : [], criteria ? await vault.open(criteria) : {}];
  // Whoever began a note while the passphrase was looked at goes on with it.
  const doing = page.now;
  await leave();
  page.vault = vault;
  page.riskTold = false;
  page.riskState = "";
  clearTimeout(page.riskTimer);
  [page.pack, page.criteria] = known_;
  show("unlock", false);
  show("locked", false);
  show("desk");
  show("risk-ask");
  // First, with the inspections that this tablet knew when it was written.
  await takeInAll();
  if (page.fresh) {
    // Once: whoever unlocks later knows more by then than when the page was opened.
    await learn(page.fresh);
    page.fresh = null;
  }
  busy();
  await list();
  const begun = doing && page.notes.find((each) => each.doc === doing.doc);
  if (begun) {
    await edit({ ...begun, drafted: true });
  } else if (doing && Object.keys(partsOf(doing)).every((part) => !doing.body[part])) {
    // Nothing was written yet, so nothing was kept.
    const { doc, kind, inspection, body } = doing;
    await edit({ doc, kind, inspection, body, last: null });
  }
  await synced();
}

/** What was written while locked becomes a note like any other, with the time at which it was written. */
async function takeInAll() {
  const before = page.pack.length ? null : await page.store.meta("before");
  const refs = before ? await page.vault.open(before) : page.pack.map((one) => one.ref);
  const alone = async (doc, work) =>
    navigator.locks ? navigator.locks.request(`doc:${doc}`, { ifAvailable: true }, (lock_) => (lock_ ? work() : null)) : work();
  const mint_ = (note, when, row_) => {
    minting = minting.then(() => minted(note, when, row_));
    return minting;
  };
  const found = await takeIn({ store: page.store, vault: page.vault, refs, mint: mint_, alone }).catch((error) => {
    minting = Promise.resolve();
    if (page.vault) {
      alarm(`What was written while this tablet was locked stays on it, sealed (${error?.name || "unknown"}). It is tried again.`);
    }
    return { taken: 0, drafts: 0, unread: page.unread };
  });
  const { taken, drafts } = found;
  page.unread = found.unread;
  if (taken) {
    const where = drafts && refs.length > 1 ? " Choose the inspection of each that is not done, under “Finish later”, and press Done." : "";
    at("taken").textContent = `Written on this tablet while it was locked: ${taken}. Look whether all of it is yours.${where}`;
    show("taken");
  }
}

let idle = null;
function busy() {
  clearTimeout(idle);
  if (page.vault || page.now || !at("risk").hidden) {
    idle = setTimeout(lock, IDLE);
  }
}

async function lock() {
  await keepRisk();
  await leave();
  page.vault = null;
  page.pack = [];
  page.criteria = {};
  page.notes = [];
  page.all = false;
  page.listed.clear();
  at("list").replaceChildren();
  at("read").replaceChildren();
  page.told = null;
  forgetCopy();
  show("help", false);
  show("taken", false);
  await askPassphrase(null);
}

// The line that says where the text is

function say(words, more = null) {
  at("state").replaceChildren(words, ...(more ? [" ", more] : []));
}

const STATES = {
  offline: "No network.",
  later: "The network does not let it through yet.",
  sent: "",
  "sign in": "Your session has ended.",
  "other person": "Somebody else is signed in, so nothing is sent.",
};

async function tell() {
  const { vault } = page;
  if (!vault) {
    // Locked while this waited its turn.
    return;
  }
  const queue = await page.store.queue();
  const drafts = await page.store.read("drafts");
  const waiting = queue.length;
  const words = waiting ? `${waiting} saved on this tablet and not sent yet.` : "Everything is sent.";
  const open = drafts.length ? ` ${drafts.length} being written, saved on this tablet.` : "";
  const sealed = (await page.store.locked()).length;
  if (page.vault !== vault) {
    return;
  }
  const unread = page.unread ? `; ${page.unread} of them cannot be opened` : "";
  const wait_ = sealed ? ` Written while locked and still sealed: ${sealed}${unread}.` : "";
  say(`${words}${open}${wait_} ${STATES[page.state] || ""}`.trim(), page.state === "sign in" ? signIn() : null);
}

/** One after the other, so that what was read earlier is never shown over what was read later. */
let listing = Promise.resolve();
function inTurn(work) {
  listing = listing.then(work, work);
  return listing;
}

const list = () => inTurn(listed);

/** The newest and whatever is not sent or held; the rest when it is asked for, since a tablet takes seconds to open thousands. */
async function listed() {
  const { vault } = page;
  const risk = await page.store.meta("risk");
  const [docs, drafts, ops, receipts] = await Promise.all(["docs", "drafts", "ops", "receipts"].map((name) => page.store.read(name)));
  const being = new Map(drafts.map((each) => [each.doc, each]));
  const known = new Map(docs.map((each) => [each.doc, each]));
  const updated = (doc) => (being.get(doc) || known.get(doc)).updated;
  const every = [...new Set([...known.keys(), ...being.keys()])].sort((one, two_) => updated(two_) - updated(one));
  const unsettled = new Set([...drafts, ...ops, ...receipts.filter((each) => each.status.startsWith("held_"))].map((each) => each.doc));
  const chosen = every.filter((doc, number) => page.all || number < NEWEST || unsettled.has(doc));
  const found = await Promise.all(chosen.map((doc) => whole(vault, doc, known.get(doc), being.get(doc))));
  if (page.vault !== vault) {
    // Locked meanwhile: nothing of it is shown.
    return;
  }
  page.notes = found.filter((each) => each.kind === "note");
  const sent = new Map(receipts.map((each) => [each.op, each]));
  const waiting = new Map();
  for (const op of ops) {
    waiting.set(op.doc, [...(waiting.get(op.doc) || []), op]);
  }
  at("list").replaceChildren(...found.map((each) => row(each, being.has(each.doc), waiting.get(each.doc) || [], sent.get(each.last))));
  if (!found.length) {
    at("list").append(element("li", {}, "Nothing yet."));
  }
  if (found.length < every.length) {
    at("list").append(element("li", {}, showAll(every.length)));
  }
  toRead();
  await helpTray(ops);
  if (page.vault === vault) {
    await tellOfRisk(ops, receipts, risk);
    await offerNow();
    await tell();
  }
}

/** What is being typed over a document stands in the place of what it says. */
async function whole(vault, doc, ...stored) {
  const values = await Promise.all(stored.filter(Boolean).map((each) => vault.open(each)));
  return Object.assign({}, ...values, { doc, updated: stored.filter(Boolean).at(-1).updated });
}

function showAll(count) {
  const button = element("button", { class: "govuk-button govuk-button--secondary", type: "button" }, `Show all ${count}`);
  button.onclick = () => {
    page.all = true;
    list();
  };
  return button;
}

/** What is read without a network: of each inspection what the server gave, and the diary of these days. */
function toRead() {
  const told = JSON.stringify([page.pack, page.criteria]);
  if (page.told === told) {
    // Whoever reads it is not disturbed by a round of sending.
    return;
  }
  const open = new Set([...at("read").querySelectorAll("details[open]")].map((each) => each.dataset.title));
  const sections = page.pack.flatMap((one) => {
    const diary = (one.diary || []).map((each) => [`${longDay(each.day)}, ${each.starts} to ${each.ends}`, each.source]);
    const [numbers, ...more] = one.read || [];
    const found = [numbers, { title: "Diary", lines: diary }, ...more].filter((each) => each?.lines.length);
    const folds = (page.criteria[one.criteria] || []).map(fold);
    const criteria = folds.length ? [element("h3", { class: "govuk-heading-s" }, "Criteria"), ...folds] : [];
    return [element("h2", { class: "govuk-heading-m" }, one.title), ...found.flatMap(section), ...criteria];
  });
  at("read").replaceChildren(...sections);
  for (const each of at("read").querySelectorAll("details")) {
    each.open = open.has(each.dataset.title);
  }
  page.told = told;
}

/** "2026-11-30" as the other pages say it. */
function longDay(day) {
  const shown = { weekday: "long", day: "numeric", month: "long", year: "numeric" };
  return new Date(`${day}T12:00`).toLocaleDateString("en-GB", shown).replace(",", "");
}

function section({ title, lines }) {
  const line = ([heading, words]) => element("li", {}, element("strong", {}, heading), words ? `: ${words}` : "");
  return [element("h3", { class: "govuk-heading-s" }, title), element("ul", { class: "govuk-list govuk-list--bullet" }, ...lines.map(line))];
}

/** The criteria of one heading, which fold open by themselves. */
function fold({ title, lines }) {
  const summary = element("summary", { class: "govuk-details__summary" }, element("span", { class: "govuk-details__summary-text" }, `${title} (${lines.length})`));
  const told = lines.flatMap(([heading, words]) => [element("dt", {}, heading), element("dd", {}, words)]);
  const text = element("div", { class: "govuk-details__text" }, element("dl", { class: "app-criteria" }, ...told));
  return element("details", { class: "govuk-details app-field__fold", "data-title": title }, summary, text);
}

/** The entry of the diary that runs, or the next: a note of it begins with its source and time. */
async function offerNow() {
  const now = new Date(await productTime());
  const found = page.pack.flatMap((one) => (one.diary || []).map((each) => ({ ...each, inspection: one.ref })));
  const entry = current(found, dayOf(now), timeOf(now));
  at("now").replaceChildren();
  if (entry) {
    const words = `Note of ${entry.starts} to ${entry.ends}: ${entry.source}`;
    const button = element("button", { class: "govuk-button app-field__large app-field__open", type: "button" }, words);
    button.onclick = () => begin("note", known(entry), entry.inspection);
    at("now").append(button);
  }
}

/** What the diary says of a note of this entry; what it does not know, the last note of the same entry does. */
function known(entry) {
  const said = { source: entry.source, observed_at: entry.starts };
  const same = (each) => each.inspection === entry.inspection && each.body.source === entry.source && each.body.observed_on === entry.day;
  const last = page.notes.find(same)?.body || {};
  for (const name of ["case", "place", "proceeding", "source_kind"]) {
    const value = entry[name] || last[name];
    if (value) {
      said[name] = value;
    }
  }
  return said;
}

function row(each, being, waiting, receipt) {
  const text = Object.values(each.body).length ? Object.keys(partsOf(each)).map((part) => each.body[part] || "").join(" ") : "";
  const button = element("button", { class: "govuk-button govuk-button--secondary app-field__open", type: "button" }, text.slice(0, 80).trim() || "(empty)");
  button.onclick = () => edit({ ...each, drafted: being });
  const said = element("strong", { class: "govuk-tag govuk-tag--grey app-field__state" }, stateOf(being, waiting, receipt, each.body.at_risk) + (each.locked ? ", written while locked" : ""));
  const made = element("li", { class: "app-rows__row", "data-doc": each.doc }, button, element("div", {}, said));
  const next = !being && !waiting.length ? nextOf(receipt) : null;
  if (next) {
    const href = `/inspections/${each.inspection}/${PLACES[each.kind]}/${each.doc}/${next.at}`;
    made.append(element("div", {}, element("a", { class: "govuk-link", href }, next.words)));
  }
  return made;
}

/** What a sent text waits for is done on its own page. */
function nextOf(receipt) {
  if (receipt?.status === "held_names") {
    return { at: "names/", words: "Say whether it is a name" };
  }
  if (receipt?.heads?.length > 1) {
    return { at: "", words: "Open its page to merge them" };
  }
  return receipt?.status === "incomplete" ? { at: "edit/", words: "Fill it in on its page" } : null;
}

function stateOf(being, waiting, receipt, atRisk) {
  if (being) {
    return "being written, saved on this tablet";
  }
  if (waiting.some((op) => op.help)) {
    return "needs help";
  }
  if (waiting.length) {
    return "saved on this tablet";
  }
  const heads = receipt?.heads?.length > 1 ? ", two versions: merge them on its page" : "";
  return (HELD[receipt?.status] || "sent") + (atRisk && receipt && tells(receipt) ? "; the lead inspector and the QA manager are told" : "") + heads;
}

/** The readable copy of what needs help, which a link gives: it is gone when the page locks. */
function forgetCopy() {
  URL.revokeObjectURL(page.copy);
  at("help").replaceChildren();
}

async function helpTray(ops) {
  const lost = ops.filter((op) => op.help);
  show("help", lost.length > 0);
  if (!lost.length) {
    return;
  }
  const texts = await Promise.all(lost.map((op) => opened(op)));
  if (!page.vault) {
    return;
  }
  forgetCopy();
  page.copy = URL.createObjectURL(new Blob(texts, { type: "application/json" }));
  const link = element("a", { class: "govuk-link", download: "not-sent.json", href: page.copy }, "Keep a copy of it as a file");
  const reasons = [...new Set(lost.map((op) => op.help))].join(" ");
  at("help").replaceChildren(element("div", { class: "govuk-inset-text" }, `${lost.length} could not be taken by the server: ${reasons} It stays on this tablet. `, link));
}

// Writing

const partsOf = (each) => page.pack.find((one) => one.ref === each.inspection)?.parts[each.kind] || PARTS[each.kind];

/** The product's clock stands elsewhere in a demonstration only. */
const productTime = async () => Date.now() + ((await page.store.meta("shift")) || 0);

/** While the page is locked nothing is known of an inspection: it is found when the tablet is open. */
async function begin(kind, given = {}, ref = page.pack[0]?.ref) {
  if (page.vault && !page.pack.length) {
    alarm("You write evidence on no inspection now, as far as this tablet knows.");
    return;
  }
  const now = new Date(await productTime());
  const begun = {
    note: { observed_on: dayOf(now), observed_at: timeOf(now), source: "", place: "", finding: "" },
    case: { source: "", sources: [] },
    summary: { place: "", finding: "" },
    shared_proposal: { place: "", finding: "" },
  };
  await edit({ doc: crypto.randomUUID(), kind, inspection: ref, body: { ...begun[kind], ...given }, last: null });
}

// A child at risk: two taps and a line. It goes as a note that the server tells the lead and the QA manager of at once.

at("risk-ask").onclick = () => {
  if (page.vault && !page.pack.length) {
    alarm("This tablet knows no inspection of yours. Phone the lead inspector. In danger phone 999.");
    return;
  }
  show("risk");
  busy();
  at("risk-text").focus();
};

const closeRisk = () => {
  at("risk-text").value = "";
  show("risk", false);
};
at("risk-cancel").onclick = closeRisk;
at("risk").onsubmit = async (event) => {
  event.preventDefault();
  // Two taps are one: the words stay on the screen until they are on the disk.
  page.recording ||= recordRisk().finally(() => {
    page.recording = null;
  });
  await page.recording;
};

async function recordRisk() {
  const text = at("risk-text").value.trim();
  if (!text) {
    at("risk-text").focus();
    return;
  }
  const made = await riskNote(text);
  try {
    await page.store.addRisk(1);
    if (page.vault) {
      minting = minting.then(() => minted(made));
      await minting;
    } else {
      remember((await keepLocked(page.store, page.open, made, await writtenAt())).number);
    }
  } catch (error) {
    minting = Promise.resolve();
    alarm(`NOT sent and not saved (${error?.name || "unknown"}). ${phone(made.inspection)}`);
    return;
  }
  closeRisk();
  channel?.postMessage("changed");
  if (page.vault) {
    await list();
    synced();
  } else {
    await tellLocked();
    sendRisks();
  }
}

/** While the page is locked: of what waits on it each child at risk goes, as soon as there is a network and the session of its
 * person. Nothing of it is shown, and the key that the server gives for it is gone when it is sent. */
function sendRisks() {
  clearTimeout(page.riskTimer);
  page.risking ||= risksSent().finally(async () => {
    page.risking = null;
    if (!page.vault && !page.gone && page.open && (await page.store.meta("risk"))) {
      page.failures = page.riskState === "offline" || page.riskState === "later" ? page.failures + 1 : 0;
      page.riskTimer = setTimeout(sendRisks, page.failures ? wait(page.failures) : EVERY);
    }
  });
  return page.risking;
}

async function risksSent() {
  if (page.vault || page.gone || !page.open || !(await page.store.meta("risk"))) {
    return;
  }
  try {
    page.riskState = await tryRisks();
  } catch {
    // The store went away, or the tablet was opened meanwhile: nothing was dropped.
    page.riskState = "later";
  }
  if (!page.vault && !page.gone) {
    await tellLocked();
  }
}

async function tryRisks() {
  const online = (await reachable(fetcher)) ? await session(fetcher) : null;
  if (!online || online.person === null) {
    return online ? "sign in" : "offline";
  }
  if (String(online.person) !== String(page.person)) {
    return "other person";
  }
  const raw = await keyOf(online.csrf);
  if (!raw) {
    return "closed";
  }
  const told = async (receipt) => {
    channel?.postMessage("changed");
    if (tells(receipt)) {
      page.riskTold = true;
      await page.store.addRisk(-1);
    }
  };
  const send = (op, text) => deliver(fetcher, op, text, online.csrf);
  return sendAtRisk({ store: page.store, vault: await Vault.of(raw), ref: online.inspections[0]?.ref, send, told });
}

async function riskNote(text) {
  const { source = "", observed_at, case: child = "", place = "", ...more } = page.now?.kind === "note" ? page.now.body : {};
  const now = new Date(await productTime());
  const body = { observed_on: dayOf(now), observed_at: observed_at || timeOf(now), source, case: child, place, proceeding: more.proceeding || "", finding: "", text, at_risk: true };
  return { doc: crypto.randomUUID(), kind: "note", inspection: page.now?.inspection || page.pack[0]?.ref, body, last: null };
}

/** Of a child at risk what was typed and not recorded yet, before the page locks: it is being written like any other note. */
async function keepRisk() {
  const text = at("risk-text").value.trim();
  if (text) {
    const { doc, ...value } = await riskNote(text);
    await page.store.addRisk(1);
    await keepDraft({ doc, ...value });
    closeRisk();
  }
}

function phone(ref) {
  const lead = page.pack.find((one) => one.ref === ref)?.lead;
  return `Phone the lead inspector${lead ? `, ${lead},` : ""} now. In danger phone 999.`;
}

/** It says NOT sent until there is a receipt of words that stand in the record. The store says so readably, and nothing
 * more of it, so that a locked page says it too. */
async function tellOfRisk(ops, receipts, before) {
  const concerns = page.notes.filter((each) => each.body.at_risk);
  const told = (each) => receipts.some((one) => one.doc === each.doc && tells(one));
  const open = concerns.filter((each) => !told(each));
  tellNotSent(open[0]?.inspection, open.length > 0);
  await page.store.setRisk(before, open.length);
}

/** Whether the lead and the QA manager were told of it when it came. */
const tells = ({ status }) => !status.startsWith("held_") || ["held_names", "held_clock"].includes(status);

const UNTIL_SENT = {
  sent: "Open this tablet to send it.",
  closed: "Open this tablet to send it.",
  help: "Open this tablet to send it.",
  reused: "Open this tablet to send it.",
  "sign in": "Your session has ended.",
  "other person": STATES["other person"],
};

function tellNotSent(ref = null, shown = true) {
  const ended = !page.vault && page.riskState === "sign in";
  const till = page.vault ? "" : ` ${UNTIL_SENT[page.riskState] || "It goes from here as soon as there is a network."}`;
  const words = `Child at risk: NOT sent. ${phone(ref)}${till}`;
  if (at("risk-state").dataset.told !== (shown ? words : "")) {
    // Once: what is an alert is read aloud each time that it is written.
    at("risk-state").replaceChildren(...(shown ? [words, ...(ended ? [" ", signIn()] : [])] : []));
    at("risk-state").dataset.told = shown ? words : "";
  }
  show("risk-state", shown);
}

let release = null;
/** Settled once the browser has taken back what `release` gave up. */
let freed = Promise.resolve();
function held(name) {
  if (!navigator.locks) {
    return Promise.resolve(true);
  }
  return new Promise((resolve) => {
    freed = navigator.locks.request(name, { ifAvailable: true }, (lock_) => {
      resolve(Boolean(lock_));
      return lock_ ? new Promise((done) => (release = done)) : null;
    });
  });
}

async function edit(each) {
  await leave();
  if (!(await held(`doc:${each.doc}`))) {
    alarm("This is being written in another tab or window. Go on there, or close it.");
    return;
  }
  const { locked: _, ...value } = each;
  // Begun while it was locked, and opened in the same moment.
  page.now = structuredClone({ ...value, inspection: value.inspection || page.pack[0]?.ref });
  page.minted = Date.now();
  fields();
  for (const id of ["desk", "unlock", "locked"]) {
    show(id, false);
  }
  show("sealed", !page.vault);
  show("editor");
  busy();
  at("saved").textContent = "";
  at("editor-title").textContent = NAMES[each.kind];
  at("parts").querySelector("textarea").focus();
}

function fields() {
  const { now } = page;
  const rows = Object.keys(partsOf(now)).length > 1 ? 4 : 12;
  const areas = Object.entries(partsOf(now)).map(([name, label]) => guarded(group(name, label, element("textarea", { class: "govuk-textarea", rows }))));
  at("parts").replaceChildren(...areas);
  const pack = page.pack.find((one) => one.ref === now.inspection);
  const later = [];
  if (page.pack.length > 1) {
    later.push(group("inspection", "Inspection", select(page.pack.map((one) => [one.ref, one.title])), now));
  }
  if (now.kind === "note") {
    later.push(group("source", "Source", element("input", { class: "govuk-input", maxlength: 200 })));
    later.push(group("observed_on", "Date", element("input", { class: "govuk-input govuk-input--width-10", type: "date" })));
    later.push(group("observed_at", "Time", element("input", { class: "govuk-input govuk-input--width-5", type: "time" })));
    later.push(group("case", "Reference of the case, where it is about one, never a name", element("input", { class: "govuk-input govuk-input--width-10", maxlength: 40 })));
    if (page.vault) {
      later.push(group("proceeding", "Proceeding, where no sampled case says it", select(pack?.proceedings || [])));
    }
  }
  if (now.kind === "case") {
    later.push(group("source", "Reference of the case, never a name", element("input", { class: "govuk-input govuk-input--width-10", maxlength: 40 })));
    later.push(group("practice_from", "First day of the practice that you looked at", element("input", { class: "govuk-input govuk-input--width-10", type: "date" })));
    later.push(group("practice_to", "Last day of it", element("input", { class: "govuk-input govuk-input--width-10", type: "date" })));
    later.push(boxes("sources", "Sources", pack?.sources || []));
    later.push(element("p", { class: "govuk-body" }, "The questions of its law, Cafcass’s own audit and who was spoken to are asked on its own page, where there is a network."));
  } else if (page.vault) {
    later.push(group("place", "Area and heading", select(pack?.places || [])));
    later.push(group("finding", "What it points to", select(pack?.findings || [])));
  }
  if (now.kind === "note") {
    later.push(initials());
    later.push(boxes("awaited", "Reference of the case", [["yes", "Not known yet: to be added before this is cited"]]));
    if (page.vault) {
      later.push(group("source_kind", "Kind of source", select(pack?.kinds || [])));
      later.push(group("voice", "Voice of children and families in it", select(pack?.voices || [])));
    }
  }
  if (pack?.lines?.length) {
    later.push(boxes("lines", "Lines of enquiry that it bears on", pack.lines));
  }
  if (now.kind === "shared_proposal") {
    later.push(element("p", { class: "govuk-body" }, "The individual summaries that it takes in are chosen on its own page, where there is a network."));
  }
  at("later").replaceChildren(...later);
  tellFilled();
}

/** In reach of the thumb: what is filled in already, so that nobody looks for it under "Finish later". */
function tellFilled() {
  const { body, inspection, kind } = page.now;
  const places = page.pack.find((one) => one.ref === inspection)?.places || [];
  const place = body.place && places.find(([code]) => code === body.place)?.[1];
  const said = kind === "note" ? [body.source, body.observed_at, body.case, place].filter(Boolean) : [];
  at("filled").textContent = said.length ? `Filled in: ${said.join(" · ")}` : "";
}

/** Several of a list; the body holds the codes that are ticked. */
function boxes(name, legend, choices) {
  const { body } = page.now;
  const items = choices.map(([value, label]) => {
    const input = element("input", { class: "govuk-checkboxes__input", type: "checkbox", id: `field-in-${name}-${value}`, value });
    input.checked = (body[name] || []).includes(value);
    input.addEventListener("input", () => {
      body[name] = choices.map(([code]) => code).filter((code) => at(`in-${name}-${code}`).checked);
      changed();
    });
    return element("div", { class: "govuk-checkboxes__item" }, input, element("label", { class: "govuk-label govuk-checkboxes__label", for: input.id }, label));
  });
  const fieldset = element("fieldset", { class: "govuk-fieldset" }, element("legend", { class: "govuk-fieldset__legend" }, legend), element("div", { class: "govuk-checkboxes govuk-checkboxes--small" }, ...items));
  return element("div", { class: "govuk-form-group" }, fieldset);
}

/** Of the child that a note is about. What may be a name is not kept, and the field says so. */
function initials() {
  const control = element("input", { class: "govuk-input govuk-input--width-5", maxlength: 40, id: "field-in-initials", autocomplete: "off" });
  const wrong_ = element("p", { class: "govuk-error-message", id: "field-in-initials-error" }, "Use initials only: at most four letters in capitals, such as E.R. This is not kept.");
  control.value = page.now.body.initials || "";
  control.setAttribute("aria-describedby", wrong_.id);
  const made = element("div", { class: "govuk-form-group" }, element("label", { class: "govuk-label", for: control.id }, "Initials of the child, where it is about one"), control);
  control.addEventListener("input", () => {
    const kept = initialsOf(control.value);
    wrong_.remove();
    if (kept === null) {
      control.before(wrong_);
    }
    made.classList.toggle("govuk-form-group--error", kept === null);
    page.now.body.initials = kept || "";
    changed();
  });
  return made;
}

function select(choices) {
  return element("select", { class: "govuk-select" }, ...choices.map(([value, label]) => element("option", { value }, label)));
}

function group(name, label, control, target = page.now.body) {
  control.id = `field-in-${name}`;
  control.value = target[name] || "";
  control.addEventListener("input", () => {
    target[name] = control.value;
    changed();
  });
  return element("div", { class: "govuk-form-group" }, element("label", { class: "govuk-label", for: control.id }, label), control);
}

// The name guard: what may be a name is underlined while it is typed, and nobody is asked here.

/** Puts a second, unseen copy of the text under a text area, which carries the underlines. */
function guarded(made) {
  const area = made.querySelector("textarea");
  const under = element("div", { class: "app-guarded__under", "aria-hidden": "true" });
  const said = element("p", { class: "govuk-hint app-guarded__said", id: `${area.id}-names`, role: "status" });
  area.setAttribute("aria-describedby", said.id);
  const box = element("div", { class: "app-guarded" }, under);
  area.before(box);
  box.append(area);
  made.append(said);
  let soon = null;
  let later = null;
  const show_ = () => underline(area, under, said);
  area.addEventListener("input", () => {
    under.replaceChildren();
    clearTimeout(soon);
    clearTimeout(later);
    soon = setTimeout(show_, BEFORE_MARKING);
    later = setTimeout(() => ask(area.value).then((more) => more && show_()), BEFORE_ASKING);
  });
  area.addEventListener("scroll", () => {
    under.scrollTop = area.scrollTop;
  });
  show_();
  ask(area.value).then((more) => more && show_());
  return made;
}

const kindOf = (word) => page.listed.get(`${page.now?.inspection} ${word}`);

function underline(area, under, said) {
  const text = area.value;
  if (text.length > LONGEST_GUARDED) {
    under.replaceChildren();
    tellNames(said, `This text is longer than ${LONGEST_GUARDED.toLocaleString("en-GB")} characters: names are looked for in it when it arrives, and not while you type.`);
    return;
  }
  const words = tokens(text);
  const found = marks(text, listedIn(text, kindOf, words), words);
  const pieces = [];
  let end = 0;
  for (const each of found) {
    pieces.push(text.slice(end, each.start), element("mark", { class: "app-name" }, text.slice(each.start, each.end)));
    end = each.end;
  }
  // A line at the end that holds nothing takes room in a text area only; the space of no width gives it some here too.
  under.replaceChildren(...pieces, `${text.slice(end)}\n\u200b`);
  under.scrollTop = area.scrollTop;
  const names = new Map(found.map((each) => [text.slice(each.start, each.end), each.role]));
  const told = [...names].map(([name, role]) => `“${name}”${role ? ` (write the role: ${role})` : ""}`);
  tellNames(said, told.length ? `This may be a name: ${told.join(", ")}. A reference, initials or a role stands for it.` : "");
}

function tellNames(said, words) {
  if (said.textContent !== words) {
    said.textContent = words;
  }
}

/** Asks the server which of the words stand on the list of children; offline nobody is asked. True where some do. */
async function ask(text) {
  const inspection = page.now?.inspection;
  if (text.length > LONGEST_GUARDED) {
    return false;
  }
  const key = (word) => `${inspection} ${word}`;
  const words = [...new Set(tokens(text).filter((each) => each.plain.length > 1).map((each) => each.text))];
  const fresh = words.filter((word) => !page.listed.has(key(word))).slice(0, MOST_WORDS);
  if (!fresh.length || !page.csrf || !inspection || !navigator.onLine) {
    return false;
  }
  try {
    const headers = { "Content-Type": "application/json", "X-CSRFToken": page.csrf };
    const body = JSON.stringify({ inspection, words: fresh });
    const response = await fetcher("/field/v1/names", { method: "POST", headers, body, redirect: "error", cache: "no-store" });
    const { listed } = response.ok ? await response.json() : {};
    if (!listed || !page.vault) {
      return false;
    }
    fresh.forEach((word) => page.listed.set(key(word), Object.hasOwn(listed, word) ? listed[word] : null));
    return Object.keys(listed).length > 0;
  } catch {
    return false;
  }
}

let pause = null;
let since = 0;
let saving = Promise.resolve();
function changed() {
  at("saved").textContent = "Not saved yet…";
  tellFilled();
  page.now.dirty = true;
  since ||= Date.now();
  clearTimeout(pause);
  pause = setTimeout(save, Math.max(0, Math.min(PAUSE, LONGEST_PAUSE - (Date.now() - since))));
}

/** Puts what is being typed on the disk. It says so only when the disk has it. A page that goes away does it `atOnce`. */
function save(atOnce = false) {
  clearTimeout(pause);
  since = 0;
  const { now } = page;
  if (!now?.dirty) {
    return saving;
  }
  now.dirty = false;
  saving = saving.then(async () => {
    try {
      if (!atOnce) {
        await needRoom();
      }
      await keepDraft(now);
      const first = !now.drafted;
      now.drafted = true;
      if (first && page.vault) {
        // From here on not everything is sent.
        inTurn(tell);
      }
      if (page.now === now && !now.dirty) {
        at("saved").textContent = `Saved on this tablet at ${new Date().toLocaleTimeString("en-GB")}`;
      }
      alarm();
    } catch (error) {
      now.dirty = true;
      roomy = -Infinity;
      const words = `This tablet does not save what you type (${error?.name || "unknown"}). It stands on the screen only.`;
      if (!at("alarm").textContent.startsWith(words)) {
        alarm(words, ...copyOf(now));
      }
      // There may be room again, also where nobody types on.
      clearTimeout(pause);
      pause = setTimeout(save, AGAIN);
    }
  });
  return saving;
}

function copyOf(now) {
  if (!now) {
    return [];
  }
  const link = element("a", { class: "govuk-link", download: "not-saved.txt", href: "#" }, "Keep what you typed as a file");
  link.onclick = () => {
    // As it stands on the screen then.
    URL.revokeObjectURL(link.href);
    link.href = URL.createObjectURL(new Blob([Object.keys(partsOf(now)).map((part) => now.body[part] || "").join("\n\n")]));
  };
  return [link];
}

/** Sealed by the vault, or while the page is locked to the public key of this tablet. */
async function keepDraft({ dirty: _, ...value }) {
  if (page.vault) {
    const sealed = await page.vault.seal(value);
    const { doc, number } = value;
    await page.store.write(["drafts"], ({ drafts }) => drafts.put({ doc, updated: Date.now(), number, ...sealed }));
  } else {
    remember((await keepLocked(page.store, page.open, value)).number);
  }
}

/** Makes a save of the draft: the next of the device, written over the last one of its document. Once for each draft. */
let minting = Promise.resolve();
function mint(now) {
  minting = minting.then(() => (now.drafted ? minted(now) : null));
  return minting;
}

/** When something is written, and how far off the clock is then. */
async function writtenAt() {
  return { captured_at: new Date(await productTime()).toISOString(), offset: (await page.store.meta("offset")) || 0 };
}

/** What was written while locked has its own time, `when`, its number, and its row. Null where another window took that.
 * Where it was tried to be sent then, its id and its bytes are those that went. */
async function minted(now, when = null, row_ = null) {
  const { drafted: _, dirty: __, number = row_?.number, ...value } = now;
  const op = row_?.op || crypto.randomUUID();
  let given = null;
  const made = await page.store.mint(async (next) => {
    const said = when || (await writtenAt());
    const text = said.text || textOf({ ...value, op }, next, said);
    given = next;
    const sealed = await sealedOp(text, { op, doc: now.doc, seq: next.seq, captured_at: said.captured_at });
    return { op: sealed, doc: { doc: now.doc, updated: Date.now(), ...(await page.vault.seal({ ...value, last: op })) } };
  }, row_, number);
  if (!made) {
    return null;
  }
  remember(given);
  delete now.number;
  now.last = op;
  now.drafted = false;
  page.minted = Date.now();
  channel?.postMessage("changed");
  return made;
}

async function sealedOp(text, given) {
  return { ...given, sha256: await hashOf(text), ...(await page.vault.seal(text)) };
}

const opened = (op) => page.vault.open(op);

/** The same words under a new id, because the old one stands for something else on the server. */
async function remint(old) {
  const op = crypto.randomUUID();
  const { op: id, doc, seq, captured_at } = old;
  const fresh = await sealedOp(JSON.stringify({ ...JSON.parse(await opened(old)), op }), { op, doc, seq, captured_at });
  const known = await page.store.read("docs", doc);
  const value = known && (await page.vault.open(known));
  const moved = value?.last === id ? { ...known, ...(await page.vault.seal({ ...value, last: op })) } : known;
  await page.store.write(["ops", "docs"], ({ ops, docs }) => {
    ops.delete(id);
    ops.put(fresh);
    if (moved) {
      docs.put(moved);
    }
  });
  return fresh;
}

/** What is on the screen goes to the disk, and the editor lets go of it. */
async function leave(done = false) {
  const { now } = page;
  if (!now) {
    return;
  }
  await save();
  await saving;
  if (now.dirty) {
    // It is on the screen and nowhere else: it stays there.
    throw new Error("Not saved.");
  }
  if (done && page.vault) {
    await full(now);
    await mint(now);
  } else if (done && now.drafted) {
    await keepLocked(page.store, page.open, now, await writtenAt());
  }
  await minting;
  page.now = null;
  release?.();
  release = null;
  show("editor", false);
  for (const id of ["parts", "later"]) {
    at(id).replaceChildren();
  }
  at("filled").textContent = "";
  if (page.vault) {
    show("desk");
  } else {
    // Another window takes it in at once, and leaves alone what is still held here.
    await freed;
    channel?.postMessage("changed");
    await showLocked();
    at("locked-note").focus();
  }
}

/** Nothing is done on a disk that is full: what is written stays where it is. */
async function full(now) {
  await needRoom().catch((error) => {
    alarm("The disk of this tablet is full. Make room on it, and press Done again.", ...copyOf(now));
    throw error;
  });
}

async function paused() {
  const { now } = page;
  await save();
  if (page.vault && now?.drafted && now === page.now && !now.dirty && Date.now() - page.minted > BETWEEN_SAVES) {
    await mint(now);
    synced();
  }
}

// Sending

/** One round of sending after the other. Whoever asks while one goes on, in this window or another, has one of their own
 * after it, so that what was saved meanwhile does not wait. */
function synced() {
  if (page.round) {
    page.more = true;
  } else if (!page.vault) {
    sendRisks();
  } else if (!page.gone) {
    page.round = rounds().finally(() => {
      page.round = null;
      at("sending").textContent = "";
    });
  }
  return page.round;
}

async function rounds() {
  clearTimeout(page.timer);
  do {
    page.more = false;
    page.again = false;
    await aRound();
  } while (page.more && page.vault && !page.gone);
  page.failures = page.state === "later" || page.state === "offline" ? page.failures + 1 : 0;
  const waiting = page.vault && (await page.store.queue()).some((op) => !op.help);
  const soon = page.again && !page.now ? FIRST_WAIT : EVERY;
  page.timer = setTimeout(synced, waiting && page.failures ? Math.max(FIRST_WAIT, wait(page.failures)) : soon);
}

async function aRound() {
  const once = async () => {
    try {
      await sendAll();
    } catch {
      // Locked meanwhile, or the store went away: nothing was dropped, and it is tried again.
      page.state = "later";
    }
  };
  await (navigator.locks ? navigator.locks.request("field-sync", once) : once());
  if (page.vault) {
    await list();
  }
}

async function sendAll() {
  const { store, person } = page;
  await takeInAll();
  const found = await sync({ store, open: opened, remint, person, fetcher, held: Object.keys(page.criteria), told: () => channel?.postMessage("changed") });
  page.state = found.state;
  // A line that is cut now and then lets something through each time: nobody waits longer for that.
  page.failures = found.arrived ? 0 : page.failures;
  if (found.session) {
    await learn(found.session);
  }
  if (found.ledger) {
    await heed(found.ledger);
  }
}

/** What a session says and a page without a network needs: how far the clock is off, and where one writes. */
async function learn(said) {
  await page.store.keep("offset", Date.now() - Date.parse(said.now));
  await page.store.keep("shift", said.shift_ms);
  page.csrf = said.csrf;
  if (page.pack.length && !said.inspections.length) {
    // Whoever writes nowhere any more wrote what waits on this tablet there.
    await page.store.keep("before", await page.vault.seal(page.pack.map((one) => one.ref)));
  }
  page.pack = said.inspections;
  await page.store.keep("pack", await page.vault.seal(page.pack));
  await learnCriteria(said.criteria || {});
}

/** Those that came stand beside those that are held; what no inspection has any more goes. */
async function learnCriteria(came) {
  const known = { ...page.criteria, ...came };
  const used = page.pack.map((one) => one.criteria).filter((name) => known[name]);
  const left = Object.fromEntries(used.map((name) => [name, known[name]]));
  if (Object.keys(came).length || Object.keys(left).length !== Object.keys(page.criteria).length) {
    page.criteria = left;
    await page.store.keep("criteria", await page.vault.seal(left));
  }
}

const BECAME = {
  lost: "may be lost",
  silent: "wait on a tablet that is not heard of",
  unlike: "came and do not stand as they came",
};

/** What the server says about this device as a whole. */
async function heed(ledger) {
  if (ledger.forget) {
    await forget();
    return;
  }
  if (ledger.renew) {
    await page.store.renew(crypto.randomUUID());
    // The number was one of the device that it was before.
    localStorage.removeItem(numbered());
    localStorage.setItem(`field-device-${page.person}`, await page.store.meta("device"));
  }
  if (ledger.alarms.length) {
    alarm(...ledger.alarms.map((each) => {
      const link = element("a", { class: "govuk-link", href: `/inspections/${each.inspection}/from-devices/` }, "Say what became of them");
      return element("p", {}, `${each.saves} saves made on a tablet of yours ${BECAME[each.kind]}. `, link);
    }));
  }
}

/** Somebody who writes nowhere any more: what waits and what they have begun goes first, and then the tablet knows nothing. */
async function forget() {
  const drafts = await page.store.read("drafts");
  if (page.now || drafts.length) {
    for (const each of drafts.filter((one) => one.doc !== page.now?.doc)) {
      await mint({ ...(await page.vault.open(each)), doc: each.doc, drafted: true });
    }
    page.again = true;
  } else if (![...(await page.store.locked()), ...(await page.store.queue())].length) {
    await wipe();
  }
}

// Removing everything

async function askWipe() {
  await leave();
  const waiting = (await page.store.queue()).length + (await page.store.read("drafts")).length + (await page.store.locked()).length;
  if (!waiting) {
    await wipe();
    return;
  }
  at("count-hint").textContent = `Not sent yet: ${waiting}. Enter this number to remove them. It is recorded that they are missing. Or keep them, and send them where there is a network.`;
  at("count").value = "";
  show("desk", false);
  show("wiping");
  at("count").focus();
  at("wiping").onsubmit = async (event) => {
    event.preventDefault();
    if (at("count").value.trim() === String(waiting)) {
      await wipe();
    } else {
      at("count").focus();
    }
  };
}

async function wipe() {
  clearTimeout(page.timer);
  page.vault = null;
  page.open = null;
  page.now = null;
  const device = await page.store.meta("device");
  const last_seq = (await page.store.meta("seq")) || 0;
  // The key first: whatever ends in between leaves nothing that opens the rest.
  await page.store.write(["meta"], ({ meta }) => ["wrapped", "pair"].forEach((name) => meta.delete(name)));
  await page.store.wipe();
  localStorage.removeItem("field-person");
  localStorage.setItem(REMOVED, JSON.stringify({ person: page.person, device, last_seq }));
  const clean = await withoutStores(() => cleared(device, last_seq));
  for (const id of ["desk", "editor", "wiping", "unlock", "help", "locked", "taken", "risk-ask", "risk", "risk-state"]) {
    show(id, false);
  }
  at("list").replaceChildren();
  at("read").replaceChildren();
  page.told = null;
  at("parts").replaceChildren();
  alarm();
  const left = "What is left of it in the browser’s files is sealed. It goes when you open this page signed in, with a network, and nobody else writes on this tablet.";
  say(`Everything was removed from this tablet.${clean ? "" : ` ${left}`}`);
}

/** Where the page remembers that a store was deleted whose files are left. */
const REMOVED = "field-removed";

/** At the next contact of the person who removed everything without a network. True where the browser dropped the rest. */
async function finishRemoval(online) {
  const removed = JSON.parse(localStorage.getItem(REMOVED) || "null");
  if (!removed || String(removed.person) !== String(online.person)) {
    return false;
  }
  page.csrf = online.csrf;
  return withoutStores(() => cleared(removed.device, removed.last_seq));
}

/** A deleted store leaves ciphertext in the browser's files until it tidies up. With a network the browser is told to
 * drop all that this site keeps: only once the server knows what was lost, and where nobody else has a store here. */
async function cleared(device, last_seq) {
  const others = await indexedDB.databases?.();
  if (!page.csrf || others?.length !== 0) {
    return false;
  }
  const headers = { "Content-Type": "application/json", "X-CSRFToken": page.csrf };
  // Whoever opens the page meanwhile waits for this, and no longer.
  const given = () => ({ headers, redirect: "error", cache: "no-store", signal: AbortSignal.timeout(CLEARING) });
  try {
    const told = await fetcher(`/field/v1/devices/${device}`, { ...given(), method: "PUT", body: JSON.stringify({ last_seq, pending: 0 }) });
    const answer = told.ok ? await fetcher("/field/v1/wiped", { ...given(), method: "POST" }) : told;
    const clean = answer.ok && (await answer.json()).wiped === true;
    if (clean) {
      localStorage.removeItem(REMOVED);
    }
    return clean;
  } catch {
    // Without a network the marker of this device stays, and says at the next contact what is missing.
    return false;
  }
}

function watchForUpdate(registration) {
  const offer = () => {
    if (!registration.waiting || !navigator.serviceWorker.controller) {
      return;
    }
    const button = element("button", { class: "govuk-button govuk-button--secondary", type: "button" }, "Update this page");
    button.onclick = async () => {
      await keepRisk();
      await leave();
      navigator.serviceWorker.addEventListener("controllerchange", () => location.reload());
      registration.waiting.postMessage("take over");
    };
    at("state").after(button);
  };
  offer();
  registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", offer));
}

for (const button of document.querySelectorAll("[data-new]")) {
  button.onclick = () => begin(button.dataset.new);
}
at("editor").onsubmit = async (event) => {
  event.preventDefault();
  await leave(true);
  if (page.vault) {
    await list();
    synced();
  }
};
at("send").onclick = () => {
  at("sending").textContent = page.round ? "It is being sent already. What was saved since follows at once." : "Sending…";
  synced();
};
at("lock").onclick = lock;
at("wipe").onclick = askWipe;
at("keep").onclick = () => {
  show("wiping", false);
  show("desk");
};
at("editor").addEventListener("focusout", paused);
document.addEventListener("visibilitychange", () => (document.hidden ? save(true) : synced()));
addEventListener("pagehide", () => save(true));
addEventListener("online", synced);
for (const name of ["keydown", "pointerdown"]) {
  addEventListener(name, busy, { passive: true });
}
addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.ctrlKey && page.now) {
    at("editor").requestSubmit();
  }
});
start().catch((error) => {
  say("This page cannot keep anything on this tablet.");
  alarm(`The browser gives it no store (${error?.name || "unknown"}), as in a private window. Write on the ordinary pages instead.`);
});
