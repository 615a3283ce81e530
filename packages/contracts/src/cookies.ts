/**
 * The shop's cookies. All are HttpOnly, SameSite=Strict and Path=/. Over https they have the `__Host-` prefix (so that no
 * other host can set them) and Secure; over plain http, for a local demo, browsers allow neither.
 */
export interface CookieNames {
  /** The access token: a signed JWT, valid for 15 minutes. */
  readonly session: string;
  /** The refresh token: an opaque secret, used once. */
  readonly refresh: string;
  /** A guest's identity: a secret whose SHA-256 the database knows. */
  readonly guest: string;
  /** The other half of the CSRF header's value. */
  readonly csrf: string;
  /** During a log-in with two-step verification, for five minutes: that the password was correct. */
  readonly step: string;
}

const namesWith = (prefix: string): CookieNames => ({
  session: `${prefix}cartwright-session`,
  refresh: `${prefix}cartwright-refresh`,
  guest: `${prefix}cartwright-guest`,
  csrf: `${prefix}cartwright-csrf`,
  step: `${prefix}cartwright-step`,
});

const SECURE = namesWith("__Host-");
const PLAIN = namesWith("");

/** The cookie names for a shop over https (`secure`) or over plain http. */
export function cookieNames(secure: boolean): CookieNames {
  return secure ? SECURE : PLAIN;
}

/** Reads one cookie of a `Cookie` header. Names are literal; of several with one name the first counts. */
export function readCookie(header: string | undefined, name: string): string | undefined {
  if (header === undefined || header.length > 16_384) return undefined;
  for (const part of header.split(";")) {
    const equals = part.indexOf("=");
    if (equals > 0 && part.slice(0, equals).trim() === name) return part.slice(equals + 1).trim();
  }
  return undefined;
}

/** The header that carries the CSRF token. */
export const CSRF_HEADER = "x-csrf-token";
