import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { CSRF_HEADER } from "@cartwright/contracts/cookies";
import { deriveKeys } from "@cartwright/core/accounts/second-factor/derive-key";
import type { Exchange, Visitor } from "../http/exchange.ts";
import type { HostCheck } from "../http/host-check.ts";

/**
 * Whom a token is for: a log-in, or a guest by the hash of their cookie. It is of no use to anyone else. A session that is
 * renewed keeps its log-in, so that open pages stay valid.
 */
type CsrfOwner =
  | { readonly kind: "session"; readonly logInId: string }
  | { readonly kind: "guest"; readonly guestHash: Buffer };

export interface CsrfTokens {
  /** A token for this owner. A good token that the owner already has in a cookie is kept, so that open tabs stay valid. */
  issue(owner: CsrfOwner, present: string | undefined): string;
  /** Whether header and cookie carry the same token, and it was made for this owner. */
  verify(owner: CsrfOwner | null, header: string | undefined, cookie: string | undefined): boolean;
}

const NONCE_BYTES = 18;
const TOKEN_PATTERN = /^[A-Za-z0-9_-]{24}\.[A-Za-z0-9_-]{43}$/;

const ownerText = (owner: CsrfOwner) =>
  owner.kind === "session" ? `session:${owner.logInId}` : `guest:${owner.guestHash.toString("hex")}`;

/** Signed double-submit tokens: a random part, and its HMAC together with the owner. */
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

export interface CsrfGuard {
  /** The visitor's token, which is also set as a cookie. A guest without an identity gets one, to bind the token to. */
  issue(exchange: Exchange): Promise<string>;
  /** Whether a request that changes data comes from our own pages. The token is in the header, or in a form's body. */
  check(exchange: Exchange, bodyToken?: string): Promise<"valid" | "invalid">;
  /** The first half of {@link CsrfGuard.check}: what the browser itself says about where the request comes from. */
  comesFromOurPages(exchange: Exchange): boolean;
}

function ownerOf(visitor: Visitor): CsrfOwner | null {
  if (visitor.kind === "user") return { kind: "session", logInId: visitor.logInId };
  return visitor.guestHash === null ? null : { kind: "guest", guestHash: visitor.guestHash };
}

export function createCsrfGuard(tokens: CsrfTokens, host: HostCheck): CsrfGuard {
  /** Pages cannot set either header. A client that sends neither (a script, an old browser) is judged by its token alone. */
  function comesFromOurPages({ request }: Exchange): boolean {
    const { origin } = request.headers;
    const site = request.headers["sec-fetch-site"];
    if (origin !== undefined && !host.isOurOrigin(origin, request.headers.host)) return false;
    return site === undefined || site === "same-origin";
  }

  return {
    comesFromOurPages,
    async issue({ visitor, jar, cookies }) {
      const owner = ownerOf(await visitor()) ?? { kind: "guest", guestHash: jar.ensureGuest() };
      const token = tokens.issue(owner, cookies.csrf);
      jar.setCsrf(token);
      return token;
    },
    async check(exchange, bodyToken) {
      if (!comesFromOurPages(exchange)) return "invalid";
      const header = exchange.request.headers[CSRF_HEADER];
      const token = typeof header === "string" ? header : bodyToken;
      const owner = ownerOf(await exchange.visitor());
      return tokens.verify(owner, token, exchange.cookies.csrf) ? "valid" : "invalid";
    },
  };
}
