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
import { createVisitCounter } from "@cartwright/core/visits/create-visit-counter";
import { createPool } from "@cartwright/db/client";
import { createNotifier } from "@cartwright/db/listen";
import { addressKey } from "@cartwright/limits/caller-keys";
import { createRateLimiter } from "@cartwright/limits/create-rate-limiter";
import type { Logger } from "@cartwright/observability/logger";
import { observePool } from "@cartwright/observability/metrics";
import { subscribeToHints } from "@cartwright/realtime/hints";
import type { SessionDeps } from "./auth/identify.ts";
import type { CountVisit } from "./edge/count-visits.ts";
import { createCountryList } from "./country-list.ts";
import { createCsrfTokens, type CsrfTokens } from "./auth/csrf.ts";
import type { WebEnv } from "./env.ts";
import { readiness, type WatchedPool, watchPool } from "./readiness.ts";

/** Everything that the web process works with, created once. */
export interface WebDeps {
  readonly api: ApiDeps;
  readonly sessions: SessionDeps;
  readonly logIn: LogInSettings;
  readonly csrf: CsrfTokens;
  readonly countVisit: CountVisit;
  /** Stores the visits that are in memory. */
  readonly storeVisits: () => Promise<void>;
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

function openPool(env: WebEnv, name: string, poolMax: number): WatchedPool {
  const pool = createPool({ connectionString: env.DATABASE_URL, applicationName: `cartwright-${name}`, poolMax });
  observePool(name, pool);
  return watchPool(pool);
}

/** The pools of the process, so that what waits in one does not hold up the others. */
function openPools(env: WebEnv) {
  const database = openPool(env, "web", env.DATABASE_POOL_MAX);
  const catalogue = openPool(env, "web-catalog", CATALOG_POOL_MAX);
  const sessions = openPool(env, "web-sessions", SESSION_POOL_MAX);
  return {
    db: database.db,
    catalogDb: catalogue.db,
    sessionDb: sessions.db,
    ready: readiness({ database, catalogue, sessions }),
    async close() {
      await Promise.all([database, catalogue, sessions].map(({ db }) => db.destroy()));
    },
  };
}

function openLimiter(env: WebEnv, { db, logger }: Pick<ApiDeps, "db" | "logger">) {
  return createRateLimiter({
    ...(env.REDIS_URL === undefined ? {} : { redisUrl: env.REDIS_URL }),
    db,
    logger,
    general: env.RATE_LIMIT_GENERAL,
    auth: env.RATE_LIMIT_AUTH,
    catalog: env.RATE_LIMIT_CATALOG,
    cart: env.RATE_LIMIT_CART,
  });
}

/** What is counted in memory and stored together. */
function createCounters(core: Pick<ApiDeps, "db" | "logger">) {
  const searches = createSearchCounter(core);
  const visits = createVisitCounter(core);
  return {
    countSearch: (query: string) => searches.count(query),
    storeSearches: () => searches.flush(),
    countVisit: ((seen) => visits.count({ ...seen, address: addressKey(seen.address) })) satisfies CountVisit,
    storeVisits: () => visits.flush(),
  };
}

/** Creates the parts of the web process from its settings. The caller closes them. */
export async function createWebDeps(env: WebEnv, logger: Logger): Promise<WebDeps> {
  const gateways = await createGateways(env, { returnOrigin: env.PUBLIC_ORIGIN, webhookOrigin: env.PUBLIC_ORIGIN });
  const pools = openPools(env);
  const { db, catalogDb, sessionDb } = pools;
  const notifier = createNotifier(db, "cartwright_outbox");
  const limiter = openLimiter(env, { db, logger });
  const core = { db, logger, nudgeRelay: () => notifier.nudge(), failPoints: NO_FAIL_POINTS };
  const lockout = { threshold: env.LOCKOUT_THRESHOLD, lockSeconds: env.LOCKOUT_SECONDS };
  const counters = createCounters(core);
  const checker = createSessionChecker(sessionDb);
  const tokens = createAccessTokens({ secrets: env.AUTH_SECRET, lifetimeSeconds: env.ACCESS_TOKEN_SECONDS });
  const locateAddress = createCountryList({ file: env.COUNTRY_LIST_FILE, logger });
  const api: ApiDeps = {
    ...core,
    catalogDb,
    countSearch: counters.countSearch,
    gateways,
    limiter,
    settings: {
      publicOrigin: env.PUBLIC_ORIGIN,
      holdSeconds: env.STOCK_HOLD_SECONDS,
      realtimeUrl: env.REALTIME_URL,
      embedded: env.CARTWRIGHT_MODE !== "production",
      paymentProviders: env.PAYMENT_PROVIDERS,
    },
    webhooks: env.webhooks,
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
    countVisit: counters.countVisit,
    storeVisits: counters.storeVisits,
    ready: pools.ready,
    warmUp: () => limiter.connected(),
    async close() {
      await limiter.close();
      await notifier.close();
      await counters.storeSearches();
      await counters.storeVisits();
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
