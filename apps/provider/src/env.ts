import { WebhookSecrets } from "@cartwright/contracts/secrets";
import { z } from "zod";
import { storePathIn } from "./store-path.ts";

/** The settings of this process; the only reader of `process.env` here. */
export const envSchema = z.object({
  /** It takes play money: a shop that the world can reach has no use for it. */
  CARTWRIGHT_MODE: z.enum(["embedded", "development"], "the sandbox has no place in production").optional(),
  /** The address the provider listens on. Loopback unless told otherwise: it holds play money and asks for no password. */
  PROVIDER_HOST: z.string().default("127.0.0.1"),
  PROVIDER_PORT: z.coerce.number().int().min(0).max(65_535).default(4242),
  /** How a browser reaches the approval pages, when that is not `http://{host}:{port}`. */
  PROVIDER_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** Signs the webhooks. Several, separated by commas, while one is rotated. */
  SANDBOX_WEBHOOK_SECRET: WebhookSecrets,
  /** The store lies in `provider/` under it. */
  DATA_DIR: z.string().default(".data"),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
  /** Append the log to this file instead of the standard output. */
  LOG_FILE: z.string().optional(),
});

/** Reads and checks the settings. Throws an error whose message lists every setting that is wrong, and no value. */
export function readEnv(source: Readonly<Record<string, string | undefined>> = process.env) {
  const result = envSchema.safeParse(source);
  if (!result.success) {
    const lines = result.error.issues.map((issue) => `  ${issue.path.join(".") || "environment"}: ${issue.message}`);
    throw new Error(`The environment does not suit this process:\n${lines.join("\n")}`);
  }
  const env = result.data;
  return { ...env, storePath: storePathIn(env.DATA_DIR) };
}
