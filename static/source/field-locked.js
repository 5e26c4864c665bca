// What is written while the tablet is locked: sealed to its public key, and a note like any other once it is open.
// Readable in the store stand only when it was written and whether it is done.
import { opener, sealTo } from "./field-vault.js";

/** Puts the note on the disk in the place of what stood there of it. `done` is { captured_at, offset } once it is finished. */
export async function keepLocked(store, open, { doc, kind, body }, done = null) {
  const sealed = await sealTo(open, { kind, body, ...done });
  await store.keepLocked({ doc, updated: Date.now(), turn: crypto.randomUUID(), done: Boolean(done), sealed });
}

/** Makes notes of them. One that is done and whose inspection is sure becomes a save by `mint(note, when, row)`, every other
 * a draft. `refs` are the inspections of whoever writes; `alone(doc, work)` runs the work where no window writes it.
 * Returns how many were taken in, how many of them as drafts, and how many nobody can open. */
export async function takeIn({ store, vault, refs, mint, alone }) {
  const found = { taken: 0, drafts: 0, unread: 0 };
  const rows = refs.length ? await store.locked() : [];
  const pair = rows.length ? await store.meta("pair") : null;
  const open = pair && (await opener(vault, pair).catch(() => null));
  for (const row of rows) {
    await alone(row.doc, async () => {
      let value = null;
      try {
        value = await open(row.sealed);
      } catch {
        found.unread += 1;
        return;
      }
      const { kind, body, captured_at, offset } = value;
      const known = await store.read("docs", row.doc);
      const last = known ? (await vault.open(known)).last : null;
      const note = { doc: row.doc, kind, inspection: refs[0], body, last, locked: true };
      // A child at risk waits for nobody to choose; it is one note that a person moves.
      const sure = row.done && (refs.length === 1 || body.at_risk);
      if (sure ? await mint(note, { captured_at, offset }, row) : await asDraft(store, vault, note, row)) {
        found.taken += 1;
        found.drafts += sure ? 0 : 1;
      }
    });
  }
  return found;
}

async function asDraft(store, vault, { doc, ...value }, row) {
  const sealed = await vault.seal(value);
  return store.takeLocked(row, ["drafts"], ({ drafts }) => drafts.put({ doc, updated: row.updated, ...sealed }));
}
