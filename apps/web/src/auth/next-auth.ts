import type { ErrorReason } from "@cartwright/contracts/error-codes";
import { isAppError } from "@cartwright/core/kernel/app-error";
import { z } from "zod";
import type { Exchange, Visitor } from "../edge/exchange.ts";
import { isTooDeep, mediaType, readText } from "../edge/read-body.ts";
import { limitHeaders } from "../edge/limit-headers.ts";
import { errorBody, noteReason, sendError, sendJson, statusOf } from "../edge/send-error.ts";
import { identify } from "./identify.ts";
import { type NextAuthDeps, runNextAuth } from "./run-next-auth.ts";
import { isStepTicket, issueStepTicket, STEP_SECONDS } from "./step-ticket.ts";

export const NEXT_AUTH_PREFIX = "/api/auth/";

export interface NextAuthMount extends NextAuthDeps {
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

const Form = z.record(z.string().max(100), z.string().max(8_192));
/** In JSON, what is a word in a form (`json: "true"`) may be a value. */
const JsonForm = z.record(z.string().max(100), z.union([z.string().max(8_192), z.boolean().transform(String)]));

/** The form of a sign-in, as JSON or as a browser's form sends it. */
async function readForm(exchange: Exchange): Promise<Record<string, string> | null> {
  const text = await readText(exchange.request);
  const type = mediaType(exchange.request);
  if (type === "application/x-www-form-urlencoded") return Form.parse(Object.fromEntries(new URLSearchParams(text)));
  if (type !== "application/json" || isTooDeep(text, 2)) return null;
  try {
    return JsonForm.parse(JSON.parse(text));
  } catch {
    // Not JSON, or not a flat form: the caller is told the same for both.
    return null;
  }
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
  const action = path.slice(NEXT_AUTH_PREFIX.length);
  if (!ACTIONS.has(`${method} ${action}`)) return sendError(response, { reason: "not_found", requestId });
  let form: Record<string, string> | null = null;
  if (method === "POST") {
    form = await readForm(exchange);
    if (form === null) return sendError(response, { reason: "invalid_input", status: 415, requestId });
    const visitor = await identify(mount.sessions, exchange);
    if (mount.proveCsrf(exchange, visitor, form["csrfToken"]) !== "valid")
      return refuse(mount.publicOrigin, exchange, { reason: "csrf_invalid" });
    if (action === "callback/credentials") {
      const refusal = await countLogIn(mount, exchange, { visitor, form });
      if (refusal !== null) return refuse(mount.publicOrigin, exchange, refusal);
    }
  }
  const { reason, location, statusCode, body } = await runNextAuth(mount, exchange, { action, form });
  if (reason === "second_factor_required")
    exchange.jar.setStep(issueStepTicket(mount.logIn.secrets, form?.["email"] ?? "", Date.now()), STEP_SECONDS);
  if (reason !== null && method === "POST") return refuse(mount.publicOrigin, exchange, { reason });
  if (method === "POST" && action === "signout") exchange.jar.clearSession();
  if (location !== undefined) {
    response.writeHead(302, { Location: location, "Cache-Control": "private, no-store" }).end();
    return;
  }
  sendJson(response, statusCode, body ?? {});
}
