import { RateText } from "@cartwright/contracts/durations";
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
  type RefuseSetting,
  STORE_SETTINGS,
} from "@cartwright/observability/settings";
import { OBSERVABILITY_SETTINGS } from "@cartwright/observability/start-observability";
import { TrustedProxies } from "@cartwright/observability/trusted-proxies";
import { z } from "zod";

const someSeconds = (max = 366 * 86_400) => z.coerce.number().int().min(1).max(max);
const seconds = (fallback: number, max?: number) => someSeconds(max).default(fallback);
/** For staff. The shopper's setting applies where it is shorter. */
const staffSeconds = () => emptyIsAbsent(someSeconds().optional());

const Settings = z.object({
  CARTWRIGHT_MODE: Mode,
  ...STORE_SETTINGS,
  /** Connections of this process. */
  DATABASE_POOL_MAX: z.coerce.number().int().min(1).max(200).default(10),
  PORT: port(3000),
  /** The address to listen on. By default all addresses in production, and loopback otherwise. */
  HOST: emptyIsAbsent(z.string().max(100).optional()),
  METRICS_PORT: port(9464),
  METRICS_HOST: z.string().default("127.0.0.1"),
  /** Where people reach the shop. By default http://localhost:PORT outside production. */
  PUBLIC_ORIGIN: emptyIsAbsent(Origin.optional()),
  /** Where browsers reach Socket.IO. */
  REALTIME_URL: emptyIsAbsent(Origin.optional()),
  /** Addresses or networks whose X-Forwarded-For is trusted. */
  TRUSTED_PROXIES: TrustedProxies,
  /** A list of countries by address (MMDB), instead of the one that comes with the shop and goes out of date. */
  COUNTRY_LIST_FILE: emptyIsAbsent(z.string().max(1_000).optional()),
  /** For tests: shows every message with accents and 40 % longer, so that other text stands out. */
  PSEUDO_MESSAGES: z.enum(["", "0", "1"]).default(""),
  DATA_DIR: z.string().min(1).default(".data"),
  AUTH_SECRET: SecretList,
  ACCESS_TOKEN_SECONDS: seconds(900, 3_600),
  REFRESH_TOKEN_SECONDS: seconds(14 * 86_400),
  /** The absolute end of a session, however often it is refreshed. */
  SESSION_SECONDS_MAX: seconds(90 * 86_400),
  /** The same for staff; by default 12 hours and 7 days. */
  STAFF_REFRESH_TOKEN_SECONDS: staffSeconds(),
  STAFF_SESSION_SECONDS_MAX: staffSeconds(),
  LOCKOUT_THRESHOLD: z.coerce.number().int().min(1).max(100).default(5),
  LOCKOUT_SECONDS: seconds(900, 86_400),
  RATE_LIMIT_GENERAL: RateText.default({ count: 100, windowSeconds: 900 }),
  RATE_LIMIT_AUTH: RateText.default({ count: 5, windowSeconds: 900 }),
  RATE_LIMIT_CATALOG: RateText.default({ count: 300_000, windowSeconds: 900 }),
  RATE_LIMIT_CART: RateText.default({ count: 600, windowSeconds: 900 }),
  STOCK_HOLD_SECONDS: seconds(900, 86_400),
  ...PAYMENT_SETTINGS,
  ...WEBHOOK_SETTINGS,
  ...OBSERVABILITY_SETTINGS,
  /** The fraction of traces that is recorded. Traces begin in this process. By default all, in production a tenth. */
  OTEL_TRACES_SAMPLER_ARG: emptyIsAbsent(z.coerce.number().min(0).max(1).optional()),
  ...LOG_SETTINGS,
});
type Settings = z.infer<typeof Settings>;

/** What a public shop must not run with. */
function refuseInProduction(env: Settings, refuse: RefuseSetting): void {
  if (env.PSEUDO_MESSAGES === "1") refuse("PSEUDO_MESSAGES", "is for tests only");
  if (env.PUBLIC_ORIGIN === undefined) refuse("PUBLIC_ORIGIN", "is required in production");
  else if (!env.PUBLIC_ORIGIN.startsWith("https://")) refuse("PUBLIC_ORIGIN", "must be https in production");
  if (env.REALTIME_URL !== undefined && !env.REALTIME_URL.startsWith("https://"))
    refuse("REALTIME_URL", "must be https in production");
  for (const { setting, message } of findSecretFaults(env)) refuse(setting, message);
}

