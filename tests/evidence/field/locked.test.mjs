// What is written while the tablet is locked, by the modules alone: who can open it, and that it becomes one note, once.
import assert from "node:assert/strict";
import { test } from "node:test";

import { hashOf, keepLocked, sendAtRisk, takeIn } from "../../../static/source/field-locked.js";
import { Vault, newPair, opener, sealTo } from "../../../static/source/field-vault.js";

const TEXT = "The child said xcanary.";
const BODY = { text: TEXT, observed_on: "2024-02-05", observed_at: "10:40" };
const DONE = { captured_at: "2024-02-05T10:42:00.000Z", offset: 7 };
const fresh = () => Vault.of(crypto.getRandomValues(new Uint8Array(32)));
const note = (doc, body = BODY) => ({ doc, kind: "note", body, last: null });

/** The parts of the store that are asked, each write at once or not at all. */
class Memory {
  constructor(pair) {
    this.rows = new Map();
    this.drafts = new Map();
    this.docs = new Map();
    this.saves = [];
    this.ops = new Map();
    this.receipts = [];
    this.seq = 0;
    this.pair = pair;
  }
  async meta(name) {
    return name === "pair" ? this.pair : undefined;
  }
  async read(_, doc) {
    return this.docs.get(doc);
  }
  async locked() {
    return [...this.rows.values()];
  }
  async queue() {
    return [...this.ops.values()];
  }
  async keepLocked(row) {
    this.seq += this.rows.has(row.doc) ? 0 : 1;
    const number = this.rows.get(row.doc)?.number || { device: "e", seq: this.seq };
    this.rows.set(row.doc, { ...row, number });
    return this.rows.get(row.doc);
  }
  async exchangeLocked(row, fresh) {
    return (await this.takeLocked(row, [], () => {})) && Boolean(this.rows.set(row.doc, fresh));
  }
  async arrived(receipt) {
    this.receipts.push(receipt);
    this.ops.delete(receipt.op);
    const row = this.rows.get(receipt.doc);
    if (row?.op === receipt.op) {
      this.rows.set(receipt.doc, { ...row, sent: true });
    }
  }
  async takeLocked(row, _, work) {
    if (this.rows.get(row.doc)?.turn !== row.turn) {
      return undefined;
    }
    work({ drafts: { put: (draft) => this.drafts.set(draft.doc, draft) } });
    return this.rows.delete(row.doc);
  }
}

async function tablet() {
  const vault = await fresh();
  const store = new Memory(await newPair(vault));
  const mint = async (made, when, row) => store.takeLocked(row, [], () => store.saves.push({ ...made, ...when }));
  const go = (more = {}) => takeIn({ store, vault, refs: ["2024-1"], mint, alone: (_, work) => work(), ...more });
  return { vault, store, go, write: (made, done = null) => keepLocked(store, store.pair.open, made, done) };
}

test("the public key seals, and the vault of the tablet alone opens", async () => {
  const vault = await fresh();
  const pair = await newPair(vault);
  const sealed = await sealTo(pair.open, { text: TEXT });
  const stored = Buffer.concat([sealed.by, sealed.data, sealed.iv].map((each) => Buffer.from(each))).toString("latin1");
  assert.ok(!stored.includes("xcanary"));
  assert.deepEqual(await (await opener(vault, pair))(sealed), { text: TEXT });
  await assert.rejects(fresh().then((other) => opener(other, pair)));
  const others = await newPair(vault);
  await assert.rejects((await opener(vault, others))(sealed));
  assert.ok(!Buffer.from(pair.sealed.data).toString("latin1").includes('"d"'));
});

test("no two texts have one key, and what was changed on the disk does not open", async () => {
  const vault = await fresh();
  const pair = await newPair(vault);
  const [one, two] = [await sealTo(pair.open, TEXT), await sealTo(pair.open, TEXT)];
  const open = await opener(vault, pair);
  await assert.rejects(open({ ...one, by: two.by }));
  new Uint8Array(one.data)[0] ^= 1;
  await assert.rejects(open(one));
  assert.equal(await open(two), TEXT);
});

test("a row says when it was written, its number and whether it is done, and nothing more", async () => {
  const { store, write } = await tablet();
  await write(note("a", { ...BODY, at_risk: true }), DONE);
  const [row] = await store.locked();
  assert.deepEqual(Object.keys(row).sort(), ["doc", "done", "number", "sealed", "turn", "updated"]);
  assert.deepEqual(Object.keys(row.sealed).sort(), ["by", "data", "iv"]);
});

test("what is done becomes a save of its own time, and what is not a draft", async () => {
  const { vault, store, go, write } = await tablet();
  await write(note("a"));
  await write(note("a", { ...BODY, text: "More" }));
  await write(note("b"), DONE);
  assert.deepEqual(await go(), { taken: 2, drafts: 1, unread: 0 });
  assert.equal(store.rows.size, 0);
  assert.deepEqual(store.saves, [{ doc: "b", kind: "note", inspection: "2024-1", body: BODY, last: null, locked: true, ...DONE, text: undefined }]);
  const draft = await vault.open(store.drafts.get("a"));
  assert.deepEqual(draft, { kind: "note", inspection: "2024-1", body: { ...BODY, text: "More" }, last: null, locked: true, number: { device: "e", seq: 1 } });
  assert.equal(store.drafts.get("a").number.seq, 1);
  assert.deepEqual(await go(), { taken: 0, drafts: 0, unread: 0 });
  assert.equal(store.saves.length, 1);
});

