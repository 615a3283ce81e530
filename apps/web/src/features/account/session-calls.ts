import { CSRF_HEADER } from "@cartwright/contracts/cookies";
import { type ErrorReason, isErrorReason } from "@cartwright/contracts/error-codes";
import { csrfToken, forgetCsrfToken } from "../../trpc/csrf.ts";
import { announceToTabs } from "../realtime/tab-channel.ts";
import { FormFailure } from "./use-form.ts";

interface Refusal {
  readonly reason: ErrorReason;
  /** For a person; null when the response carried none. */
  readonly message: string | null;
}

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;

/** Reads the error from a response body: `{error: {message, data: {reason}}}`. */
function refusalIn(body: unknown): Refusal {
  const error = fieldOf(body, "error");
  const reason = fieldOf(fieldOf(error, "data"), "reason");
  const message = fieldOf(error, "message");
  return {
    reason: typeof reason === "string" && isErrorReason(reason) ? reason : "unavailable",
    message: typeof message === "string" ? message : null,
  };
}

/** Returns the refusal; null on success. */
async function post(path: string, fields: Record<string, string>): Promise<Refusal | null> {
  const response = await fetch(path, {
    method: "POST",
    credentials: "same-origin",
    headers: { [CSRF_HEADER]: await csrfToken() },
    body: new URLSearchParams({ ...fields, json: "true" }),
  });
  // The token belonged to the session before this request.
  forgetCsrfToken();
  if (!response.ok) return refusalIn(await response.json().catch(() => null));
  announceToTabs("session");
  return null;
}

export interface LogInCredentials {
  readonly email: string;
  readonly password: string;
  /** For two-step verification, once it was asked for. */
  readonly code?: string;
}

/** Logs in, or asks for the two-step verification code. Throws {@link FormFailure} with the message of any other refusal. */
export async function logIn(credentials: LogInCredentials): Promise<"logged_in" | "code_needed"> {
  const refusal = await post("/api/auth/callback/credentials", { ...credentials });
  if (refusal === null) return "logged_in";
  if (refusal.reason === "second_factor_required") return "code_needed";
  throw new FormFailure(refusal.message);
}

/** Logs out, in this tab and all others. */
export async function logOut(): Promise<void> {
  const refusal = await post("/api/auth/signout", {});
  if (refusal !== null) throw new FormFailure(refusal.message);
}
