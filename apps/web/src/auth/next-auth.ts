import { createHash, randomBytes } from "node:crypto";
import { Credentials } from "@cartwright/contracts/accounts";
import { isErrorReason, type ErrorReason } from "@cartwright/contracts/error-codes";
import { ownPath } from "@cartwright/contracts/own-path";
import { reasonOf } from "@cartwright/api/to-trpc-error";
import { endSessions } from "@cartwright/core/accounts/end-sessions";
import { readMe } from "@cartwright/core/accounts/read-me";
import { isAppError } from "@cartwright/core/kernel/app-error";
import NextAuthModule, { type NextAuthOptions } from "next-auth";
import CredentialsModule from "next-auth/providers/credentials";
import { z } from "zod";
import type { Exchange, Visitor } from "../edge/exchange.ts";
import { isTooDeep, mediaType, readText } from "../edge/read-body.ts";
import { errorBody, noteReason, sendError, sendJson, statusOf } from "../edge/send-error.ts";
import { limitHeaders } from "../edge/limit-headers.ts";
import { identify } from "./identify.ts";
import { openSession, type SignInDeps } from "./sign-in.ts";
import { issueStepTicket, isStepTicket, STEP_SECONDS } from "./step-ticket.ts";

export const NEXT_AUTH_PREFIX = "/api/auth/";

export interface NextAuthMount extends SignInDeps {
  readonly publicOrigin: string;
  readonly proveCsrf: (exchange: Exchange, visitor: Visitor, bodyToken?: string) => "valid" | "invalid";
}

/** What is used of next-auth: these actions, by these methods. The rest of it stays shut. */
const ACTIONS: ReadonlySet<string> = new Set([
  "GET providers",
  "GET session",
  "GET signin",
  "GET signout",
  "GET error",
  "POST signin/credentials",
  "POST callback/credentials",
  "POST signout",
]);

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

const Form = z.record(z.string().max(100), z.string().max(8_192));
/** Where a log-in may lead: a path of ours, also when it is written with our name in front; else home. */
function pathAfterLogIn(target: string, publicOrigin: string): string {
  return ownPath(target.startsWith(`${publicOrigin}/`) ? target.slice(publicOrigin.length) : target) ?? "/";
}

/** The form of a sign-in, as JSON or as a browser's form sends it. */
async function readForm(exchange: Exchange): Promise<Record<string, string> | null> {
  const text = await readText(exchange.request);
  const type = mediaType(exchange.request);
  if (type === "application/x-www-form-urlencoded") return Form.parse(Object.fromEntries(new URLSearchParams(text)));
  if (type !== "application/json" || isTooDeep(text, 2)) return null;
  try {
    return Form.parse(JSON.parse(text));
  } catch {
    // Not JSON, or not a flat form: the caller is told the same for both.
    return null;
  }
}

