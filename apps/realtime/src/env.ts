import { findSecretFaults, SecretList } from "@cartwright/contracts/secrets";
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
import { TrustedProxies } from "@cartwright/observability/trusted-proxies";
import { z } from "zod";

/** Every setting of the gateway. Unknown variables are ignored. */
export const envSchema = z
  .object({
    CARTWRIGHT_MODE: Mode,
    ...STORE_SETTINGS,
    /** Connections of this process. One more listens for hints when there is no Redis. */
    DATABASE_POOL_MAX: z.coerce.number().int().min(1).max(200).default(5),
    REALTIME_PORT: port(3001),
    /** The address to listen on. By default all addresses in production, and loopback otherwise. */
    HOST: emptyIsAbsent(z.string().max(100).optional()),
    METRICS_PORT: port(9466),
    METRICS_HOST: z.string().default("127.0.0.1"),
    /** Where people reach the shop. Pages of this origin may connect, and its scheme decides the cookies' names. */
    PUBLIC_ORIGIN: Origin,
    /** Addresses or networks whose X-Forwarded-For is trusted. */
    TRUSTED_PROXIES: TrustedProxies,
    AUTH_SECRET: SecretList,
    ...OBSERVABILITY_SETTINGS,
    ...LOG_SETTINGS,
  })
  .superRefine((env, context) => {
    if (env.CARTWRIGHT_MODE !== "production") return;
    const refuse = refusalsIn(context);
    if (!env.PUBLIC_ORIGIN.startsWith("https://")) refuse("PUBLIC_ORIGIN", "must be https in production");
    for (const { setting, message } of findSecretFaults(env)) refuse(setting, message);
  })
  .transform((env) => ({ ...env, HOST: env.HOST ?? (env.CARTWRIGHT_MODE === "production" ? "::" : "127.0.0.1") }));
export type RealtimeEnv = z.infer<typeof envSchema>;

export const readEnv = (environment: Environment = process.env): RealtimeEnv => readSettings(envSchema, environment);
