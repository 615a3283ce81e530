/**
 * The shop's cookies. All are HttpOnly, SameSite=Strict and Path=/. Over https they carry `__Host-` (so no other host can
 * plant them) and Secure; over plain http, for a look on one's own machine, browsers allow neither.
 */
export interface CookieNames {
  /** The access token: a signed JWT that lives for 15 minutes. */
  readonly session: string;
  /** The refresh token: an opaque secret, used once. */
  readonly refresh: string;
  /** A guest's identity: a secret whose SHA-256 the database knows. */
  readonly guest: string;
  /** The other half of the CSRF header's value. */
  readonly csrf: string;
  /** For five minutes of a log-in in two steps: that its password was right. */
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

/** The names for a shop that is reached over https (`secure`) or over plain http. */
export function cookieNames(secure: boolean): CookieNames {
  return secure ? SECURE : PLAIN;
}

/** Reads one cookie of a `Cookie` header. Names are taken literally; of several with one name the first counts. */
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
