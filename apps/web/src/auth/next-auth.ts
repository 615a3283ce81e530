import type { ErrorReason } from "@cartwright/contracts/error-codes";
import { isAppError } from "@cartwright/core/kernel/app-error";
import type { AuthAction } from "next-auth";
import { z } from "zod";
import type { Exchange } from "../http/exchange.ts";
import { limitHeaders } from "../http/limit-headers.ts";
import { isTooDeep, mediaType, readText } from "../http/read-body.ts";
import { errorBody, sendError, sendJson, statusOf } from "../http/send-error.ts";
import type { CsrfGuard } from "./csrf.ts";
import { type NextAuthDeps, type NextAuthResult, runNextAuth } from "./run-next-auth.ts";
import { isStepTicket, issueStepTicket, STEP_SECONDS } from "./step-ticket.ts";

export const NEXT_AUTH_PREFIX = "/api/auth/";

export interface NextAuthMount extends NextAuthDeps {
  readonly csrf: CsrfGuard;
}

type Form = Readonly<Record<string, string>>;

/** The actions of next-auth that the shop uses. The others respond with `not_found`. */
const ACTIONS: Readonly<Record<string, readonly [action: AuthAction, providerId?: string]>> = {
  "GET providers": ["providers"],
  "GET session": ["session"],
  "GET signin": ["signin"],
  "GET signout": ["signout"],
  "GET error": ["error"],
  "POST signin/credentials": ["signin", "credentials"],
  "POST callback/credentials": ["callback", "credentials"],
  "POST signout": ["signout"],
};

const UrlEncodedForm = z.record(z.string().max(100), z.string().max(8_192));
/** In JSON, a word of a form (`json: "true"`) may be a boolean. */
const JsonForm = z.record(z.string().max(100), z.union([z.string().max(8_192), z.boolean().transform(String)]));

/** The form of a sign-in, as JSON or URL-encoded. Null for any other content. */
async function readForm(exchange: Exchange): Promise<Form | null> {
  const text = await readText(exchange.request);
  const type = mediaType(exchange.request);
  if (type === "application/x-www-form-urlencoded")
    return UrlEncodedForm.parse(Object.fromEntries(new URLSearchParams(text)));
  if (type !== "application/json" || isTooDeep(text, 2)) return null;
  try {
    return JsonForm.parse(JSON.parse(text));
  } catch {
    // Not JSON, or not a flat form. Both are refused alike.
    return null;
  }
}

interface Refusal {
  readonly reason: ErrorReason;
  readonly retryAfterSeconds?: number | undefined;
}

/** Sends a refusal in the shape of all errors, with the `url` in which next-auth's own client looks for the error. */
function refuse(publicOrigin: string, exchange: Exchange, refusal: Refusal): void {
  const { response } = exchange;
  const { reason, retryAfterSeconds } = refusal;
  response.refusedFor ??= reason;
  if (retryAfterSeconds !== undefined) response.setHeader("Retry-After", Math.ceil(retryAfterSeconds));
  sendJson(response, statusOf(reason), {
    url: `${publicOrigin}/login?error=${reason}`,
    ...errorBody(exchange, { reason, retryAfterSeconds }),
  });
}

/**
 * Counts an attempt to log in. Returns why it is refused, or null. The request that brings the code, after one with a correct
 * password, belongs to the same log-in and is not counted again: the account's lock limits how often a code can be guessed.
 */
async function countLogIn(mount: NextAuthMount, exchange: Exchange, form: Form): Promise<Refusal | null> {
  const { address, cookies } = exchange;
  const entry = { email: form["email"] ?? "", nowMs: Date.now() };
  const isSecondStep = Boolean(form["code"]) && isStepTicket(mount.logIn.secrets, cookies.step, entry);
  try {
    const caller = { address, actor: await exchange.visitor(), onState: limitHeaders(exchange) };
    await mount.api.limiter.count(isSecondStep ? "general" : "auth", caller);
    return null;
  } catch (error) {
    if (isAppError(error, "rate_limited")) return error;
    throw error;
  }
}

/** What every form has to pass before next-auth sees it. Returns why it is refused, or null. */
async function admit(mount: NextAuthMount, exchange: Exchange, form: Form): Promise<Refusal | null> {
  if ((await mount.csrf.check(exchange, form["csrfToken"])) !== "valid") return { reason: "csrf_invalid" };
  return exchange.path === `${NEXT_AUTH_PREFIX}callback/credentials` ? countLogIn(mount, exchange, form) : null;
}

/** Handles `/api/auth/*`: next-auth in front, our own sessions behind it. */
export async function handleNextAuth(mount: NextAuthMount, exchange: Exchange): Promise<void> {
  const { method, path } = exchange;
  const [action, providerId] = ACTIONS[`${method} ${path.slice(NEXT_AUTH_PREFIX.length)}`] ?? [];
  if (action === undefined) return sendError(exchange, { reason: "not_found" });
  if (method === "GET") return send(exchange, await runNextAuth(mount, exchange, { action, providerId, form: null }));

  const form = await readForm(exchange);
  if (form === null) return sendError(exchange, { reason: "invalid_input", status: 415 });
  const refusal = await admit(mount, exchange, form);
  if (refusal !== null) return refuse(mount.publicOrigin, exchange, refusal);
  const result = await runNextAuth(mount, exchange, { action, providerId, form });
  if (result.reason === "second_factor_required")
    exchange.jar.setStep(issueStepTicket(mount.logIn.secrets, form["email"] ?? "", Date.now()), STEP_SECONDS);
  if (result.reason !== null) return refuse(mount.publicOrigin, exchange, { reason: result.reason });
  if (action === "signout") {
    exchange.jar.clearSession();
    exchange.jar.clearGuest();
  }
  send(exchange, result, form["json"] === "true");
}

/** Sends what next-auth returned. Its own client asks for redirects as JSON. */
function send({ response }: Exchange, { redirect, status = 200, body }: NextAuthResult, asJson = false): void {
  if (redirect === undefined) sendJson(response, status, body ?? {});
  else if (asJson) sendJson(response, status, { url: redirect });
  else response.writeHead(302, { Location: redirect, "Cache-Control": "private, no-store" }).end();
}
