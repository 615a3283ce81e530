import { join } from "node:path";
import { z } from "zod";

/** The settings of this process; the only reader of `process.env` here. */
export const envSchema = z.object({
  /** The address the provider listens on. Loopback unless told otherwise: it holds play money and asks for no password. */
  PROVIDER_HOST: z.string().default("127.0.0.1"),
  PROVIDER_PORT: z.coerce.number().int().min(0).max(65_535).default(4242),
  /** How a browser reaches the approval pages, when that is not `http://{host}:{port}`. */
  PROVIDER_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** Signs the webhooks. Several, separated by commas, while one is rotated. */
  SANDBOX_WEBHOOK_SECRET: z.string().min(32, "at least 32 characters"),
  /** The store lies in `provider/` under it. */
  DATA_DIR: z.string().default(".data"),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
  /** Append the log to this file instead of the standard output. */
  LOG_FILE: z.string().optional(),
});

/** Reads and checks the settings; throws with every fault named. */
export function readEnv(source: Readonly<Record<string, string | undefined>> = process.env) {
  const env = envSchema.parse(source);
  return { ...env, storePath: join(env.DATA_DIR, "provider", "provider.sqlite") };
}
