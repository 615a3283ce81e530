import { RANDOM_SECRET } from "@cartwright/contracts/random-secret";
import type { ServerResponse } from "node:http";
import { hashSecret, newSecret } from "@cartwright/core/kernel/ids";
import { type CookieNames, readCookie } from "@cartwright/contracts/cookies";

/** A guest cookie lives for half a year. */
const GUEST_SECONDS = 180 * 86_400;

export interface RequestCookies {
  readonly session: string | undefined;
  readonly refresh: string | undefined;
  readonly guest: string | undefined;
  readonly csrf: string | undefined;
  readonly step: string | undefined;
}

/** The shop's cookies of a request. A guest cookie in a wrong format counts as none. */
export function readCookies(header: string | undefined, names: CookieNames): RequestCookies {
  const guest = readCookie(header, names.guest);
  return {
    session: readCookie(header, names.session),
    refresh: readCookie(header, names.refresh),
    guest: guest !== undefined && RANDOM_SECRET.test(guest) ? guest : undefined,
    csrf: readCookie(header, names.csrf),
    step: readCookie(header, names.step),
  };
}

interface SessionCookies {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly refreshExpiresAt: Date;
}

/** The cookies of one response. A cookie that was set here replaces the one that the request brought. */
export interface ResponseCookies {
  /** The guest's hash. A guest without an identity gets one now, and its cookie. */
  ensureGuest(): Buffer;
  clearSession(): void;
  setSession(tokens: SessionCookies): void;
  /** The guest's hash: of the cookie that the request brought, or of the one that was set here. */
  guestHash(): Buffer | null;
  setCsrf(token: string): void;
  setStep(ticket: string, lifeSeconds: number): void;
  /** After a log-in, when the guest's cart has been merged into the account's, and after a log-out. */
  clearGuest(): void;
}

interface JarOptions {
  readonly names: CookieNames;
  readonly secure: boolean;
  readonly cookies: RequestCookies;
}

/** Sets cookies on this response. Each is HttpOnly, SameSite=Strict, Path=/, and Secure over https. */
export function createCookieJar(response: ServerResponse, { names, secure, cookies }: JarOptions): ResponseCookies {
  const outgoing = new Map<string, string>();
  let guestHash = cookies.guest === undefined ? null : hashSecret(cookies.guest);

  function set(name: string, value: string, maxAgeSeconds: number | null): void {
    if (response.headersSent) return;
    const age = maxAgeSeconds === null ? "" : `; Max-Age=${Math.max(0, Math.floor(maxAgeSeconds))}`;
    outgoing.set(name, `${name}=${value}; Path=/; HttpOnly; SameSite=Strict${secure ? "; Secure" : ""}${age}`);
    response.setHeader("Set-Cookie", [...outgoing.values()]);
  }
  const clear = (name: string, present: string | undefined) => {
    if (present !== undefined || outgoing.has(name)) set(name, "", 0);
  };

  return {
    guestHash: () => guestHash,
    ensureGuest() {
      if (guestHash === null) {
        const secret = newSecret();
        guestHash = hashSecret(secret);
        set(names.guest, secret, GUEST_SECONDS);
      }
      return guestHash;
    },
    clearGuest() {
      guestHash = null;
      clear(names.guest, cookies.guest);
    },
    clearSession() {
      clear(names.session, cookies.session);
      clear(names.refresh, cookies.refresh);
      clear(names.csrf, cookies.csrf);
    },
    setSession(tokens) {
      const lifeSeconds = (tokens.refreshExpiresAt.getTime() - Date.now()) / 1000;
      // Both live as long as the refresh token: an expired access token is how the edge knows that it has to refresh.
      set(names.session, tokens.accessToken, lifeSeconds);
      set(names.refresh, tokens.refreshToken, lifeSeconds);
      clear(names.step, cookies.step);
    },
    setStep: (ticket, lifeSeconds) => set(names.step, ticket, lifeSeconds),
    setCsrf(token) {
      if (token !== cookies.csrf) set(names.csrf, token, null);
    },
  };
}
