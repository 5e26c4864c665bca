// What stands on the device is ciphertext: AES-256-GCM with a key of this person and device, which the server issues.
// On the device the key is kept only wrapped by a passphrase; in memory it cannot be taken out again.

const ROUNDS = 600000;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

export const bytesOf = (text) => Uint8Array.from(atob(text), (each) => each.charCodeAt(0));

async function wrapping(passphrase, salt, rounds) {
  const secret = await crypto.subtle.importKey("raw", encoder.encode(passphrase), "PBKDF2", false, ["deriveKey"]);
  const given = { name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds };
  return crypto.subtle.deriveKey(given, secret, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

const imported = (raw) => crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);

/** What may be stored of the key: it opens with the passphrase alone. */
export async function wrap(raw, passphrase, rounds = ROUNDS) {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await wrapping(passphrase, salt, rounds), raw);
  return { salt, iv, rounds, data };
}

/** The vault of a wrapped key; null for a passphrase that does not open it. */
export async function unwrap(wrapped, passphrase) {
  try {
    const key = await wrapping(passphrase, wrapped.salt, wrapped.rounds);
    return new Vault(await imported(await crypto.subtle.decrypt({ name: "AES-GCM", iv: wrapped.iv }, key, wrapped.data)));
  } catch {
    return null;
  }
}

export class Vault {
  constructor(key) {
    this.key = key;
  }

  static async of(raw) {
    return new Vault(await imported(raw));
  }

  async seal(value) {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const plain = encoder.encode(JSON.stringify(value));
    return { iv, data: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, this.key, plain) };
  }

  /** Throws for what another key sealed. */
  async open(sealed) {
    return JSON.parse(decoder.decode(await crypto.subtle.decrypt({ name: "AES-GCM", iv: sealed.iv }, this.key, sealed.data)));
  }
}

export async function sha256(bytes) {
  const found = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(found, (each) => each.toString(16).padStart(2, "0")).join("");
}
