import { createHmac } from "node:crypto";

/** The value of the signature header for a body sent at a time (unix seconds). The scheme stands in docs/webhooks.md. */
export function signWebhook(body: string, secret: string, atSeconds: number): string {
  const mac = createHmac("sha256", secret).update(`${atSeconds}.${body}`).digest("hex");
  return `t=${atSeconds},v1=${mac}`;
}
