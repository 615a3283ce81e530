import { CSRF_HEADER } from "@cartwright/contracts/cookies";
import { ERROR_CODES, isErrorReason } from "@cartwright/contracts/error-codes";
import { csrfToken, forgetCsrfToken } from "../../trpc/csrf.ts";
import { announceToTabs } from "../realtime/tab-channel.ts";
import { FormFailure } from "./use-form.ts";

/** The sentence of a refusal, from the body that carries it. */
function messageIn(body: unknown): string {
  const error = typeof body === "object" && body !== null && "error" in body ? body.error : null;
  const data = typeof error === "object" && error !== null && "data" in error ? error.data : null;
  const reason = typeof data === "object" && data !== null && "reason" in data ? data.reason : null;
  return ERROR_CODES[typeof reason === "string" && isErrorReason(reason) ? reason : "unavailable"].message;
}

async function post(path: string, fields: Record<string, string>): Promise<void> {
  const response = await fetch(path, {
    method: "POST",
    credentials: "same-origin",
    headers: { [CSRF_HEADER]: await csrfToken() },
    body: new URLSearchParams({ ...fields, json: "true" }),
  });
  // The token was for whoever this browser was before.
  forgetCsrfToken();
  if (!response.ok) throw new FormFailure(messageIn(await response.json().catch(() => null)));
  announceToTabs("session");
}

/** Logs in. Throws {@link FormFailure} with the reason in words. */
export async function logIn(credentials: { readonly email: string; readonly password: string }): Promise<void> {
  await post("/api/auth/callback/credentials", { ...credentials });
}

/** Logs out, in this tab and all others. */
export async function logOut(): Promise<void> {
  await post("/api/auth/signout", {});
}
