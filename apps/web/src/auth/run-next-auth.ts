import { createHash, randomBytes } from "node:crypto";
import { reasonOf } from "@cartwright/api/to-trpc-error";
import { Credentials } from "@cartwright/contracts/accounts";
import { type ErrorReason, isErrorReason } from "@cartwright/contracts/error-codes";
import { ownPath } from "@cartwright/contracts/own-path";
import { endSessions } from "@cartwright/core/accounts/sessions/end-sessions";
import { readMe } from "@cartwright/core/accounts/profile/read-me";
import NextAuthModule, { type NextAuthOptions } from "next-auth";
import CredentialsModule from "next-auth/providers/credentials";
import type { Exchange, Visitor } from "../edge/exchange.ts";
import { identify } from "./identify.ts";
import { openSession, type SignInDeps } from "./sign-in.ts";

export interface NextAuthDeps extends SignInDeps {
  readonly publicOrigin: string;
}

/** One action of next-auth, such as `session` or `callback/credentials`, and the form that came with it. */
export interface NextAuthCall {
  readonly action: string;
  readonly form: Readonly<Record<string, string>> | null;
}

/** What next-auth would answer. */
export interface NextAuthAnswer {
  readonly statusCode: number;
  readonly body: unknown;
  /** Where it would redirect to. */
  readonly location: string | undefined;
  /** Why it refused, if it did. */
  readonly reason: ErrorReason | null;
}

// Both modules are CommonJS; loaded from an ES module, the function is the `default` of what comes.
const defaultOf = <T>(module: T): T =>
  typeof module === "object" && module !== null && "default" in module ? (module.default as T) : module; // by its own word
const nextAuth = defaultOf(NextAuthModule);
const credentialsProvider = defaultOf(CredentialsModule);

/** next-auth's own CSRF pair. Ours is checked first; then it is given a pair that fits, so there is one scheme and not two. */
const SECRET = randomBytes(32).toString("hex");
const OWN_TOKEN = randomBytes(16).toString("hex");
const OWN_COOKIE = `${OWN_TOKEN}|${createHash("sha256").update(`${OWN_TOKEN}${SECRET}`).digest("hex")}`;
const SESSION_COOKIE = "session";
const CSRF_COOKIE = "csrf";

/** Where a log-in may lead: a path of ours, also when it is written with our name in front; else home. */
function pathAfterLogIn(target: string, publicOrigin: string): string {
  return ownPath(target.startsWith(`${publicOrigin}/`) ? target.slice(publicOrigin.length) : target) ?? "/";
}

function optionsFor(deps: NextAuthDeps, exchange: Exchange, visitor: Visitor): NextAuthOptions {
  return {
    secret: SECRET,
    providers: [
      credentialsProvider({
        name: "E-mail and password",
        credentials: {
          email: { label: "E-mail", type: "email" },
          password: { label: "Password", type: "password" },
          code: { label: "Code", type: "text" },
        },
        async authorize(form) {
          const { email, password, code } = form ?? {};
          const credentials = Credentials.safeParse({ email, password, ...(code ? { code } : {}) });
          try {
            if (!credentials.success) throw credentials.error;
            const { user } = await openSession(deps, exchange, { credentials: credentials.data, visitor });
            return { id: user.id, email: user.email, name: `${user.firstName} ${user.lastName}`.trim() };
          } catch (error) {
            throw new SignInRefused(reasonFor(deps, exchange, error), error);
          }
        },
      }),
    ],
    pages: { signIn: "/login", signOut: "/account", error: "/login" },
    session: { strategy: "jwt", maxAge: deps.sessions.tokens.lifetimeSeconds },
    // The session's cookies are set by `openSession`; what next-auth would set is not sent.
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
      },
    },
    logger: {
      error: (code, metadata) => deps.api.logger.error({ requestId: exchange.requestId, code, metadata }, "next-auth"),
      warn: (code) => deps.api.logger.debug({ code }, "next-auth"),
      debug: () => undefined,
    },
  };
}

/** Carries the reason out of next-auth, which passes on nothing of an error but its message. */
class SignInRefused extends Error {
  constructor(reason: ErrorReason, cause: unknown) {
    super(reason, { cause });
  }
}

function reasonFor(deps: NextAuthDeps, exchange: Exchange, error: unknown): ErrorReason {
  const reason = reasonOf(error);
  if (reason === "internal" || reason === "unavailable")
    deps.api.logger.error({ requestId: exchange.requestId, reason, err: error }, "log-in failed");
  // A password that is too long or an address that is none: wrong, like any other.
  return reason === "invalid_input" ? "credentials_invalid" : reason;
}

/** What next-auth's handler expects of a response, kept until we know what to make of it. */
class Capture {
  statusCode = 200;
  readonly headers = new Map<string, unknown>();
  body: unknown = undefined;

  status(code: number): this {
    this.statusCode = code;
    return this;
  }
  setHeader(name: string, value: unknown): this {
    this.headers.set(name.toLowerCase(), value);
    return this;
  }
  getHeader(name: string): unknown {
    return this.headers.get(name.toLowerCase());
  }
  json(body: unknown): void {
    this.body = body;
  }
  send(body: unknown): void {
    this.body = body;
  }
  end(): void {}
}

/** Lets next-auth do its part of an action, and tells what it would answer. Sends nothing but the session's cookies. */
export async function runNextAuth(
  deps: NextAuthDeps,
  exchange: Exchange,
  { action, form }: NextAuthCall,
): Promise<NextAuthAnswer> {
  const visitor = await identify(deps.sessions, exchange);
  const { search, method, request } = exchange;
  const capture = new Capture();
  const call = {
    method,
    query: { ...Object.fromEntries(new URLSearchParams(search)), nextauth: action.split("/") },
    body: form === null ? undefined : { ...form, csrfToken: OWN_TOKEN },
    cookies: { [CSRF_COOKIE]: OWN_COOKIE, ...(visitor.kind === "user" ? { [SESSION_COOKIE]: "ours" } : {}) },
    headers: { host: request.headers.host },
  };
  const options = optionsFor(deps, exchange, visitor);
  // It takes the pages router's request and response; `call` and `capture` are all that it touches of them.
  await (nextAuth as (request: unknown, response: unknown, options: NextAuthOptions) => Promise<unknown>)(
    call,
    capture,
    options,
  );
  const { statusCode, body } = capture;
  const target = capture.getHeader("location");
  const location = typeof target === "string" ? target : undefined;
  return { statusCode, body, location, reason: errorIn(location ?? urlOf(body)) };
}

const urlOf = (body: unknown) =>
  typeof body === "object" && body !== null && "url" in body && typeof body.url === "string" ? body.url : undefined;

/** The reason that next-auth carries in the address it would lead to. */
function errorIn(url: string | undefined): ErrorReason | null {
  const error = url === undefined ? null : new URL(url, "http://shop.invalid").searchParams.get("error");
  if (error === null) return null;
  return isErrorReason(error) ? error : "credentials_invalid";
}
