import { randomBytes, type Bytes } from "./bytes.ts";
import { padToBucket, stripPadding } from "./padding.ts";
import { hkdfParams } from "./root-key.ts";

const FORMAT = 1;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Where a sealed record lives: store name, record key and so on. A record moved elsewhere does not open. */
export type Place = readonly string[];

export interface SealOptions {
  /** Plaintext is padded to a multiple of this many bytes, so that its length tells less. */
  readonly bucketBytes?: number;
}

/** AES-256-GCM with a random 96-bit IV. Layout: format (1 byte), IV (12), ciphertext with tag. */
export interface Sealer {
  seal(plain: Bytes, place: Place, options?: SealOptions): Promise<Bytes>;
  /** @throws SealBrokenError */
  open(sealed: Uint8Array, place: Place): Promise<Bytes>;
  sealJson(value: unknown, place: Place, options?: SealOptions): Promise<Bytes>;
  /** The value as it was sealed; its shape is still to be parsed. @throws SealBrokenError */
  openJson(sealed: Uint8Array, place: Place): Promise<unknown>;
}

/** Damaged, moved, of another account or of another format. */
export class SealBrokenError extends Error {
  constructor() {
    super("seal-broken");
    this.name = "SealBrokenError";
  }
}

/** @param purpose names the store; two purposes never share a key. */
export function createSealer(rootKey: CryptoKey, purpose: string): Sealer {
  const params = hkdfParams(`seal:${purpose}`);
  const key = crypto.subtle.deriveKey(params, rootKey, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  // A failure shows at each use, not as an unhandled rejection before the first one.
  key.catch(() => undefined);
  return createSealerOf(key);
}

/** For keys that do not come from the root key, e.g. the shared secret of the patient index. */
export function createSealerOf(key: CryptoKey | Promise<CryptoKey>): Sealer {
  const seal = async (plain: Bytes, place: Place, options: SealOptions = {}): Promise<Bytes> => {
    const iv = randomBytes(IV_BYTES);
    const params = { name: "AES-GCM", iv, additionalData: encodePlace(place) };
    const text = padToBucket(plain, options.bucketBytes ?? 1);
    const cipher = new Uint8Array(await crypto.subtle.encrypt(params, await key, text));
    const sealed = new Uint8Array(1 + IV_BYTES + cipher.length);
    sealed[0] = FORMAT;
    sealed.set(iv, 1);
    sealed.set(cipher, 1 + IV_BYTES);
    return sealed;
  };
  const open = async (sealed: Uint8Array, place: Place): Promise<Bytes> => {
    if (sealed[0] !== FORMAT || sealed.length < 1 + IV_BYTES + TAG_BYTES) throw new SealBrokenError();
    const copy = new Uint8Array(sealed);
    const iv = copy.subarray(1, 1 + IV_BYTES);
    const params = { name: "AES-GCM", iv, additionalData: encodePlace(place) };
    const secret = await key;
    let text: ArrayBuffer;
    try {
      text = await crypto.subtle.decrypt(params, secret, copy.subarray(1 + IV_BYTES));
    } catch {
      throw new SealBrokenError();
    }
    const plain = stripPadding(new Uint8Array(text));
    if (plain === undefined) throw new SealBrokenError();
    return plain;
  };
  return {
    seal,
    open,
    sealJson: (value, place, options) => seal(new TextEncoder().encode(JSON.stringify(value)), place, options),
    openJson: async (sealed, place): Promise<unknown> => {
      const plain = await open(sealed, place);
      try {
        return JSON.parse(new TextDecoder().decode(plain));
      } catch {
        throw new SealBrokenError();
      }
    },
  };
}

/** JSON keeps the parts apart: ["a","bc"] and ["ab","c"] are different places. */
function encodePlace(place: Place): Bytes {
  return new TextEncoder().encode(JSON.stringify([FORMAT, ...place]));
}
