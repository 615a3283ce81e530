import { findSecretFaults, SecretList, WebhookSecrets } from "@cartwright/contracts/secrets";
import { WATCH_SETTINGS } from "@cartwright/observability/start-watching";
import { z } from "zod";

const emptyIsAbsent = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === "" ? undefined : value), schema);
const origin = z
  .url({ protocol: /^https?$/ })
  .refine((text) => new URL(text).origin === text, "write an origin, such as https://shop.example.com");
const port = (fallback: number) => z.coerce.number().int().min(0).max(65_535).default(fallback);
const optionalSecret = emptyIsAbsent(z.string().min(16).optional());

const Settings = z.object({
  CARTWRIGHT_MODE: z.enum(["production", "embedded", "development"]).default("production"),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  /** Connections of this process for its work. The relay has two of its own, the queues on Postgres up to 14. */
  DATABASE_POOL_MAX: z.coerce.number().int().min(2).max(200).default(8),
  /** Queues and hints live there; without it, in Postgres. */
  REDIS_URL: emptyIsAbsent(z.url({ protocol: /^rediss?$/ }).optional()),
  METRICS_PORT: port(9465),
  METRICS_HOST: z.string().default("127.0.0.1"),
  /** Where people reach the shop: links in mails lead there. */
  PUBLIC_ORIGIN: origin,
  /** Where the payment provider reaches the shop's webhooks, when that is not PUBLIC_ORIGIN. */
  WEBHOOK_ORIGIN: emptyIsAbsent(origin.optional()),
  /** Signs the order links in mails. The first signs. */
  AUTH_SECRET: SecretList,
  STOCK_HOLD_SECONDS: z.coerce.number().int().min(1).max(86_400).default(900),
  PAYMENT_PROVIDERS: z
    .string()
    .default("sandbox")
    .transform((text) => text.split(",").map((part) => part.trim()))
    .pipe(
      z
        .array(z.enum(["sandbox", "stripe"]))
        .min(1)
        .max(2),
    ),
  SANDBOX_PROVIDER_URL: origin.default("http://127.0.0.1:4242"),
  SANDBOX_WEBHOOK_SECRET: emptyIsAbsent(WebhookSecrets.optional()),
  STRIPE_SECRET_KEY: optionalSecret,
  STRIPE_WEBHOOK_SECRET: emptyIsAbsent(WebhookSecrets.optional()),
  /** `smtp://user:password@host:port`; without it mails go to the mailbox page only. */
  SMTP_URL: emptyIsAbsent(z.url({ protocol: /^smtps?$/ }).optional()),
  ...WATCH_SETTINGS,
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
  /** A file for the log instead of the standard output. */
  LOG_FILE: emptyIsAbsent(z.string().optional()),
  /** Together, for crash tests only: the process kills itself at this fail point (`point` or `point/detail`). */
  CARTWRIGHT_TEST: z.literal("1").optional(),
  CARTWRIGHT_FAIL_POINT: z.string().max(100).optional(),
  /** Shorter waits for tests, in milliseconds: how long a lost job stays with a dead worker. */
  CARTWRIGHT_TEST_LOCK_MS: z.coerce.number().int().min(100).max(60_000).optional(),
  /** Keeps the queues of tests apart in one Redis. */
  CARTWRIGHT_TEST_REDIS_PREFIX: z.string().max(100).optional(),
});

/** Every setting of the worker, checked; unknown variables are not ours to judge. */
export const envSchema = Settings.superRefine((env, context) => {
  const refuse = (setting: string, message: string) => context.addIssue({ code: "custom", path: [setting], message });
  const providers = env.PAYMENT_PROVIDERS;
  if (providers.includes("sandbox") && env.SANDBOX_WEBHOOK_SECRET === undefined)
    refuse("SANDBOX_WEBHOOK_SECRET", "is required while the sandbox provider is on");
  if (providers.includes("stripe") && env.STRIPE_SECRET_KEY === undefined)
    refuse("STRIPE_SECRET_KEY", "is required while Stripe is on");
  if (providers.includes("stripe") && env.STRIPE_WEBHOOK_SECRET === undefined)
    refuse("STRIPE_WEBHOOK_SECRET", "is required while Stripe is on");
  if (env.CARTWRIGHT_MODE === "production") {
    if (!env.PUBLIC_ORIGIN.startsWith("https://")) refuse("PUBLIC_ORIGIN", "must be https in production");
    for (const { setting, message } of findSecretFaults(env)) refuse(setting, message);
    if (env.CARTWRIGHT_TEST !== undefined) refuse("CARTWRIGHT_TEST", "has no place in production");
    if (providers.includes("sandbox"))
      refuse("PAYMENT_PROVIDERS", "the sandbox takes play money; name a real provider in production");
  }
}).transform((env) => ({
  ...env,
  WEBHOOK_ORIGIN: env.WEBHOOK_ORIGIN ?? env.PUBLIC_ORIGIN,
  CARTWRIGHT_FAIL_POINT: env.CARTWRIGHT_TEST ? env.CARTWRIGHT_FAIL_POINT : undefined,
  CARTWRIGHT_TEST_LOCK_MS: env.CARTWRIGHT_TEST ? env.CARTWRIGHT_TEST_LOCK_MS : undefined,
  CARTWRIGHT_TEST_REDIS_PREFIX: env.CARTWRIGHT_TEST ? env.CARTWRIGHT_TEST_REDIS_PREFIX : undefined,
}));
export type WorkerEnv = z.infer<typeof envSchema>;

/** Reads and checks the environment. Throws an error whose message lists every setting that is wrong, and no value. */
export function readEnv(source: NodeJS.ProcessEnv = process.env): WorkerEnv {
  const result = envSchema.safeParse(source);
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => `  ${issue.path.join(".") || "environment"}: ${issue.message}`);
  throw new Error(`The environment does not suit this process:\n${lines.join("\n")}`);
}