function optionsFor(mount: NextAuthMount, exchange: Exchange, visitor: Visitor): NextAuthOptions {
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
            const { user } = await openSession(mount, exchange, { credentials: credentials.data, visitor });
            return { id: user.id, email: user.email, name: `${user.firstName} ${user.lastName}`.trim() };
          } catch (error) {
            throw new SignInRefused(reasonFor(mount, exchange, error), error);
          }
        },
      }),
    ],
    pages: { signIn: "/login", signOut: "/account", error: "/login" },
    session: { strategy: "jwt", maxAge: mount.sessions.tokens.lifetimeSeconds },
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
      redirect: async ({ url }) => `${mount.publicOrigin}${pathAfterLogIn(url, mount.publicOrigin)}`,
      session: async ({ session }) => {
        if (visitor.kind !== "user") return session;
        const user = await readMe(mount.api, visitor.userId);
        const name = user === null ? "" : `${user.firstName} ${user.lastName}`.trim();
        return { ...session, user: { id: visitor.userId, name, email: user?.email ?? "", role: visitor.role } };
      },
    },
    events: {
      signOut: async () => {
        if (visitor.kind !== "user") return;
        const ended = await endSessions(mount.api, visitor, "logout");
        mount.sessions.checker.forget(ended);
      },
    },
    logger: {
      error: (code, metadata) => mount.api.logger.error({ requestId: exchange.requestId, code, metadata }, "next-auth"),
      warn: (code) => mount.api.logger.debug({ code }, "next-auth"),
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

function reasonFor(mount: NextAuthMount, exchange: Exchange, error: unknown): ErrorReason {
  const reason = reasonOf(error);
  if (reason === "internal" || reason === "unavailable")
    mount.api.logger.error({ requestId: exchange.requestId, reason, err: error }, "log-in failed");
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

async function runNextAuth(mount: NextAuthMount, exchange: Exchange, form: Record<string, string> | null) {
  const visitor = await identify(mount.sessions, exchange);
  const { path, search, method, request } = exchange;
  const capture = new Capture();
  const call = {
    method,
    query: {
      ...Object.fromEntries(new URLSearchParams(search)),
      nextauth: path.slice(NEXT_AUTH_PREFIX.length).split("/"),
    },
    body: form === null ? undefined : { ...form, csrfToken: OWN_TOKEN },
    cookies: { [CSRF_COOKIE]: OWN_COOKIE, ...(visitor.kind === "user" ? { [SESSION_COOKIE]: "ours" } : {}) },
    headers: { host: request.headers.host },
  };
  const options = optionsFor(mount, exchange, visitor);
  // It takes the pages router's request and response; `call` and `capture` are all that it touches of them.
  await (nextAuth as (request: unknown, response: unknown, options: NextAuthOptions) => Promise<unknown>)(
    call,
    capture,
    options,
  );
  return capture;
}

interface Refusal {
  readonly reason: ErrorReason;
  readonly retryAfterSeconds?: number | undefined;
}

/** Sends a refusal in our shape, and with the `url` that next-auth's own client looks for the error in. */
function refuse(publicOrigin: string, exchange: Exchange, refusal: Refusal): void {
  const { requestId, response } = exchange;
  const { reason, retryAfterSeconds } = refusal;
  noteReason(response, reason);
  if (retryAfterSeconds !== undefined) response.setHeader("Retry-After", Math.ceil(retryAfterSeconds));
  const answer = { reason, requestId, ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) };
  sendJson(response, statusOf(reason), {
    url: `${publicOrigin}/login?error=${reason}`,
    ...(errorBody(answer) as object), // an object literal
  });
}

/**
 * Counts a try to log in; answers why it may not be made. The call that brings the code, after one whose password was
 * right, is the same log-in and costs no second one: what it may guess is counted by the lock of the account.
 */
async function countLogIn(
  mount: NextAuthMount,
  exchange: Exchange,
  { visitor, form }: { readonly visitor: Visitor; readonly form: Record<string, string> },
): Promise<Refusal | null> {
  const { address, cookies } = exchange;
  const entry = { email: form["email"] ?? "", nowMs: Date.now() };
  const goesOn = Boolean(form["code"]) && isStepTicket(mount.logIn.secrets, cookies.step, entry);
  try {
    const caller = { address, actor: visitor, onState: limitHeaders(exchange) };
    await mount.api.limiter.count(goesOn ? "general" : "auth", caller);
    return null;
  } catch (error) {
    if (isAppError(error, "rate_limited")) return error;
    throw error;
  }
}

/** Answers `/api/auth/*`: next-auth at the front, sessions of ours behind it. */
export async function answerNextAuth(mount: NextAuthMount, exchange: Exchange): Promise<void> {
  const { method, path, response, requestId } = exchange;
  if (!ACTIONS.has(`${method} ${path.slice(NEXT_AUTH_PREFIX.length)}`))
    return sendError(response, { reason: "not_found", requestId });
  let form: Record<string, string> | null = null;
  if (method === "POST") {
    form = await readForm(exchange);
    if (form === null) return sendError(response, { reason: "invalid_input", status: 415, requestId });
    const visitor = await identify(mount.sessions, exchange);
    if (mount.proveCsrf(exchange, visitor, form["csrfToken"]) !== "valid")
      return refuse(mount.publicOrigin, exchange, { reason: "csrf_invalid" });
    if (path.endsWith("/callback/credentials")) {
      const refusal = await countLogIn(mount, exchange, { visitor, form });
      if (refusal !== null) return refuse(mount.publicOrigin, exchange, refusal);
    }
  }
  const capture = await runNextAuth(mount, exchange, form);
  const location = capture.getHeader("location");
  const target = typeof location === "string" ? location : undefined;
  const reason = errorIn(target ?? urlOf(capture.body));
  if (reason === "second_factor_required")
    exchange.jar.setStep(issueStepTicket(mount.logIn.secrets, form?.["email"] ?? "", Date.now()), STEP_SECONDS);
  if (reason !== null && method === "POST") return refuse(mount.publicOrigin, exchange, { reason });
  if (method === "POST" && path.endsWith("/signout")) exchange.jar.clearSession();
  if (target !== undefined) {
    response.writeHead(302, { Location: target, "Cache-Control": "private, no-store" }).end();
    return;
  }
  sendJson(response, capture.statusCode, capture.body ?? {});
}

const urlOf = (body: unknown) =>
  typeof body === "object" && body !== null && "url" in body && typeof body.url === "string" ? body.url : undefined;

/** The reason that next-auth carries in the address it would lead to. */
function errorIn(url: string | undefined): ErrorReason | null {
  const error = url === undefined ? null : new URL(url, "http://shop.invalid").searchParams.get("error");
  if (error === null) return null;
  return isErrorReason(error) ? error : "credentials_invalid";
}
