import { createHash, hkdfSync } from "node:crypto";

/**
 * The purpose of a key. One environment secret serves them all, and a signature made for one purpose is invalid for
 * another.
 */
export type KeyPurpose =
  | "access-token"
  | "csrf-token"
  | "refresh-chain"
  | "totp-secret"
  | "log-in-step"
  | "webhook-secret";

export interface DerivedKey {
  readonly bytes: Uint8Array;
  /** Names the key without revealing anything about it. */
  readonly id: string;
}

/** One 256-bit key for each secret, by HKDF-SHA256, in the same order: the first signs, all verify. */
export function deriveKeys(secrets: readonly string[], purpose: KeyPurpose): readonly [DerivedKey, ...DerivedKey[]] {
  const [first, ...others] = secrets.map((secret) => {
    const bytes = new Uint8Array(hkdfSync("sha256", secret, "", `cartwright ${purpose}`, 32));
    return { bytes, id: createHash("sha256").update(bytes).digest("hex").slice(0, 12) };
  });
  if (!first) throw new RangeError("at least one secret is needed");
  return [first, ...others];
}