const STAFF_REFRESH_TOKEN_SECONDS = 12 * 3_600;
const STAFF_SESSION_SECONDS_MAX = 7 * 86_400;

/** How long sessions live unused, and at most. A session lives at least as long as one refresh token. */
function sessionLivesOf(env: Settings) {
  const shopper = {
    refreshSeconds: env.REFRESH_TOKEN_SECONDS,
    sessionSeconds: Math.max(env.SESSION_SECONDS_MAX, env.REFRESH_TOKEN_SECONDS),
  };
  const { STAFF_REFRESH_TOKEN_SECONDS: rest, STAFF_SESSION_SECONDS_MAX: whole } = env;
  const staff = {
    refreshSeconds: rest ?? Math.min(STAFF_REFRESH_TOKEN_SECONDS, shopper.refreshSeconds),
    sessionSeconds: whole ?? Math.min(STAFF_SESSION_SECONDS_MAX, shopper.sessionSeconds),
  };
  return { shopper, staff };
}

function refuseAlways(env: Settings, refuse: RefuseSetting): void {
  const { shopper, staff } = sessionLivesOf(env);
  if (staff.refreshSeconds > shopper.refreshSeconds)
    refuse("STAFF_REFRESH_TOKEN_SECONDS", "may not be longer than REFRESH_TOKEN_SECONDS");
  if (staff.sessionSeconds > shopper.sessionSeconds)
    refuse("STAFF_SESSION_SECONDS_MAX", "may not be longer than SESSION_SECONDS_MAX");
  const production = env.CARTWRIGHT_MODE === "production";
  checkPaymentSettings(env, { production }, refuse);
  checkWebhookSettings(env, { production }, refuse);
}

/** Every setting of the web process. Unknown variables are ignored. */
export const envSchema = Settings.superRefine((env, context) => {
  const refuse = refusalsIn(context);
  refuseAlways(env, refuse);
  if (env.CARTWRIGHT_MODE === "production") refuseInProduction(env, refuse);
}).transform((env) => {
  const publicOrigin = env.PUBLIC_ORIGIN ?? `http://localhost:${env.PORT}`;
  return {
    ...env,
    PUBLIC_ORIGIN: publicOrigin,
    sessionLives: sessionLivesOf(env),
    webhooks: webhookSettingsOf(env),
    REALTIME_URL: env.REALTIME_URL ?? publicOrigin,
    OTEL_TRACES_SAMPLER_ARG: env.OTEL_TRACES_SAMPLER_ARG ?? (env.CARTWRIGHT_MODE === "production" ? 0.1 : 1),
    HOST: env.HOST ?? (env.CARTWRIGHT_MODE === "production" ? "::" : "127.0.0.1"),
  };
});
export type WebEnv = z.infer<typeof envSchema>;

export const readEnv = (environment: Environment = process.env): WebEnv => readSettings(envSchema, environment);

/** Sets what libraries read from the environment themselves. */
export function tellLibraries(env: WebEnv): void {
  // next-auth has no other setting for its own address.
  process.env["NEXTAUTH_URL"] = env.PUBLIC_ORIGIN;
  // As `next start --experimental-next-config-strip-types` sets it: Next reads next.config.ts by Node alone, and does not load
  // its compiler for it, which would take 25 MB for as long as the process runs.
  process.env["__NEXT_NODE_NATIVE_TS_LOADER_ENABLED"] = "true";
  // `node --watch` makes child processes report the modules they load. Next's workers would inherit that and fail.
  delete process.env["WATCH_REPORT_DEPENDENCIES"];
}

/** The edge's part of the environment. */
export function edgeSettingsOf(env: WebEnv) {
  return {
    publicOrigin: env.PUBLIC_ORIGIN,
    realtimeUrl: env.REALTIME_URL,
    trustedProxies: env.TRUSTED_PROXIES,
    dataDir: env.DATA_DIR,
    errors: errorTunnelOf(env),
  };
}

/** Browsers' reports are sent to the same place as the server's. */
function errorTunnelOf(env: WebEnv) {
  if (env.SENTRY_DSN === undefined) return undefined;
  const {
    SENTRY_DSN: dsn,
    CARTWRIGHT_MODE: environment,
    SENTRY_RELEASE: release,
    SENTRY_SAMPLE_RATE: sampleRate,
  } = env;
  return { dsn, environment, release, sampleRate };
}
