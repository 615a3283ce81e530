import { setTimeout as sleep } from "node:timers/promises";
import type { ApiDeps } from "@cartwright/api/context";
import { LISTS_TAG } from "@cartwright/contracts/page-tags";
import type { Hint } from "@cartwright/contracts/rooms";
import { createAccessTokens } from "@cartwright/core/accounts/sessions/access-token";
import { createSessionChecker } from "@cartwright/core/accounts/sessions/check-session";
import type { LogInSettings } from "@cartwright/core/accounts/sign-in/log-in";
import { forgetProductCounts } from "@cartwright/core/catalog/list-products";
import { createSearchCounter } from "@cartwright/core/catalog/suggestions/create-search-counter";
import { NO_FAIL_POINTS } from "@cartwright/core/kernel/fail-points";
import { createGateways } from "@cartwright/core/payments/payment-settings";
import { createDb, createPool, type Db } from "@cartwright/db/client";
import { createNotifier } from "@cartwright/db/listen";
import { createRateLimiter } from "@cartwright/limits/create-rate-limiter";
import type { Logger } from "@cartwright/observability/logger";
import { observePool } from "@cartwright/observability/metrics";
import { subscribeToHints } from "@cartwright/realtime/hints";
import { sql } from "kysely";
import type { SessionDeps } from "./auth/identify.ts";
import { createCountryList } from "./country-list.ts";
import { createCsrfTokens, type CsrfTokens } from "./auth/csrf.ts";
import type { WebEnv } from "./env.ts";

