import { createHash, randomBytes } from "node:crypto";
import { reasonOf } from "@cartwright/api/to-trpc-error";
import { Credentials } from "@cartwright/contracts/accounts";
import { type ErrorReason, isErrorReason } from "@cartwright/contracts/error-codes";
import { ownPath } from "@cartwright/contracts/own-path";
import { endSessions } from "@cartwright/core/accounts/sessions/end-sessions";
import { readMe } from "@cartwright/core/accounts/profile/read-me";
import { endGuest } from "@cartwright/core/orders/end-guest";
import type { AuthAction, AuthOptions } from "next-auth";
import CredentialsModule from "next-auth/providers/credentials";
import type { Exchange, Visitor } from "../http/exchange.ts";
import { AuthHandler, type AuthResponse } from "./next-auth-core.ts";
import { openSession, type SignInDeps } from "./sign-in.ts";

export interface NextAuthDeps extends SignInDeps {
  readonly publicOrigin: string;
}

/** An action of next-auth, its provider if it has one, and the form that was sent with it. */
export interface NextAuthCall {
  readonly action: AuthAction;
  readonly providerId: string | undefined;
  readonly form: Readonly<Record<string, string>> | null;
}

export interface NextAuthResult extends AuthResponse {
  /** Why next-auth refused, if it did. */
  readonly reason: ErrorReason | null;
}

// The module is CommonJS: loaded from an ES module, the function is its `default`.
const defaultOf = <T>(module: T): T =>
  typeof module === "object" && module !== null && "default" in module ? (module.default as T) : module; // declared as T itself
const credentialsProvider = defaultOf(CredentialsModule);

/** A CSRF pair for next-auth's own check, always valid: the edge has checked the shop's token before. */
const SECRET = randomBytes(32).toString("hex");
const OWN_TOKEN = randomBytes(16).toString("hex");
const OWN_COOKIE = `${OWN_TOKEN}|${createHash("sha256").update(`${OWN_TOKEN}${SECRET}`).digest("hex")}`;
const SESSION_COOKIE = "session";
const CSRF_COOKIE = "csrf";

/** Where a log-in may lead: one of our paths, also with our origin in front of it. Otherwise the home page. */
function pathAfterLogIn(target: string, publicOrigin: string): string {
  return ownPath(target.startsWith(`${publicOrigin}/`) ? target.slice(publicOrigin.length) : target) ?? "/";
}

function createProvider(deps: NextAuthDeps, exchange: Exchange) {
  return credentialsProvider({
    name: "Email and password",
    credentials: {
      email: { label: "Email", type: "email" },
      password: { label: "Password", type: "password" },
      code: { label: "Code", type: "text" },
    },
    async authorize(form) {
      const { email, password, code } = form ?? {};
      const credentials = Credentials.safeParse({ email, password, ...(code ? { code } : {}) });
      try {
        if (!credentials.success) throw credentials.error;
        const { user } = await openSession(deps, exchange, credentials.data);
        return { id: user.id, email: user.email, name: `${user.firstName} ${user.lastName}`.trim() };
      } catch (error) {
        throw new SignInRefused(reasonFor(deps, exchange, error), error);
      }
    },
  });
}

function optionsFor(deps: NextAuthDeps, exchange: Exchange, visitor: Visitor): AuthOptions {
  return {
    secret: SECRET,
    providers: [createProvider(deps, exchange)],
    pages: { signIn: "/login", signOut: "/account", error: "/login" },
    session: { strategy: "jwt", maxAge: deps.sessions.tokens.lifetimeSeconds },
    // `openSession` sets the session's cookies. The cookies that next-auth returns are not sent.
    cookies: {
      sessionToken: { name: SESSION_COOKIE, options: { httpOnly: true, sameSite: "strict", path: "/" } },
      csrfToken: { name: CSRF_COOKIE, options: { httpOnly: true, sameSite: "strict", path: "/" } },
    },
    jwt: {
      encode: async () => "",
      decode: async () => (visitor.kind === "user" ? { sub: visitor.userId } : null),
    },
    callbacks: {
      redirect: async ({ url }) => `${deps.publicOrigin}${pathAfterLogIn(url, deps.publicOrigin)}`,
      session: async ({ session }) => {
        if (visitor.kind !== "user") return session;
        const user = await readMe(deps.api, visitor.userId);
        const name = user === null ? "" : `${user.firstName} ${user.lastName}`.trim();
        return { ...session, user: { id: visitor.userId, name, email: user?.email ?? "", role: visitor.role } };
      },
    },
    events: {
      signOut: async () => {
        if (visitor.kind !== "user") return;
        await endSessions(deps.api, visitor, "logout");
        const guestHash = exchange.jar.guestHash();
        if (guestHash !== null) await endGuest(deps.api, { guestHash, userId: visitor.userId });
      },
    },
    logger: {
      // What it calls an error is nearly always something that a caller sent, and quotes it. Our own faults are logged by us.
      error: (code, metadata) =>
        deps.api.logger.info(
          { requestId: exchange.requestId, code, said: quoteBriefly(metadata) },
          "next-auth refused",
        ),
      warn: (code) => deps.api.logger.debug({ code }, "next-auth"),
      debug: () => undefined,
    },
  };
}

const QUOTED_MAX = 200;
/** Control characters, and those that turn the direction of a text. */
const UNSAFE = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e]/gu;

/** What a caller may have sent, for a log line: without control characters, and short. */
function quoteBriefly(value: unknown): string {
  const said = value instanceof Error ? value.message : (JSON.stringify(value) ?? "");
  return said.slice(0, QUOTED_MAX).replaceAll(UNSAFE, "?").toWellFormed();
}

/** Carries the reason through next-auth, which keeps only the message of an error. */
class SignInRefused extends Error {
  constructor(reason: ErrorReason, cause: unknown) {
    super(reason, { cause });
  }
}

function reasonFor(deps: NextAuthDeps, exchange: Exchange, error: unknown): ErrorReason {
  const reason = reasonOf(error);
  if (reason === "internal" || reason === "unavailable")
    deps.api.logger.error({ requestId: exchange.requestId, reason, err: error }, "log-in failed");
  // A password that is too long, or an invalid email address: wrong credentials like any others.
  return reason === "invalid_input" ? "credentials_invalid" : reason;
}

/** Runs an action of next-auth. Sends nothing: the cookies of a new session are set on the response, the rest is returned. */
export async function runNextAuth(
  deps: NextAuthDeps,
  exchange: Exchange,
  { action, providerId, form }: NextAuthCall,
): Promise<NextAuthResult> {
  const visitor = await exchange.visitor();
  const { search, method, request } = exchange;
  const query = Object.fromEntries(new URLSearchParams(search));
  const result = await AuthHandler({
    req: {
      method,
      action,
      providerId,
      error: query["error"] ?? providerId,
      query,
      body: form === null ? undefined : { ...form, csrfToken: OWN_TOKEN },
      cookies: { [CSRF_COOKIE]: OWN_COOKIE, ...(visitor.kind === "user" ? { [SESSION_COOKIE]: "ours" } : {}) },
      headers: { host: request.headers.host },
    },
    options: optionsFor(deps, exchange, visitor),
  });
  return { ...result, reason: reasonIn(result.redirect) };
}

/** The reason that next-auth puts into the query of a redirect. */
function reasonIn(redirect: string | undefined): ErrorReason | null {
  const error = redirect === undefined ? null : new URL(redirect, "http://shop.invalid").searchParams.get("error");
  if (error === null) return null;
  return isErrorReason(error) ? error : "credentials_invalid";
}
