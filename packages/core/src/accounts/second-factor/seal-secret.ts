import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { deriveKeys, type DerivedKey } from "./derive-key.ts";

const CIPHER = "aes-256-gcm";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const SHAPE = /^v1\.([0-9a-f]{12})\.([A-Za-z0-9_-]+)$/;

/** The prefix of everything sealed with the first of the secrets. */
export const sealedPrefix = (secrets: readonly string[]): string => `v1.${deriveKeys(secrets, "totp-secret")[0].id}.`;

/** Keys of one purpose, as {@link deriveKeys} returns them: the first seals, all open. */
export type SealKeys = readonly [DerivedKey, ...DerivedKey[]];

/**
 * Encrypts a value that the database must return but not reveal: AES-256-GCM with the first of the keys, bound to its owner,
 * so that a copy in another row cannot be decrypted there.
 */
export function sealWith([key]: SealKeys, owner: string, plain: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key.bytes, nonce, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(owner));
  const sealed = Buffer.concat([nonce, cipher.update(plain, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return `v1.${key.id}.${sealed.toString("base64url")}`;
}

/** {@link sealWith} for the secret of a second factor. */
export function sealSecret(secrets: readonly string[], owner: string, plain: string): string {
  return sealWith(deriveKeys(secrets, "totp-secret"), owner, plain);
}

/** Decrypts a value with whichever of the keys sealed it. Null when none did, or when it belongs to another owner or was altered. */
export function openWith(keys: SealKeys, owner: string, text: string): string | null {
  const [, keyId, body = ""] = SHAPE.exec(text) ?? [];
  const key = keys.find((candidate) => candidate.id === keyId);
  const sealed = Buffer.from(body, "base64url");
  if (!key || sealed.length < NONCE_BYTES + TAG_BYTES) return null;
  const nonce = sealed.subarray(0, NONCE_BYTES);
  const decipher = createDecipheriv(CIPHER, key.bytes, nonce, { authTagLength: TAG_BYTES })
    .setAAD(Buffer.from(owner))
    .setAuthTag(sealed.subarray(-TAG_BYTES));
  try {
    return decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES), undefined, "utf8") + decipher.final("utf8");
  } catch {
    // The tag does not match: forged, damaged, or another owner's.
    return null;
  }
}

/** {@link openWith} for the secret of a second factor. */
export function openSecret(secrets: readonly string[], owner: string, text: string): string | null {
  return openWith(deriveKeys(secrets, "totp-secret"), owner, text);
}