/** Everything that the web process works with, created once. */
export interface WebDeps {
  readonly api: ApiDeps;
  readonly sessions: SessionDeps;
  readonly logIn: LogInSettings;
  readonly csrf: CsrfTokens;
  readonly ready: () => Promise<Record<string, boolean>>;
  /** Resolves when the connections for the first request are open, or after a short time without them. */
  readonly warmUp: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/**
 * Beside DATABASE_POOL_MAX, which orders can use up while they wait for a lock. Their statements take a millisecond: reads of the
 * catalogue, and the check of a session before each request of a member, one at a time, with its renewal.
 */
const CATALOG_POOL_MAX = 6;
const SESSION_POOL_MAX = 2;
const READY_REMEMBER_MS = 1_000;
const READY_MS_MAX = 2_000;

/** Whether the database responds within two seconds, by pool. Queried at most once a second, however often it is asked. */
function readiness(pools: Readonly<Record<string, Db>>): () => Promise<Record<string, boolean>> {
  async function check([name, db]: [string, Db]): Promise<[string, boolean]> {
    const responded = sql`select 1`.execute(db).then(
      () => true,
      () => false,
    );
    return [name, await Promise.race([responded, sleep(READY_MS_MAX, false, { ref: false })])];
  }
  let askedAt = -READY_REMEMBER_MS;
  let checks: Promise<Record<string, boolean>> = Promise.resolve({});
  return () => {
    if (performance.now() - askedAt >= READY_REMEMBER_MS) {
      askedAt = performance.now();
      checks = Promise.all(Object.entries(pools).map(check)).then((checked) => Object.fromEntries(checked));
    }
    return checks;
  };
}

function openPool(env: WebEnv, name: string, poolMax: number): Db {
  const pool = createPool({ connectionString: env.DATABASE_URL, applicationName: `cartwright-${name}`, poolMax });
  observePool(name, pool);
  return createDb(pool);
}

/** The pools of the process, so that what waits in one does not hold up the others. */
function openPools(env: WebEnv) {
  const db = openPool(env, "web", env.DATABASE_POOL_MAX);
  const catalogDb = openPool(env, "web-catalog", CATALOG_POOL_MAX);
  const sessionDb = openPool(env, "web-sessions", SESSION_POOL_MAX);
  return {
    db,
    catalogDb,
    sessionDb,
    ready: readiness({ database: db, catalogue: catalogDb, sessions: sessionDb }),
    async close() {
      await Promise.all([db.destroy(), catalogDb.destroy(), sessionDb.destroy()]);
    },
  };
}

/** Creates the parts of the web process from its settings. The caller closes them. */
export async function createWebDeps(env: WebEnv, logger: Logger): Promise<WebDeps> {
  const gateways = await createGateways(env, { returnOrigin: env.PUBLIC_ORIGIN, webhookOrigin: env.PUBLIC_ORIGIN });
  const pools = openPools(env);
  const { db, catalogDb, sessionDb } = pools;
  const notifier = createNotifier(db, "cartwright_outbox");
  const limiter = createRateLimiter({
    ...(env.REDIS_URL === undefined ? {} : { redisUrl: env.REDIS_URL }),
    db,
    logger,
    general: env.RATE_LIMIT_GENERAL,
    auth: env.RATE_LIMIT_AUTH,
    catalog: env.RATE_LIMIT_CATALOG,
    cart: env.RATE_LIMIT_CART,
  });
  const core = { db, logger, nudgeRelay: () => notifier.nudge(), failPoints: NO_FAIL_POINTS };
  const lockout = { threshold: env.LOCKOUT_THRESHOLD, lockSeconds: env.LOCKOUT_SECONDS };
  const searches = createSearchCounter(core);
  const checker = createSessionChecker(sessionDb);
  const tokens = createAccessTokens({ secrets: env.AUTH_SECRET, lifetimeSeconds: env.ACCESS_TOKEN_SECONDS });
  const locateAddress = createCountryList({ file: env.COUNTRY_LIST_FILE, logger });
  const api: ApiDeps = {
    ...core,
    catalogDb,
    countSearch: (query) => searches.count(query),
    gateways,
    limiter,
    settings: {
      publicOrigin: env.PUBLIC_ORIGIN,
      holdSeconds: env.STOCK_HOLD_SECONDS,
      realtimeUrl: env.REALTIME_URL,
      embedded: env.CARTWRIGHT_MODE !== "production",
      paymentProviders: env.PAYMENT_PROVIDERS,
    },
    accounts: {
      lockout,
      secrets: env.AUTH_SECRET,
      locateAddress,
      signSession: (session) => tokens.sign(session),
    },
  };
  const sessions: SessionDeps = {
    core,
    db: sessionDb,
    tokens,
    checker,
    refresh: { secrets: env.AUTH_SECRET, lives: env.sessionLives, publicOrigin: env.PUBLIC_ORIGIN },
  };
  const logIn: LogInSettings = {
    lockout,
    secrets: env.AUTH_SECRET,
    publicOrigin: env.PUBLIC_ORIGIN,
    lives: env.sessionLives,
    locateAddress,
  };
  return {
    api,
    sessions,
    logIn,
    csrf: createCsrfTokens(env.AUTH_SECRET),
    ready: pools.ready,
    warmUp: () => limiter.connected(),
    async close() {
      await limiter.close();
      await notifier.close();
      await searches.flush();
      await pools.close();
    },
  };
}

export interface HintReaders {
  readonly invalidatePages: (tags: readonly string[]) => Promise<void>;
  readonly invalidateAllPages: () => Promise<void>;
}

/** Follows the hints of other processes: removes changed pages from the cache. */
export async function followHints(
  env: WebEnv,
  deps: WebDeps,
  readers: HintReaders,
): Promise<{ close(): Promise<void> }> {
  const { logger } = deps.api;
  const log = (error: unknown) => logger.error({ err: error }, "pages could not be invalidated");
  const forgetCounts = () => forgetProductCounts(deps.api.catalogDb ?? deps.api.db);
  function onHint(hint: Hint): void {
    if (hint.kind !== "pages") return;
    if (hint.tags.includes(LISTS_TAG)) forgetCounts();
    readers.invalidatePages(hint.tags).catch(log);
  }
  const following = await subscribeToHints({
    redisUrl: env.REDIS_URL,
    connectionString: env.DATABASE_URL,
    onHint,
    onReconnect() {
      forgetCounts();
      readers.invalidateAllPages().catch(log);
    },
    logger,
  });
  forgetCounts();
  return following;
}
