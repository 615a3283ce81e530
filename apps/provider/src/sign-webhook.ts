import { createHmac } from "node:crypto";

/**
 * The value of the signature header for a body sent at a time (unix seconds): one signature for each secret, so that during a
 * rotation receivers with the old and with the new secret both accept it. docs/webhooks.md describes the scheme.
 */
export function signWebhook(body: string, secrets: readonly string[], atSeconds: number): string {
  const signatures = secrets.map((secret) => createHmac("sha256", secret).update(`${atSeconds}.${body}`).digest("hex"));
  return [`t=${atSeconds}`, ...signatures.map((signature) => `v1=${signature}`)].join(",");
}
