// Sends what waits, one save a request. Only a receipt with the right id and the right hash lets the device drop a save;
// every other answer, true or false, leaves it where it is.

export const FIRST_WAIT = 1000;
export const LONGEST_WAIT = 5 * 60 * 1000;
export const TIMEOUT = 120 * 1000;
// A network that answers nothing is known for one sooner than a save is given up.
const PROBE = 15 * 1000;

/** Milliseconds before the next try after so many that failed. */
export function wait(failures, random = Math.random) {
  return Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.min(failures, 20)) * (0.5 + random() / 2);
}

async function json(response) {
  try {
    const type = response.headers.get("Content-Type") || "";
    return type.startsWith("application/json") ? await response.json() : null;
  } catch {
    return null;
  }
}

/** What an answer means: "arrived", "sign in", "token", "reused", "later" or "help". */
export function meaning(status, body, headers, expected) {
  if (status === 200 || status === 201) {
    const proves = body && body.op === expected.op && body.sha256 === expected.sha256 && typeof body.status === "string";
    return proves ? "arrived" : "later";
  }
  if (status === 401) {
    return headers.get("X-Auth") === "required" ? "sign in" : "later";
  }
  if (status === 403 && body?.error === "csrf") {
    return "token";
  }
  if (status === 409 && body?.error === "op_reused") {
    return "reused";
  }
  // Without our own error in it, it is a portal's page, or the server of somebody else.
  const ours = typeof body?.error === "string";
  return ours && status >= 400 && status < 500 && status !== 413 && status !== 429 ? "help" : "later";
}

/** Asks the way to the server, so that a portal that answers everything with its own page is known for one. */
export async function reachable(fetcher) {
  const nonce = crypto.randomUUID();
  try {
    const response = await fetcher(`/field/v1/ping?nonce=${nonce}`, { cache: "no-store", redirect: "error", signal: AbortSignal.timeout(PROBE) });
    return response.ok && (await json(response))?.nonce === nonce;
  } catch {
    return false;
  }
}

/** `held` are the names of the criteria that stand on this tablet: the others come along. */
export async function session(fetcher, held = []) {
  try {
    const response = await fetcher(`/field/v1/session?criteria=${held.join(",")}`, { cache: "no-store", redirect: "error", signal: AbortSignal.timeout(TIMEOUT) });
    if (response.status === 401 && response.headers.get("X-Auth") === "required") {
      return { person: null };
    }
    const body = response.ok ? await json(response) : null;
    return body && body.csrf ? body : null;
  } catch {
    return null;
  }
}

async function put(fetcher, address, text, csrf, timeout = TIMEOUT) {
  const headers = { "Content-Type": "application/json", "X-CSRFToken": csrf };
  const given = { method: "PUT", body: text, headers, redirect: "error", cache: "no-store" };
  return fetcher(address, { ...given, signal: AbortSignal.timeout(timeout) });
}

/** Sends one save. Returns [meaning, receipt or sentence]. */
export async function deliver(fetcher, op, text, csrf, timeout = TIMEOUT) {
  try {
    const response = await put(fetcher, `/field/v1/ops/${op.op}`, text, csrf, timeout);
    const body = await json(response);
    const found = meaning(response.status, body, response.headers, op);
    return [found, found === "help" ? body.sentence || body.error : body];
  } catch {
    return ["later", null];
  }
}

/** Goes through the queue once. `open(op)` gives the text of a save, `remint(op)` the same words under a new id. */
export async function sync({ store, open, remint, person, fetcher, held = [], told = () => {} }) {
  if (!(await reachable(fetcher))) {
    return { state: "offline" };
  }
  let here = await session(fetcher, held);
  if (!here) {
    return { state: "offline" };
  }
  if (here.person === null) {
    return { state: "sign in" };
  }
  if (String(here.person) !== String(person)) {
    return { state: "other person" };
  }
  let state = "sent";
  let arrived = 0;
  for (const op of await store.queue()) {
    if (op.help) {
      continue;
    }
    const text = await open(op);
    let [found, said] = await deliver(fetcher, op, text, here.csrf);
    if (found === "token") {
      here = (await session(fetcher, held)) || here;
      [found, said] = await deliver(fetcher, op, text, here.csrf);
    }
    if (found === "reused") {
      const fresh = await remint(op);
      [found, said] = await deliver(fetcher, fresh, await open(fresh), here.csrf);
      found = found === "reused" ? "later" : found;
      op.op = fresh.op;
      op.sha256 = fresh.sha256;
    }
    if (found === "arrived") {
      await store.arrived({ op: op.op, doc: op.doc, sha256: said.sha256, status: said.status, heads: said.heads });
      told(op);
      arrived += 1;
    } else if (found === "help") {
      await store.write(["ops"], ({ ops }) => ops.put({ ...op, help: said }));
    } else {
      state = found === "sign in" ? "sign in" : "later";
      break;
    }
  }
  const ledger = state === "sent" ? await report(fetcher, store, here.csrf) : null;
  return { state, ledger, session: here, arrived };
}

/** Says what this device counts; the answer holds alarms about saves that are missing. */
export async function report(fetcher, store, csrf) {
  const { device, ...counts } = await store.counts();
  const said = {
    ...counts,
    earlier: (await store.meta("earlier")) || null,
    earlier_seq: (await store.meta("earlier_seq")) || 0,
  };
  try {
    const response = await put(fetcher, `/field/v1/devices/${device}`, JSON.stringify(said), csrf);
    return response.ok ? await json(response) : null;
  } catch {
    return null;
  }
}
