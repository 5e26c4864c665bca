// The device's own store: one database for each person. What people wrote is sealed before it comes here.
// `ops` wait to be sent, in order of `seq`; `drafts` are being typed; `docs` are notes to read; `receipts` prove arrival.
// What is written while the tablet is locked stands in `meta`, one row a note: a store of its own would be another version
// of the database, which closes it under every window of the old page, and which the old page could not open any more.

const LOCKED = "locked:";
const lockedRows = () => IDBKeyRange.bound(LOCKED, `${LOCKED}\uffff`);
const STORES = { ops: "op", drafts: "doc", docs: "doc", receipts: "op", meta: "name" };

function counted(queue, being, rows, seq, device) {
  const begun = [...being, ...rows.map((each) => each.value).filter((each) => !each.sent)];
  const numbered = begun.filter((each) => each.number?.device === device?.value);
  const times = [...queue.map((each) => Date.parse(each.captured_at)), ...numbered.map((each) => each.updated)];
  return {
    device: device?.value,
    last_seq: seq?.value || 0,
    pending: queue.length + numbered.length,
    oldest_pending: times.length ? new Date(Math.min(...times)).toISOString() : null,
    begun: begun.length,
  };
}

export class Store {
  /** `gone` is called when the browser closes or deletes the database under the page. `there` opens what there is only, and
   * makes no empty store in the place of one that is lost. */
  static open(person, gone = () => {}, there = false) {
    return new Promise((resolve, reject) => {
      const asked = indexedDB.open(`field-${person}`, 1);
      asked.onupgradeneeded = () => {
        if (there) {
          asked.transaction.abort();
          return;
        }
        for (const [name, keyPath] of Object.entries(STORES)) {
          if (!asked.result.objectStoreNames.contains(name)) {
            asked.result.createObjectStore(name, { keyPath });
          }
        }
      };
      asked.onerror = () => reject(asked.error);
      asked.onsuccess = () => {
        const db = asked.result;
        db.onclose = gone;
        db.onversionchange = () => {
          db.close();
          gone();
        };
        resolve(new Store(db, person));
      };
    });
  }

  constructor(db, person) {
    this.db = db;
    this.person = person;
  }

  /** Runs `work(stores)` in one transaction; resolves only when the browser says that it is on the disk. */
  write(names, work) {
    return new Promise((resolve, reject) => {
      const transaction = this.db.transaction(names, "readwrite", { durability: "strict" });
      let result;
      transaction.oncomplete = () => resolve(result);
      transaction.onabort = () => reject(transaction.error || new Error("Not saved."));
      transaction.onerror = () => reject(transaction.error);
      const stores = Object.fromEntries(names.map((name) => [name, transaction.objectStore(name)]));
      work(stores, (value) => {
        result = value;
      });
    });
  }

