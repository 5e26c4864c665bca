// What is written while the tablet is locked: sealed to its public key, and a note like any other once it is open.
// Readable in the store stand only when it was written, its number and whether it is done.
import { opener, sealTo, sha256 } from "./field-vault.js";

/** The bytes of a save, as the server takes them. */
export function textOf({ op, doc, last, kind, inspection, body }, { device, seq }, { captured_at, offset }) {
  return JSON.stringify({ op, doc, parent: last, kind, inspection, body, device, seq, captured_at, clock_offset_ms: offset, schema: 1 });
}

export const hashOf = (text) => sha256(new TextEncoder().encode(text));

/** Puts the note on the disk in the place of what stood there of it. `done` is { captured_at, offset } once it is finished. */
export async function keepLocked(store, open, { doc, kind, body }, done = null) {
  const sealed = await sealTo(open, { kind, body, ...done });
  return store.keepLocked({ doc, updated: Date.now(), turn: crypto.randomUUID(), done: Boolean(done), sealed });
}

/** Makes notes of them. One that is done and whose inspection is sure becomes a save by `mint(note, when, row)`, every other
 * a draft. `refs` are the inspections of whoever writes; `alone(doc, work)` runs the work where no window writes it.
 * Returns how many were taken in, how many of them as drafts, and how many nobody can open. */
export async function takeIn({ store, vault, refs, mint, alone }) {
  const found = { taken: 0, drafts: 0, unread: 0 };
  const rows = (await store.locked()).filter((row) => refs.length || row.op);
  const open = await openerOf(store, vault, rows);
  for (const row of rows) {
    await alone(row.doc, async () => {
      let value = null;
      try {
        value = await open(row.sealed);
      } catch {
        found.unread += 1;
        return;
      }
      const { kind, body, captured_at, offset, text } = value;
      const known = await store.read("docs", row.doc);
      const last = known ? (await vault.open(known)).last : null;
      // What was sent while locked, or tried, keeps the bytes that went.
      const inspection = text ? JSON.parse(text).inspection : refs[0];
      const note = { doc: row.doc, kind, inspection, body, last, locked: true };
      // A child at risk waits for nobody to choose; it is one note that a person moves.
      const sure = row.done && (refs.length === 1 || body.at_risk);
      if (sure ? await mint(note, { captured_at, offset, text }, row) : await asDraft(store, vault, note, row)) {
        found.taken += 1;
        found.drafts += sure ? 0 : 1;
      }
    });
  }
  return found;
}

async function openerOf(store, vault, rows) {
  const pair = rows.length ? await store.meta("pair") : null;
  return pair && opener(vault, pair).catch(() => null);
}

async function asDraft(store, vault, { doc, ...value }, row) {
  const { number, updated } = row;
  const sealed = await vault.seal({ ...value, number });
  return store.takeLocked(row, ["drafts"], ({ drafts }) => drafts.put({ doc, updated, number, ...sealed }));
}

// While the page stays locked a child at risk goes, and nothing else: with a network and the session of its person the server
// gives the key as it does to a page that is opened. It is used here, and forgotten.

/** Sends each that is recorded and waits. `send(op, text)` gives a meaning and a receipt; `ref` is the inspection of those that
 * have none yet. Returns the first meaning that is not "arrived", or "sent"; `told(receipt)` hears of each that came. */
export async function sendAtRisk({ store, vault, ref, send, told }) {
  for (const { text, ...op } of await recorded(store, vault, ref)) {
    const [found, said] = await send(op, text);
    if (found !== "arrived") {
      return found;
    }
    const receipt = { op: op.op, doc: op.doc, sha256: said.sha256, status: said.status, heads: said.heads };
    await store.arrived(receipt);
    await told(receipt);
  }
  return "sent";
}

async function recorded(store, vault, ref) {
  const found = [];
  for (const { op, doc, sha256: hash, help, ...sealed } of await store.queue()) {
    const text = help ? null : await vault.open(sealed);
    if (text && JSON.parse(text).body.at_risk) {
      found.push({ op, doc, sha256: hash, text });
    }
  }
  const rows = (await store.locked()).filter((row) => row.done && !row.sent);
  const pair = rows.length ? await store.meta("pair") : null;
  const open = await openerOf(store, vault, rows);
  for (const row of rows) {
    const value = await open(row.sealed).catch(() => null);
    // Written by a page from before, it has no number yet, and goes when the tablet is open.
    const fresh = !row.op && row.number && ref;
    const made = value?.body.at_risk && (row.op ? { ...row, text: value.text } : fresh && (await fixed(store, pair.open, row, value, ref)));
    if (made) {
      found.push({ op: made.op, doc: made.doc, sha256: made.sha256, text: made.text });
    }
  }
  return found;
}

/** Says once and for all which bytes go, sealed as before, so that they are the same whenever and by whichever window they
 * are sent. Null where another window took the row. */
async function fixed(store, open, row, value, inspection) {
  const op = crypto.randomUUID();
  const text = textOf({ ...value, op, doc: row.doc, last: null, inspection }, row.number, value);
  const hash = await hashOf(text);
  const fresh = { ...row, op, sha256: hash, turn: crypto.randomUUID(), sealed: await sealTo(open, { ...value, text }) };
  return (await store.exchangeLocked(row, fresh)) ? { ...fresh, text } : null;
}
