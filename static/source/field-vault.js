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

// Writing while locked: this tablet has a pair of keys. The public one stands readable in its store and only seals; the
// private one is sealed by the vault. Each text has a key of its own (ECDH on P-256, HKDF-SHA-256, AES-256-GCM).

const CURVE = { name: "ECDH", namedCurve: "P-256" };
const publicOf = (raw) => crypto.subtle.importKey("raw", raw, CURVE, true, []);

/** `open` seals what is written while locked; `sealed` opens it again, with the vault alone. */
export async function newPair(vault) {
  const { publicKey, privateKey } = await crypto.subtle.generateKey(CURVE, true, ["deriveBits"]);
  return { open: await crypto.subtle.exportKey("raw", publicKey), sealed: await vault.seal(await crypto.subtle.exportKey("jwk", privateKey)) };
}

async function between(own, other, info) {
  const bits = await crypto.subtle.deriveBits({ name: "ECDH", public: other }, own, 256);
  const secret = await crypto.subtle.importKey("raw", bits, "HKDF", false, ["deriveKey"]);
  const given = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(32), info };
  return crypto.subtle.deriveKey(given, secret, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

/** Seals a value to the public key of a pair. `by` is the public half of a key that is forgotten at once. */
export async function sealTo(open, value) {
  const once = await crypto.subtle.generateKey(CURVE, false, ["deriveBits"]);
  const by = await crypto.subtle.exportKey("raw", once.publicKey);
  const key = await between(once.privateKey, await publicOf(open), await new Blob([by, open]).arrayBuffer());
  return { by, ...(await new Vault(key).seal(value)) };
}

/** Opens what was sealed to the public key of this pair. Throws for another vault's pair and for what another pair sealed. */
export async function opener(vault, pair) {
  const own = await crypto.subtle.importKey("jwk", await vault.open(pair.sealed), CURVE, false, ["deriveBits"]);
  return async (sealed) => {
    const key = await between(own, await publicOf(sealed.by), await new Blob([sealed.by, pair.open]).arrayBuffer());
    return new Vault(key).open(sealed);
  };
}

export async function sha256(bytes) {
  const found = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(found, (each) => each.toString(16).padStart(2, "0")).join("");
}
