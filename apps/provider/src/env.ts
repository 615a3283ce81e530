import { WebhookSecrets } from "@cartwright/contracts/secrets";
import { type Environment, LOG_SETTINGS, port, readSettings } from "@cartwright/observability/settings";
import { z } from "zod";
import { storePathIn } from "./store-path.ts";

/** Every setting of the sandbox provider. Unknown variables are ignored. */
export const envSchema = z.object({
  /** The sandbox takes play money, so a public shop must not run it. */
  CARTWRIGHT_MODE: z.enum(["embedded", "development"], "the sandbox is not allowed in production").optional(),
  /** The address to listen on. By default loopback: the provider asks for no password. */
  PROVIDER_HOST: z.string().default("127.0.0.1"),
  PROVIDER_PORT: port(4242),
  /** The URL of the approval pages for browsers, when that is not `http://{host}:{port}`. */
  PROVIDER_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** Signs the webhooks. Several, separated by commas, during a rotation. */
  SANDBOX_WEBHOOK_SECRET: WebhookSecrets,
  /** The store is in its `provider/` folder. */
  DATA_DIR: z.string().default(".data"),
  ...LOG_SETTINGS,
});

export function readEnv(environment: Environment = process.env) {
  const env = readSettings(envSchema, environment);
  return { ...env, storePath: storePathIn(env.DATA_DIR) };
}
