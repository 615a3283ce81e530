import { findSecretFaults, SecretList } from "@cartwright/contracts/secrets";
import { checkPaymentSettings, PAYMENT_SETTINGS } from "@cartwright/core/payments/payment-settings";
import { checkWebhookSettings, WEBHOOK_SETTINGS, webhookSettingsOf } from "@cartwright/core/webhooks/webhook-settings";
import {
  emptyIsAbsent,
  type Environment,
  LOG_SETTINGS,
  Mode,
  Origin,
  port,
  readSettings,
  refusalsIn,
  STORE_SETTINGS,
} from "@cartwright/observability/settings";
import { OBSERVABILITY_SETTINGS } from "@cartwright/observability/start-observability";
import { z } from "zod";

const Settings = z.object({
  CARTWRIGHT_MODE: Mode,
  ...STORE_SETTINGS,
  /** Database connections of this process for its work. The relay has two of its own, the queues on Postgres up to 14. */
  DATABASE_POOL_MAX: z.coerce.number().int().min(2).max(200).default(8),
  METRICS_PORT: port(9465),
  METRICS_HOST: z.string().default("127.0.0.1"),
  /** The shop's public origin, for links in mails. */
  PUBLIC_ORIGIN: Origin,
  /** The origin at which the payment provider reaches the shop's webhooks, when it differs from PUBLIC_ORIGIN. */
  WEBHOOK_ORIGIN: emptyIsAbsent(Origin.optional()),
  /** The folder of uploads, the web processes' own: product files are imported from there. */
  DATA_DIR: z.string().min(1).default(".data"),
  STOCK_HOLD_SECONDS: z.coerce.number().int().min(1).max(86_400).default(900),
  ...PAYMENT_SETTINGS,
  /** `smtp://user:password@host:port`. Without it mails are only shown on the mailbox page. */
  SMTP_URL: emptyIsAbsent(z.url({ protocol: /^smtps?$/ }).optional()),
  ...WEBHOOK_SETTINGS,
  /** Only where the endpoints' secrets are sealed with it, for want of WEBHOOK_KEY_SECRET. */
  AUTH_SECRET: emptyIsAbsent(SecretList.optional()),
  ...OBSERVABILITY_SETTINGS,
  ...LOG_SETTINGS,
  /** Together, for crash tests only: the process kills itself at this fail point (`point` or `point/detail`). */
  CARTWRIGHT_TEST: z.literal("1").optional(),
  CARTWRIGHT_FAIL_POINT: z.string().max(100).optional(),
  /** Shorter waits for tests, in milliseconds: how long a lost job stays with a dead worker. */
  CARTWRIGHT_TEST_LOCK_MS: z.coerce.number().int().min(100).max(60_000).optional(),
  /** Separates the queues of tests in one Redis. */
  CARTWRIGHT_TEST_REDIS_PREFIX: z.string().max(100).optional(),
});

/** All settings of the worker, validated. Unknown variables are ignored. */
export const envSchema = Settings.superRefine((env, context) => {
  const refuse = refusalsIn(context);
  const production = env.CARTWRIGHT_MODE === "production";
  checkPaymentSettings(env, { production }, refuse);
  checkWebhookSettings(env, { production }, refuse);
  if (production) {
    if (!env.PUBLIC_ORIGIN.startsWith("https://")) refuse("PUBLIC_ORIGIN", "must be https in production");
    for (const { setting, message } of findSecretFaults(env)) refuse(setting, message);
    if (env.CARTWRIGHT_TEST !== undefined) refuse("CARTWRIGHT_TEST", "is not allowed in production");
  }
}).transform((env) => ({
  ...env,
  webhooks: webhookSettingsOf(env),
  WEBHOOK_ORIGIN: env.WEBHOOK_ORIGIN ?? env.PUBLIC_ORIGIN,
  CARTWRIGHT_FAIL_POINT: env.CARTWRIGHT_TEST ? env.CARTWRIGHT_FAIL_POINT : undefined,
  CARTWRIGHT_TEST_LOCK_MS: env.CARTWRIGHT_TEST ? env.CARTWRIGHT_TEST_LOCK_MS : undefined,
  CARTWRIGHT_TEST_REDIS_PREFIX: env.CARTWRIGHT_TEST ? env.CARTWRIGHT_TEST_REDIS_PREFIX : undefined,
}));
export type WorkerEnv = z.infer<typeof envSchema>;

export const readEnv = (environment: Environment = process.env): WorkerEnv => readSettings(envSchema, environment);