  read(name, key) {
    return new Promise((resolve, reject) => {
      const store = this.db.transaction(name).objectStore(name);
      const asked = key === undefined ? store.getAll() : store.get(key);
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
  }

  async meta(name) {
    return (await this.read("meta", name))?.value;
  }

  keep(name, value) {
    return this.write(["meta"], ({ meta }) => meta.put({ name, value }));
  }

  async queue() {
    return (await this.read("ops")).sort((one, two) => one.seq - two.seq);
  }

  /** What was written while locked and is not taken in yet, the oldest first. */
  locked() {
    return new Promise((resolve, reject) => {
      const asked = this.db.transaction("meta").objectStore("meta").getAll(lockedRows());
      asked.onsuccess = () => resolve(asked.result.map((each) => each.value).sort((one, two) => one.updated - two.updated));
      asked.onerror = () => reject(asked.error);
    });
  }

  /** `row` has `doc`, `updated`, and `turn`, which no other state of this note has. From its first words on it has a number
   * of this device, so that it is missed should the store go away. Returns the row with its number. */
  keepLocked(row) {
    return this.write(["meta"], ({ meta }, give) => {
      const before = meta.get(LOCKED + row.doc);
      const device = meta.get("device");
      const asked = meta.get("seq");
      asked.onsuccess = () => {
        const known = before.result?.value.number;
        const number = known || { device: device.result?.value, seq: (asked.result?.value || 0) + 1 };
        if (!known) {
          meta.put({ name: "seq", value: number.seq });
        }
        const value = { ...row, number };
        meta.put({ name: LOCKED + row.doc, value });
        give(value);
      };
    });
  }

  /** Puts `fresh` in the place of the row as it was read; false where another window was quicker. */
  exchangeLocked(row, fresh) {
    return this.takeLocked(row, [], ({ meta }) => meta.put({ name: LOCKED + row.doc, value: fresh }));
  }

  /** In one transaction with `work`, and only while the row stands as it was read; false where another window was quicker. */
  takeLocked(row, names, work) {
    return this.write([...new Set([...names, "meta"])], (stores, give) => {
      const asked = stores.meta.get(LOCKED + row.doc);
      asked.onsuccess = () => {
        if (asked.result?.value.turn === row.turn) {
          stores.meta.delete(LOCKED + row.doc);
          work(stores);
          give(true);
        }
      };
    });
  }

  /** The pair of keys of this tablet. `make()` gives one where there is none; of two windows the first decides. */
  async pair(make) {
    const fresh = (await this.meta("pair")) ? null : await make();
    return this.write(["meta"], ({ meta }, give) => {
      const asked = meta.get("pair");
      asked.onsuccess = () => {
        give(asked.result?.value || fresh);
        if (!asked.result) {
          meta.put({ name: "pair", value: fresh });
        }
      };
    });
  }

  /** Takes the next number of this device in the transaction that keeps what carries it, so that there are no gaps.
   * `make({ device, seq })` gives { op, doc }: the save, and the document to read from now on. Where it was written while
   * locked, `from` is its row, which goes in the same transaction; null where another window took it. `number` is the one
   * that it has already. What arrived before is not sent again. */
  async mint(make, from = null, number = from?.number) {
    for (;;) {
      const next = number || { device: await this.meta("device"), seq: ((await this.meta("seq")) || 0) + 1 };
      const made = await make(next);
      const kept = await this.write(["ops", "docs", "drafts", "receipts", "meta"], ({ ops, docs, drafts, receipts, meta }, give) => {
        const row = from ? meta.get(LOCKED + from.doc) : null;
        const receipt = receipts.get(made.op.op);
        const device = meta.get("device");
        const asked = meta.get("seq");
        asked.onsuccess = () => {
          if (from && row.result?.value.turn !== from.turn) {
            give("gone");
          } else if (number || ((asked.result?.value || 0) + 1 === next.seq && device.result?.value === next.device)) {
            // Another tab may have been quicker: then this one makes it anew with a later number.
            if (!receipt.result) {
              ops.put(made.op);
            }
            docs.put(made.doc);
            drafts.delete(made.doc.doc);
            if (!number) {
              meta.put({ name: "seq", value: next.seq });
            }
            if (from) {
              meta.delete(LOCKED + from.doc);
            }
            give("kept");
          }
        };
      });
      if (kept) {
        return kept === "kept" ? made.op : null;
      }
    }
  }

  /** Only after a receipt whose hash is that of what stands here. */
  arrived(receipt) {
    return this.write(["ops", "receipts", "meta"], ({ ops, receipts, meta }) => {
      receipts.put(receipt);
      ops.delete(receipt.op);
      // Sent while locked: it waits to be read, and counts no more as waiting to be sent.
      const row = meta.get(LOCKED + receipt.doc);
      row.onsuccess = () => {
        if (row.result?.value.op === receipt.op) {
          meta.put({ ...row.result, value: { ...row.result.value, sent: true } });
        }
      };
    });
  }

  /** What this device counts, as one moment has it: its last number, how many numbers wait on it, and what is only begun. */
  counts() {
    return new Promise((resolve, reject) => {
      const transaction = this.db.transaction(["ops", "drafts", "meta"]);
      const [ops, drafts, meta] = ["ops", "drafts", "meta"].map((name) => transaction.objectStore(name));
      const asked = [ops.getAll(), drafts.getAll(), meta.getAll(lockedRows()), meta.get("seq"), meta.get("device")];
      transaction.onerror = () => reject(transaction.error);
      transaction.oncomplete = () => resolve(counted(...asked.map((each) => each.result)));
    });
  }

  /** So many children at risk more, or fewer, are not sent. */
  addRisk(more) {
    return this.write(["meta"], ({ meta }) => {
      const asked = meta.get("risk");
      asked.onsuccess = () => meta.put({ name: "risk", value: Math.max(0, Number(asked.result?.value || 0) + more) });
    });
  }

  /** Only while it stands at `before`: what was recorded meanwhile is not counted away. */
  setRisk(before, count) {
    return this.write(["meta"], ({ meta }) => {
      const asked = meta.get("risk");
      asked.onsuccess = () => {
        if (asked.result?.value === before) {
          meta.put({ name: "risk", value: count });
        }
      };
    });
  }

  /** Counts on as another device, under the key that it has. */
  renew(device) {
    return this.write(["meta"], ({ meta }) => {
      const [own, seq, keyed] = ["device", "seq", "keyed"].map((name) => meta.get(name));
      keyed.onsuccess = () => {
        const fresh = { keyed: keyed.result?.value || own.result?.value, earlier: own.result?.value, earlier_seq: seq.result?.value || 0, seq: 0, device };
        for (const [name, value] of Object.entries(fresh)) {
          meta.put({ name, value });
        }
      };
    });
  }

  close() {
    this.db.onclose = null;
    this.db.close();
  }

  wipe() {
    this.close();
    return new Promise((resolve, reject) => {
      const asked = indexedDB.deleteDatabase(`field-${this.person}`);
      asked.onsuccess = resolve;
      asked.onerror = () => reject(asked.error);
    });
  }
}
