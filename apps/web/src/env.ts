import { RateText } from "@cartwright/contracts/durations";
import { findSecretFaults, SecretList, WebhookSecrets } from "@cartwright/contracts/secrets";
import { WATCH_SETTINGS } from "@cartwright/observability/start-watching";
import { TrustedProxies } from "@cartwright/observability/trusted-proxies";
import { z } from "zod";

const someSeconds = (max = 366 * 86_400) => z.coerce.number().int().min(1).max(max);
const seconds = (fallback: number, max?: number) => someSeconds(max).default(fallback);
/** Of the staff: shorter than the shopper's or as long, whose setting counts where it is the shorter one. */
const staffSeconds = () => emptyIsAbsent(someSeconds().optional());
const port = (fallback: number) => z.coerce.number().int().min(0).max(65_535).default(fallback);
const list = <T extends z.ZodType<string, string>>(item: T) =>
  z
    .string()
    .transform((text) => text.split(",").map((part) => part.trim()))
    .transform((parts) => parts.filter((part) => part !== ""))
    .pipe(z.array(item).max(50));
const origin = z
  .url({ protocol: /^https?$/ })
  .refine((text) => new URL(text).origin === text, "write an origin, such as https://shop.example.com");
const emptyIsAbsent = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === "" ? undefined : value), schema);
const optionalSecret = emptyIsAbsent(z.string().min(16).optional());

const Settings = z.object({
  /**
   * `production` refuses what may not be exposed. `embedded` (a look on one's own machine, started by `npm start`) and
   * `development` allow plain http, made-up secrets and demo accounts, and answer to loopback names only.
   */
  CARTWRIGHT_MODE: z.enum(["production", "embedded", "development"]).default("production"),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  /** Connections of this process. */
  DATABASE_POOL_MAX: z.coerce.number().int().min(1).max(200).default(10),
  REDIS_URL: emptyIsAbsent(z.url({ protocol: /^rediss?$/ }).optional()),
  PORT: port(3000),
  /** The address to listen on; by default every one in production and loopback otherwise. */
  HOST: emptyIsAbsent(z.string().max(100).optional()),
  METRICS_PORT: port(9464),
  METRICS_HOST: z.string().default("127.0.0.1"),
  /** Where people reach the shop. By default http://localhost:PORT outside of production. */
  PUBLIC_ORIGIN: emptyIsAbsent(origin.optional()),
  /** Where browsers reach Socket.IO. */
  REALTIME_URL: emptyIsAbsent(origin.optional()),
  /** Addresses or networks whose X-Forwarded-For is believed. */
  TRUSTED_PROXIES: TrustedProxies,
  /** A list of countries by address (MMDB) instead of the one that comes with the shop, which ages. */
  COUNTRY_LIST_FILE: emptyIsAbsent(z.string().max(1_000).optional()),
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
  PAYMENT_PROVIDERS: list(z.enum(["sandbox", "stripe"])).default(["sandbox"]),
  SANDBOX_PROVIDER_URL: emptyIsAbsent(origin.default("http://127.0.0.1:4242")),
  SANDBOX_WEBHOOK_SECRET: emptyIsAbsent(WebhookSecrets.optional()),
  STRIPE_SECRET_KEY: optionalSecret,
  STRIPE_WEBHOOK_SECRET: emptyIsAbsent(WebhookSecrets.optional()),
  ...WATCH_SETTINGS,
  /** Part of the traces that are recorded. They begin here, so only this process decides; by default all, or a tenth in production. */
  OTEL_TRACES_SAMPLER_ARG: emptyIsAbsent(z.coerce.number().min(0).max(1).optional()),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
  /** A file for the log instead of the standard output. */
  LOG_FILE: emptyIsAbsent(z.string().optional()),
});
type Settings = z.infer<typeof Settings>;

