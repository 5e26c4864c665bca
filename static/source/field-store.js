// The device's own store: one database for each person. What people wrote is sealed before it comes here.
// `ops` wait to be sent, in order of `seq`; `drafts` are being typed; `docs` are notes to read; `receipts` prove arrival.

const STORES = { ops: "op", drafts: "doc", docs: "doc", receipts: "op", meta: "name" };

export class Store {
  /** `gone` is called when the browser closes or deletes the database under the page. */
  static open(person, gone = () => {}) {
    return new Promise((resolve, reject) => {
      const asked = indexedDB.open(`field-${person}`, 1);
      asked.onupgradeneeded = () => {
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

  /** Takes the next number of this device in the transaction that keeps what carries it, so that there are no gaps.
   * `make(seq)` gives { op, doc }: the save, and the document to read from now on. */
  async mint(make) {
    for (;;) {
      const seq = (await this.meta("seq")) || 0;
      const made = await make(seq + 1);
      const kept = await this.write(["ops", "docs", "drafts", "meta"], ({ ops, docs, drafts, meta }, give) => {
        const asked = meta.get("seq");
        asked.onsuccess = () => {
          // Another tab may have been quicker: then this one makes it anew with a later number.
          if ((asked.result?.value || 0) === seq) {
            ops.put(made.op);
            docs.put(made.doc);
            drafts.delete(made.doc.doc);
            meta.put({ name: "seq", value: seq + 1 });
            give(true);
          }
        };
      });
      if (kept) {
        return made.op;
      }
    }
  }

  /** Only after a receipt whose hash is that of what stands here. */
  arrived(receipt) {
    return this.write(["ops", "receipts"], ({ ops, receipts }) => {
      receipts.put(receipt);
      ops.delete(receipt.op);
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
