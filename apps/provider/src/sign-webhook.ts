import { createHmac } from "node:crypto";

/**
 * The value of the signature header for a body sent at a time (unix seconds): one signature for each secret, so that a
 * receiver that knows the old or the new one is content while a secret is rotated. The scheme stands in docs/webhooks.md.
 */
export function signWebhook(body: string, secrets: readonly string[], atSeconds: number): string {
  const signatures = secrets.map((secret) => createHmac("sha256", secret).update(`${atSeconds}.${body}`).digest("hex"));
  return [`t=${atSeconds}`, ...signatures.map((signature) => `v1=${signature}`)].join(",");
}