/** What a shop that the world can reach may not run with. */
function refuseInProduction(env: Settings, refuse: (setting: string, message: string) => void): void {
  if (env.PUBLIC_ORIGIN === undefined) refuse("PUBLIC_ORIGIN", "is required in production");
  else if (!env.PUBLIC_ORIGIN.startsWith("https://")) refuse("PUBLIC_ORIGIN", "must be https in production");
  if (env.REALTIME_URL !== undefined && !env.REALTIME_URL.startsWith("https://"))
    refuse("REALTIME_URL", "must be https in production");
  if (env.PAYMENT_PROVIDERS.includes("sandbox"))
    refuse("PAYMENT_PROVIDERS", "the sandbox takes play money; name a real provider in production");
  for (const { setting, message } of findSecretFaults(env)) refuse(setting, message);
}

const STAFF_REFRESH_TOKEN_SECONDS = 12 * 3_600;
const STAFF_SESSION_SECONDS_MAX = 7 * 86_400;

/** How long sessions rest and last. A session may always rest as long as one refresh token lives. */
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

function refuseAlways(env: Settings, refuse: (setting: string, message: string) => void): void {
  const { shopper, staff } = sessionLivesOf(env);
  if (staff.refreshSeconds > shopper.refreshSeconds)
    refuse("STAFF_REFRESH_TOKEN_SECONDS", "may not be longer than REFRESH_TOKEN_SECONDS");
  if (staff.sessionSeconds > shopper.sessionSeconds)
    refuse("STAFF_SESSION_SECONDS_MAX", "may not be longer than SESSION_SECONDS_MAX");
  if (env.PAYMENT_PROVIDERS.includes("sandbox") && env.SANDBOX_WEBHOOK_SECRET === undefined)
    refuse("SANDBOX_WEBHOOK_SECRET", "is required while the sandbox provider is on");
  if (env.PAYMENT_PROVIDERS.includes("stripe")) {
    if (env.STRIPE_SECRET_KEY === undefined) refuse("STRIPE_SECRET_KEY", "is required while Stripe is on");
    if (env.STRIPE_WEBHOOK_SECRET === undefined) refuse("STRIPE_WEBHOOK_SECRET", "is required while Stripe is on");
  }
}

/** Every setting of the web process, checked; unknown variables are not ours to judge. */
export const envSchema = Settings.superRefine((env, context) => {
  const refuse = (setting: string, message: string) => context.addIssue({ code: "custom", path: [setting], message });
  refuseAlways(env, refuse);
  if (env.CARTWRIGHT_MODE === "production") refuseInProduction(env, refuse);
}).transform((env) => {
  const publicOrigin = env.PUBLIC_ORIGIN ?? `http://localhost:${env.PORT}`;
  return {
    ...env,
    PUBLIC_ORIGIN: publicOrigin,
    sessionLives: sessionLivesOf(env),
    REALTIME_URL: env.REALTIME_URL ?? publicOrigin,
    OTEL_TRACES_SAMPLER_ARG: env.OTEL_TRACES_SAMPLER_ARG ?? (env.CARTWRIGHT_MODE === "production" ? 0.1 : 1),
    HOST: env.HOST ?? (env.CARTWRIGHT_MODE === "production" ? "::" : "127.0.0.1"),
  };
});
export type WebEnv = z.infer<typeof envSchema>;

/** Reads and checks the environment. Throws an error whose message lists every setting that is wrong, and no value. */
export function readEnv(source: Readonly<Record<string, string | undefined>> = process.env): WebEnv {
  const result = envSchema.safeParse(source);
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => `  ${issue.path.join(".") || "environment"}: ${issue.message}`);
  throw new Error(`The environment does not suit this process:\n${lines.join("\n")}`);
}

/** What libraries read from the environment themselves, set from what was checked. */
export function tellLibraries(env: WebEnv): void {
  // next-auth learns its own address in no other way.
  process.env["NEXTAUTH_URL"] = env.PUBLIC_ORIGIN;
  // `node --watch` asks its children to report what they load; Next's own workers inherit that and are misunderstood.
  delete process.env["WATCH_REPORT_DEPENDENCIES"];
}

/** What the edge takes from the environment as it is. */
export function edgeSettingsOf(env: WebEnv) {
  return {
    publicOrigin: env.PUBLIC_ORIGIN,
    realtimeUrl: env.REALTIME_URL,
    trustedProxies: env.TRUSTED_PROXIES,
    dataDir: env.DATA_DIR,
    errors: errorTunnelOf(env),
  };
}

/** Where browsers' reports go: to the same place as the server's. */
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
