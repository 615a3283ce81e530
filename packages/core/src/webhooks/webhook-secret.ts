import { randomBytes } from "node:crypto";
import { Webhook } from "standardwebhooks";
import { deriveKeys } from "../accounts/second-factor/derive-key.ts";
import { openWith, sealWith } from "../accounts/second-factor/seal-secret.ts";

const SECRET_BYTES = 24;
const PURPOSE = "webhook-secret";

/** A new signing secret in the form of Standard Webhooks. */
export const newWebhookSecret = (): string => `whsec_${randomBytes(SECRET_BYTES).toString("base64")}`;

/** The stored form of a secret: encrypted, and bound to its endpoint. */
export const sealWebhookSecret = (keys: readonly string[], endpointId: string, secret: string): string =>
  sealWith(deriveKeys(keys, PURPOSE), endpointId, secret);

/** Null when none of the keys sealed it. */
export const openWebhookSecret = (keys: readonly string[], endpointId: string, sealed: string): string | null =>
  openWith(deriveKeys(keys, PURPOSE), endpointId, sealed);

export interface Signed {
  readonly id: string;
  readonly at: Date;
  readonly body: string;
}

/** The headers of Standard Webhooks. While a secret is rotated there is a signature by each; a receiver accepts any of them. */
export function signatureHeaders(secrets: readonly string[], { id, at, body }: Signed): Record<string, string> {
  return {
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(at.getTime() / 1_000)),
    "webhook-signature": secrets.map((secret) => new Webhook(secret).sign(id, at, body)).join(" "),
  };
}
