import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { HostCheck } from "./host-check.ts";
import { deriveKeys } from "@cartwright/core/accounts/second-factor/derive-key";

/** Whom a token is for: a session, or a guest by the hash of his cookie. A token of one is worthless to another. */
export type CsrfOwner =
  | { readonly kind: "session"; readonly sessionId: string }
  | { readonly kind: "guest"; readonly guestHash: Buffer };

export interface CsrfTokens {
  /** The token for this owner: the one that he already has in his cookie, if it is good, so that tabs do not outdate each other. */
  issue(owner: CsrfOwner, present: string | undefined): string;
  /** Whether header and cookie carry the same token, and it was made for this owner. */
  verify(owner: CsrfOwner | null, header: string | undefined, cookie: string | undefined): boolean;
}

const NONCE_BYTES = 18;
const TOKEN_PATTERN = /^[A-Za-z0-9_-]{24}\.[A-Za-z0-9_-]{43}$/;

const ownerText = (owner: CsrfOwner) =>
  owner.kind === "session" ? `session:${owner.sessionId}` : `guest:${owner.guestHash.toString("hex")}`;

/** Double submit with a signature: a random part, and its HMAC together with the owner. */
export function createCsrfTokens(secrets: readonly string[]): CsrfTokens {
  const keys = deriveKeys(secrets, "csrf-token");
  const sign = (key: Uint8Array, nonce: string, owner: CsrfOwner) =>
    createHmac("sha256", key)
      .update(`${nonce}.${ownerText(owner)}`)
      .digest();

  function belongsTo(token: string, owner: CsrfOwner): boolean {
    if (!TOKEN_PATTERN.test(token)) return false;
    const [nonce = "", signature = ""] = token.split(".");
    const given = Buffer.from(signature, "base64url");
    return keys.some((key) => timingSafeEqual(given, sign(key.bytes, nonce, owner)));
  }

  return {
    issue(owner, present) {
      if (present !== undefined && belongsTo(present, owner)) return present;
      const nonce = randomBytes(NONCE_BYTES).toString("base64url");
      return `${nonce}.${sign(keys[0].bytes, nonce, owner).toString("base64url")}`;
    },
    verify(owner, header, cookie) {
      if (owner === null || header === undefined || cookie === undefined) return false;
      const one = Buffer.from(header);
      const other = Buffer.from(cookie);
      return one.length === other.length && timingSafeEqual(one, other) && belongsTo(header, owner);
    },
  };
}

/**
 * What the browser itself says about where a request comes from. Both headers are out of a page's reach; a client that
 * sends neither (a script, an old browser) is judged by its token alone.
 */
export function comesFromOurPages(request: IncomingMessage, host: HostCheck): boolean {
  const { origin } = request.headers;
  const site = request.headers["sec-fetch-site"];
  if (origin !== undefined && !host.isOurOrigin(origin, request.headers.host)) return false;
  return site === undefined || site === "same-origin";
}