test("of several inspections a person chooses, and a child at risk waits for nobody", async () => {
  const { store, go, write } = await tablet();
  await write(note("a"), DONE);
  await write(note("b", { ...BODY, at_risk: true }), DONE);
  assert.deepEqual(await go({ refs: ["2024-1", "2024-2"] }), { taken: 2, drafts: 1, unread: 0 });
  assert.deepEqual([[...store.drafts.keys()], store.saves.map((each) => each.doc)], [["a"], ["b"]]);
});

test("a crash before the save leaves the row, and it is taken in once later", async () => {
  const { store, go, write } = await tablet();
  await write(note("a"), DONE);
  const crash = async () => {
    throw new Error("crashed");
  };
  await assert.rejects(go({ mint: crash }));
  assert.equal(store.rows.size, 1);
  await Promise.all([go(), go()]);
  assert.equal(store.saves.length, 1);
});

test("what another window writes now, and what no inspection is known for, stays where it is", async () => {
  const { store, go, write } = await tablet();
  await write(note("a"), DONE);
  assert.equal((await go({ alone: async () => null })).taken, 0);
  assert.equal((await go({ refs: [] })).taken, 0);
  assert.equal(store.rows.size, 1);
});

test("what cannot be opened is counted and kept, and the others go", async () => {
  const { store, go, write } = await tablet();
  await write(note("a"), DONE);
  await write(note("b"), DONE);
  new Uint8Array(store.rows.get("a").sealed.data)[0] ^= 1;
  assert.deepEqual(await go(), { taken: 1, drafts: 0, unread: 1 });
  assert.deepEqual([...store.rows.keys()], ["a"]);
});

test("what goes on in a window after it was taken in is written over the save that was made", async () => {
  const { vault, store, go, write } = await tablet();
  store.docs.set("a", await vault.seal({ last: "the save before" }));
  await write(note("a"), DONE);
  await go();
  assert.equal(store.saves[0].last, "the save before");
});

const RISK = { ...BODY, at_risk: true };
const receipt = (op) => ["arrived", { op: op.op, sha256: op.sha256, status: "accepted", heads: [] }];

/** Sends what may go while the page stays locked; `answers` are given one after the other. */
async function sent({ vault, store }, answers, ref = "2024-1") {
  const went = [];
  const told = [];
  const send = async (op, text) => {
    went.push({ ...op, text });
    return (answers.shift() || receipt)(op);
  };
  const found = await sendAtRisk({ store, vault, ref, send, told: (each) => told.push(each.doc) });
  return { found, went, told };
}

test("while it stays locked a child at risk goes, and no note that is done and none that is being written", async () => {
  const made = await tablet();
  await made.write(note("a"), DONE);
  await made.write(note("b", RISK));
  await made.write(note("c", RISK), DONE);
  const { found, went, told } = await sent(made, []);
  assert.deepEqual([found, told], ["sent", ["c"]]);
  const said = JSON.parse(went[0].text);
  assert.deepEqual([said.doc, said.inspection, said.device, said.seq, said.parent, said.kind], ["c", "2024-1", "e", 3, null, "note"]);
  assert.deepEqual([said.body, said.captured_at, said.clock_offset_ms], [RISK, DONE.captured_at, DONE.offset]);
  assert.equal(went[0].sha256, await hashOf(went[0].text));
  assert.equal(made.store.rows.get("c").sent, true);
  assert.ok(!Buffer.from(made.store.rows.get("c").sealed.data).toString("latin1").includes("xcanary"));
  assert.equal((await sent(made, [])).went.length, 0);
});

test("without a receipt it stays sealed, and the same bytes go again, also once it was taken in", async () => {
  const made = await tablet();
  await made.write(note("a", RISK), DONE);
  const first = await sent(made, [() => ["later", null]]);
  assert.deepEqual([first.found, made.store.rows.get("a").sent], ["later", undefined]);
  const second = await sent(made, [() => ["sign in", null]], "2024-2");
  assert.deepEqual(second.went, first.went);
  await made.go({ refs: ["2024-2", "2024-1"] });
  assert.deepEqual([made.store.saves[0].text, made.store.saves[0].inspection], [first.went[0].text, "2024-1"]);
});

test("where no inspection is known nothing goes, and what another window took first goes from there", async () => {
  const made = await tablet();
  await made.write(note("a", RISK), DONE);
  assert.equal((await sent(made, [], null)).went.length, 0);
  made.store.exchangeLocked = async () => undefined;
  assert.equal((await sent(made, [])).went.length, 0);
  assert.equal(made.store.rows.get("a").op, undefined);
});

test("of what waits from before the lock a child at risk goes, and nothing else", async () => {
  const made = await tablet();
  for (const [op, body] of [["1", BODY], ["2", RISK]]) {
    made.store.ops.set(op, { op, doc: op, seq: 1, sha256: "h", ...(await made.vault.seal(JSON.stringify({ op, body }))) });
  }
  const { went } = await sent(made, []);
  assert.deepEqual(went.map((each) => each.op), ["2"]);
  assert.deepEqual([...made.store.ops.keys()], ["1"]);
});
