import { CSRF_HEADER } from "@cartwright/contracts/cookies";
import { ERROR_CODES, type ErrorReason, isErrorReason } from "@cartwright/contracts/error-codes";
import { csrfToken, forgetCsrfToken } from "../../trpc/csrf.ts";
import { announceToTabs } from "../realtime/tab-channel.ts";
import { FormFailure } from "./use-form.ts";

/** The reason of a refusal, from the body that carries it. */
function reasonIn(body: unknown): ErrorReason {
  const error = typeof body === "object" && body !== null && "error" in body ? body.error : null;
  const data = typeof error === "object" && error !== null && "data" in error ? error.data : null;
  const reason = typeof data === "object" && data !== null && "reason" in data ? data.reason : null;
  return typeof reason === "string" && isErrorReason(reason) ? reason : "unavailable";
}

/** Answers why it was refused; null when it was not. */
async function post(path: string, fields: Record<string, string>): Promise<ErrorReason | null> {
  const response = await fetch(path, {
    method: "POST",
    credentials: "same-origin",
    headers: { [CSRF_HEADER]: await csrfToken() },
    body: new URLSearchParams({ ...fields, json: "true" }),
  });
  // The token was for whoever this browser was before.
  forgetCsrfToken();
  if (!response.ok) return reasonIn(await response.json().catch(() => null));
  announceToTabs("session");
  return null;
}

export interface LogInCredentials {
  readonly email: string;
  readonly password: string;
  /** Of the second step, once it was asked for. */
  readonly code?: string;
}

/** Logs in, or says that the code of the second step is needed. Throws {@link FormFailure} with any other reason in words. */
export async function logIn(credentials: LogInCredentials): Promise<"logged_in" | "code_needed"> {
  const reason = await post("/api/auth/callback/credentials", { ...credentials });
  if (reason === null) return "logged_in";
  if (reason === "second_factor_required") return "code_needed";
  throw new FormFailure(ERROR_CODES[reason].message);
}

/** Logs out, in this tab and all others. */
export async function logOut(): Promise<void> {
  const reason = await post("/api/auth/signout", {});
  if (reason !== null) throw new FormFailure(ERROR_CODES[reason].message);
}
