// S8, by the module alone: twelve answers and what each leaves on the device; and the vault.
import assert from "node:assert/strict";
import { test } from "node:test";

import { LONGEST_WAIT, TIMEOUT, deliver, reachable, sync, wait } from "../../../static/source/field-sync.js";
import { Vault, sha256, unwrap, wrap } from "../../../static/source/field-vault.js";

const OP = { op: "5b1e7a52-6a53-4a9b-8e9f-0d6f8e3f6f10", doc: "d", seq: 1, sha256: "a".repeat(64) };
const TEXT = JSON.stringify({ op: OP.op });
const json = (status, body, headers = {}) => new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json", ...headers } });
const html = (status) => new Response("<h1>Welcome</h1>", { status, headers: { "Content-Type": "text/html" } });
const RECEIPT = { op: OP.op, sha256: OP.sha256, seq: 7, heads: [OP.op], status: "accepted" };

class Memory {
  constructor(...ops) {
    this.ops = new Map(ops.map((op) => [op.op, op]));
    this.receipts = [];
  }
  async queue() {
    return [...this.ops.values()];
  }
  async arrived(receipt) {
    this.receipts.push(receipt);
    this.ops.delete(receipt.op);
  }
  async write(_, work) {
    work({ ops: { put: (op) => this.ops.set(op.op, op) } });
  }
  async counts() {
    return { device: "e", last_seq: 1, pending: this.ops.size, oldest_pending: null, begun: this.ops.size };
  }
  async meta() {
    return undefined;
  }
}

function server(answer, person = 5) {
  const asked = [];
  const fetcher = async (address, options = {}) => {
    asked.push(address);
    if (address.startsWith("/field/v1/ping")) {
      return json(200, { nonce: address.split("nonce=")[1] });
    }
    if (address.startsWith("/field/v1/session?criteria=")) {
      return json(200, { person, csrf: "t", now: "2024-02-05T13:00:00Z", inspections: [] });
    }
    if (address.startsWith("/field/v1/devices/")) {
      return json(200, { alarms: [], renew: false, forget: false });
    }
    return answer(options, asked);
  };
  return { fetcher, asked };
}

const go = (store, fetcher, more = {}) => sync({ store, open: async () => TEXT, remint: async (op) => ({ ...op, op: "fresh" }), person: "5", fetcher, ...more });

const LIES = {
  "a portal's 200": () => html(200),
  "an empty 201": () => new Response("", { status: 201 }),
  "an empty object": () => json(201, {}),
  "a wrong hash": () => json(201, { ...RECEIPT, sha256: "b".repeat(64) }),
  "another id": () => json(201, { ...RECEIPT, op: "other" }),
  "a receipt that is called a page": () => new Response(JSON.stringify(RECEIPT), { status: 201, headers: { "Content-Type": "text/html" } }),
  "401 without our header": () => json(401, { error: "signed_out" }),
  "a page with 404": () => html(404),
  "a page with 403": () => html(403),
  "a page with 409": () => html(409),
  "a page with 422": () => html(422),
  "409 of another program": () => json(409, { detail: "conflict" }),
  "413": () => json(413, { error: "too_large" }),
  "429": () => json(429, { error: "slow" }),
  "500": () => html(500),
  "a cut line": () => {
    throw new TypeError("Failed to fetch");
  },
};

for (const [name, lie] of Object.entries(LIES)) {
  test(`${name} deletes nothing and is tried again`, async () => {
    const store = new Memory(OP);
    const { fetcher } = server(lie);
    assert.equal((await go(store, fetcher)).state, "later");
    assert.deepEqual([...store.ops.keys()], [OP.op]);
    assert.equal(store.receipts.length, 0);
    assert.equal((await go(store, server(() => json(200, RECEIPT)).fetcher)).state, "sent");
    assert.equal(store.ops.size, 0);
  });
}

test("401 with our header asks to sign in and keeps everything", async () => {
  const store = new Memory(OP);
  const { fetcher } = server(() => json(401, { error: "signed_out" }, { "X-Auth": "required" }));
  assert.equal((await go(store, fetcher)).state, "sign in");
  assert.equal(store.ops.size, 1);
});

test("422 of ours is kept for help, with its sentence", async () => {
  const store = new Memory(OP);
  const { fetcher } = server(() => json(422, { error: "unreadable", sentence: "No save." }));
  assert.equal((await go(store, fetcher)).state, "sent");
  assert.deepEqual([...store.ops.values()], [{ ...OP, help: "No save." }]);
});

