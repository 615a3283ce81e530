import { findSecretFaults, SecretList } from "@cartwright/contracts/secrets";
import { WATCH_SETTINGS } from "@cartwright/observability/start-watching";
import { TrustedProxies } from "@cartwright/observability/trusted-proxies";
import { z } from "zod";

const emptyIsAbsent = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === "" ? undefined : value), schema);
const origin = z
  .url({ protocol: /^https?$/ })
  .refine((text) => new URL(text).origin === text, "write an origin, such as https://shop.example.com");

/** The settings of this process; the only reader of `process.env` here. */
export const envSchema = z
  .object({
    CARTWRIGHT_MODE: z.enum(["production", "embedded", "development"]).default("production"),
    DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
    /** Connections of this process. One more listens for hints when there is no Redis. */
    DATABASE_POOL_MAX: z.coerce.number().int().min(1).max(200).default(5),
    REDIS_URL: emptyIsAbsent(z.url({ protocol: /^rediss?$/ }).optional()),
    REALTIME_PORT: z.coerce.number().int().min(0).max(65_535).default(3001),
    /** The address to listen on; by default every one in production and loopback otherwise. */
    HOST: emptyIsAbsent(z.string().max(100).optional()),
    METRICS_PORT: z.coerce.number().int().min(0).max(65_535).default(9466),
    METRICS_HOST: z.string().default("127.0.0.1"),
    /** Where people reach the shop: pages of this origin may connect, and its scheme decides the cookies' names. */
    PUBLIC_ORIGIN: origin,
    /** Addresses or networks whose X-Forwarded-For is believed. */
    TRUSTED_PROXIES: TrustedProxies,
    AUTH_SECRET: SecretList,
    ...WATCH_SETTINGS,
    LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
    /** A file for the log instead of the standard output. */
    LOG_FILE: emptyIsAbsent(z.string().optional()),
  })
  .superRefine((env, context) => {
    if (env.CARTWRIGHT_MODE !== "production") return;
    const refuse = (setting: string, message: string) => context.addIssue({ code: "custom", path: [setting], message });
    if (!env.PUBLIC_ORIGIN.startsWith("https://")) refuse("PUBLIC_ORIGIN", "must be https in production");
    for (const { setting, message } of findSecretFaults(env)) refuse(setting, message);
  })
  .transform((env) => ({ ...env, HOST: env.HOST ?? (env.CARTWRIGHT_MODE === "production" ? "::" : "127.0.0.1") }));
export type RealtimeEnv = z.infer<typeof envSchema>;

/** Reads and checks the environment. Throws an error whose message lists every setting that is wrong, and no value. */
export function readEnv(source: NodeJS.ProcessEnv = process.env): RealtimeEnv {
  const result = envSchema.safeParse(source);
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => `  ${issue.path.join(".") || "environment"}: ${issue.message}`);
  throw new Error(`The environment does not suit this process:\n${lines.join("\n")}`);
}
