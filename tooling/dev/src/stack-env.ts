import { createHash } from "node:crypto";
import type { StackSecrets } from "./secrets.ts";
import type { DemoAccount, ProcessName } from "./stack-file.ts";
import type { Ports } from "./stack-ports.ts";

/** Everything that the environments of a stack's processes are worked out from. */
export interface StackSettings {
  readonly dataDir: string;
  readonly mode: "embedded" | "development";
  readonly databaseUrl: string;
  readonly redisUrl?: string | undefined;
  readonly ports: Ports;
  readonly secrets: StackSecrets;
  /** The caller's environment: what it sets (limits, lifetimes, Stripe, mail, log level) reaches every process and wins. */
  readonly given: Readonly<Record<string, string | undefined>>;
}

/** Settings of the caller that must not reach the processes: each is worked out anew below. */
const NOT_PASSED_ON = new Set([
  "CARTWRIGHT_DEMO_PASSWORD",
  "PORT",
  "HOST",
  "METRICS_PORT",
  "DATABASE_URL",
  "REDIS_URL",
  "DATA_DIR",
  "LOG_FILE",
  "WEBHOOK_KEY_SECRET",
  "NODE_OPTIONS",
]);

/**
 * The environment of each process of the stack. The one place where the names in CONTRACT.md's "Settings by environment"
 * meet the values of the embedded default; each process checks its own again when it reads them.
 */
export function stackEnv(settings: StackSettings, logFileOf: (name: ProcessName) => string) {
  const { ports, secrets, given } = settings;
  const publicOrigin = `http://localhost:${ports.web}`;
  const passedOn = Object.fromEntries(
    Object.entries(given).filter(
      (entry): entry is [string, string] => entry[1] !== undefined && !NOT_PASSED_ON.has(entry[0]),
    ),
  );
  const common = {
    PUBLIC_ORIGIN: publicOrigin,
    REALTIME_URL: `http://localhost:${ports.realtime}`,
    SANDBOX_PROVIDER_URL: `http://127.0.0.1:${ports.provider}`,
    AUTH_SECRET: secrets.authSecret,
    SANDBOX_WEBHOOK_SECRET: secrets.sandboxWebhookSecret,
    ...passedOn,
    CARTWRIGHT_MODE: settings.mode,
    CARTWRIGHT_SUPERVISED: "1",
    NODE_ENV: settings.mode === "embedded" ? "production" : "development",
    DATABASE_URL: settings.databaseUrl,
    DATA_DIR: settings.dataDir,
    ...(settings.redisUrl !== undefined && { REDIS_URL: settings.redisUrl }),
  };
  const { AUTH_SECRET: authSecret, ...workerCommon } = common;
  // The worker opens the secrets of webhook endpoints, and is not to be able to sign sessions.
  const webhookKey = given["WEBHOOK_KEY_SECRET"] ?? createHash("sha256").update(`webhooks ${authSecret}`).digest("hex");
  const envs: Record<ProcessName, Record<string, string>> = {
    web: {
      ...common,
      WEBHOOK_KEY_SECRET: webhookKey,
      PORT: String(ports.web),
      METRICS_PORT: String(ports.webMetrics),
      LOG_FILE: logFileOf("web"),
    },
    worker: {
      ...workerCommon,
      WEBHOOK_KEY_SECRET: webhookKey,
      METRICS_PORT: String(ports.workerMetrics),
      LOG_FILE: logFileOf("worker"),
    },
    realtime: {
      ...common,
      REALTIME_PORT: String(ports.realtime),
      METRICS_PORT: String(ports.realtimeMetrics),
      LOG_FILE: logFileOf("realtime"),
    },
    // It plays an outside company, which has nothing of the shop but the shared secret.
    provider: {
      ...passedOn,
      NODE_ENV: common.NODE_ENV,
      DATA_DIR: settings.dataDir,
      SANDBOX_WEBHOOK_SECRET: common.SANDBOX_WEBHOOK_SECRET,
      PROVIDER_PORT: String(ports.provider),
      LOG_FILE: logFileOf("provider"),
    },
  };
  return { publicOrigin, common, envs };
}

export function demoAccounts({ demoPasswords }: StackSecrets): DemoAccount[] {
  return (["shopper", "support", "admin"] as const).map((role) => ({
    email: `${role}@example.com`,
    role,
    password: demoPasswords[role],
  }));
}