test("a network that hangs is given up after two minutes, and the save stays", async () => {
  assert.equal(TIMEOUT, 120_000);
  const hangs = (_, { signal }) => new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
  // Something has to keep node waiting: its own timer of the signal does not.
  const awake = setTimeout(() => {}, 5_000);
  assert.deepEqual(await deliver(hangs, OP, TEXT, "t", 20), ["later", null]);
  clearTimeout(awake);
});

test("a stale token is asked for anew and the save sent once more", async () => {
  const store = new Memory(OP);
  let tries = 0;
  const { fetcher } = server(() => (tries++ ? json(201, RECEIPT) : json(403, { error: "csrf" })));
  assert.equal((await go(store, fetcher)).state, "sent");
  assert.equal(store.ops.size, 0);
});

test("a round that is cut says how many arrived before", async () => {
  const store = new Memory(OP, { ...OP, op: "next", seq: 2 });
  const { fetcher } = server((_, asked) => (asked.at(-1).endsWith("next") ? html(500) : json(201, RECEIPT)));
  const { state, arrived } = await go(store, fetcher);
  assert.deepEqual([state, arrived, store.ops.size], ["later", 1, 1]);
});

test("a refusal of ours is kept for help and the next one still goes", async () => {
  const next = { ...OP, op: "next", seq: 2 };
  const store = new Memory(OP, next);
  const { fetcher } = server((options, asked) =>
    asked.at(-1).endsWith("next") ? json(201, { ...RECEIPT, op: "next" }) : json(403, { error: "never_a_writer", sentence: "No." }),
  );
  assert.equal((await go(store, fetcher)).state, "sent");
  assert.deepEqual([...store.ops.values()], [{ ...OP, help: "No." }]);
});

test("an id that stands for other words is made anew, and the words go", async () => {
  const store = new Memory(OP);
  const { fetcher, asked } = server((_, all) => (all.at(-1).endsWith("fresh") ? json(201, { ...RECEIPT, op: "fresh" }) : json(409, { error: "op_reused" })));
  assert.equal((await go(store, fetcher)).state, "sent");
  assert.ok(asked.includes("/field/v1/ops/fresh"));
  assert.equal(store.receipts[0].op, "fresh");
});

test("somebody else's session sends nothing", async () => {
  const store = new Memory(OP);
  const { fetcher, asked } = server(() => json(201, RECEIPT), 6);
  assert.equal((await go(store, fetcher)).state, "other person");
  assert.ok(!asked.some((each) => each.startsWith("/field/v1/ops/")));
  assert.equal(store.ops.size, 1);
});

test("each round names the criteria that the tablet holds, also where the token is asked for anew", async () => {
  let tries = 0;
  const { fetcher, asked } = server(() => (tries++ ? json(201, RECEIPT) : json(403, { error: "csrf" })));
  await go(new Memory(OP), fetcher, { held: ["one", "two"] });
  const sessions = asked.filter((each) => each.startsWith("/field/v1/session"));
  assert.deepEqual(sessions, Array(2).fill("/field/v1/session?criteria=one,two"));
});

test("a portal that answers everything is no server", async () => {
  assert.equal(await reachable(async () => html(200)), false);
  assert.equal(await reachable(async () => json(200, { nonce: "an old one" })), false);
  const store = new Memory(OP);
  assert.equal((await go(store, async () => html(200))).state, "offline");
  assert.equal(store.ops.size, 1);
});

test("waits grow from a second to five minutes and never end", () => {
  assert.ok(wait(0, () => 1) === 1000 && wait(3, () => 1) === 8000);
  assert.equal(wait(500, () => 1), LONGEST_WAIT);
  assert.ok(wait(500, () => 0) >= LONGEST_WAIT / 2);
});

test("deliver never throws", async () => {
  const [found] = await deliver(async () => Promise.reject(new Error("x")), OP, TEXT, "t");
  assert.equal(found, "later");
});

test("the key opens with its passphrase alone, and what it sealed with it alone", async () => {
  const raw = crypto.getRandomValues(new Uint8Array(32));
  const vault = await Vault.of(raw);
  const sealed = await vault.seal({ text: "The letter" });
  assert.ok(!Buffer.from(sealed.data).toString("latin1").includes("letter"));
  const wrapped = await wrap(raw, "a heron by the weir");
  assert.equal(wrapped.rounds >= 600000, true);
  assert.equal(await unwrap(wrapped, "another"), null);
  assert.deepEqual(await (await unwrap(wrapped, "a heron by the weir")).open(sealed), { text: "The letter" });
  const other = await Vault.of(crypto.getRandomValues(new Uint8Array(32)));
  await assert.rejects(other.open(sealed));
  await assert.rejects(crypto.subtle.exportKey("raw", vault.key));
});

test("the hash is that of the server", async () => {
  assert.equal(await sha256(new TextEncoder().encode("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"); // pragma: allowlist secret
});
