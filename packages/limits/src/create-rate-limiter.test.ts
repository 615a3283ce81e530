import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer, type AddressInfo, type Socket } from "node:net";
import type { LimitState } from "@cartwright/api/context";
import type { Actor } from "@cartwright/core/kernel/actor";
import { isAppError } from "@cartwright/core/kernel/app-error";
import { newId } from "@cartwright/core/kernel/ids";
import { WAIT_MS_MAX } from "@cartwright/contracts/testing/time-limits";
import { createDb, createPool } from "@cartwright/db/client";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { isUnavailable } from "@cartwright/db/unavailable";
import { createLogger } from "@cartwright/observability/logger";
import { Redis } from "ioredis";
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { addressKey, rangeKey } from "./caller-keys.ts";
import { type ClosableRateLimiter, createRateLimiter } from "./create-rate-limiter.ts";
import { sweep } from "./window-counts.ts";

const redisUrl = process.env["CARTWRIGHT_TEST_REDIS_URL"];
/** Windows so long that none ends while a test runs. */
const YEAR = 366 * 86_400;
const rate = (count: number) => ({ count, windowSeconds: YEAR });
const SETTINGS = { general: rate(30), auth: rate(5), cart: rate(40), catalog: rate(50) };
const logger = createLogger({ name: "test", level: "silent" });

let database: TestDatabase;
const open: ClosableRateLimiter[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
});
afterEach(async () => {
  for (const limiter of open.splice(0)) await limiter.close();
});
afterAll(async () => database.close());

function start(store: { readonly redisUrl?: string | undefined; readonly storeMsMax?: number }): ClosableRateLimiter {
  const url = store.redisUrl;
  const limiter = createRateLimiter({
    ...SETTINGS,
    ...(url ? { redisUrl: url } : {}),
    storeMsMax: store.storeMsMax ?? WAIT_MS_MAX,
    db: database.db,
    logger,
  });
  open.push(limiter);
  return limiter;
}

const guest = (): Actor => ({ kind: "guest", guestHash: randomBytes(32) });
const member = (): Actor => ({
  kind: "user",
  userId: newId(),
  sessionId: newId(),
  logInId: newId(),
  role: "shopper",
  enrolmentDue: false,
});
/** An address that no other test uses. */
const address = () => `2001:db8:${randomBytes(2).toString("hex")}:${randomBytes(2).toString("hex")}::1`;

type Limit = Parameters<ClosableRateLimiter["count"]>[0];
async function call(
  limiter: ClosableRateLimiter,
  limit: Limit,
  caller: { actor: Actor; address: string; subject?: string },
) {
  let state: LimitState | null = null;
  const onState = (seen: LimitState) => {
    state = seen;
  };
  try {
    await limiter.count(limit, { ...caller, onState });
    return { passed: true, state, retryAfterSeconds: null };
  } catch (error) {
    if (!isAppError(error, "rate_limited")) throw error;
    return { passed: false, state, retryAfterSeconds: error.retryAfterSeconds };
  }
}
async function passed(
  limiter: ClosableRateLimiter,
  limit: Limit,
  callers: readonly { actor: Actor; address: string; subject?: string }[],
) {
  const outcomes = await Promise.all(callers.map(async (caller) => call(limiter, limit, caller)));
  return outcomes.filter((outcome) => outcome.passed).length;
}
const times = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);

async function connected(limiter: ClosableRateLimiter): Promise<ClosableRateLimiter> {
  await limiter.connected();
  return limiter;
}

const stores = [{ name: "Postgres", redisUrl: undefined }, ...(redisUrl ? [{ name: "Redis", redisUrl }] : [])];

describe.each(stores)("on $name", (store) => {
  test("of a hundred calls at once through two processes, exactly as many pass as the limit says", async () => {
    const [one, other] = [await connected(start(store)), await connected(start(store))];
    const caller = { actor: member(), address: address() };
    const counts = await Promise.all(
      [one, other].map(async (limiter) =>
        passed(
          limiter,
          "general",
          times(50, () => caller),
        ),
      ),
    );
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(30);
    const refused = await call(one, "general", caller);
    expect(refused.passed).toBe(false);
    expect(refused.retryAfterSeconds).toBeGreaterThan(0);
    expect(refused.state).toMatchObject({ limit: 30, remaining: 0, windowSeconds: YEAR });
  });

  test("keeps the count over a restart, and reports what is left to each call", async () => {
    const caller = { actor: guest(), address: address() };
    const before = await connected(start(store));
    const left = [];
    for (let index = 0; index < 3; index += 1) left.push((await call(before, "general", caller)).state);
    expect(left.map((state) => (state as LimitState | null)?.remaining)).toEqual([29, 28, 27]);
    await before.close();
    const after = await connected(start(store));
    expect((await call(after, "general", caller)).state).toMatchObject({ remaining: 26 });
  });

  test("gives accounts separate budgets, and guests one for their address, however often they drop their cookie", async () => {
    const limiter = await connected(start(store));
    const here = address();
    expect(
      await passed(
        limiter,
        "general",
        times(40, () => ({ actor: member(), address: here })),
      ),
    ).toBe(40);
    expect(
      await passed(
        limiter,
        "general",
        times(40, () => ({ actor: guest(), address: here })),
      ),
    ).toBe(30);
    expect(await passed(limiter, "general", [{ actor: member(), address: here }])).toBe(1);
    expect(await passed(limiter, "general", [{ actor: guest(), address: address() }])).toBe(1);
  });

  test("gives guests a budget for their cart by their cookie", async () => {
    const limiter = await connected(start(store));
    const here = address();
    const caller = { actor: guest(), address: here };
    expect(
      await passed(
        limiter,
        "cart",
        times(41, () => caller),
      ),
    ).toBe(40);
    expect(await passed(limiter, "cart", [{ actor: guest(), address: here }])).toBe(1);
  });

  test("counts mails by the mailbox they go to, whoever asks, and by the network that they are asked from", async () => {
    const limiter = await connected(start(store));
    const mailbox = randomBytes(8).toString("hex");
    const from = (subject: string, own: string) => ({ actor: guest(), address: own, subject });
    // A tenth of the general budget goes to one mailbox, from wherever it is asked for.
    expect(
      await passed(
        limiter,
        "mailbox",
        times(5, () => from(mailbox, address())),
      ),
    ).toBe(3);
    expect(
      await passed(
        limiter,
        "mailbox_day",
        times(12, () => from(mailbox, address())),
      ),
    ).toBe(9);
    expect(
      await passed(
        limiter,
        "mailbox_account_day",
        times(20, () => from(mailbox, address())),
      ),
    ).toBe(18);
    const [stranger, owner] = [address(), address()];
    expect(
      await passed(
        limiter,
        "mailbox_account",
        times(5, () => from(mailbox, stranger)),
      ),
    ).toBe(3);
    expect(await passed(limiter, "mailbox_account", [from(mailbox, owner)])).toBe(1);
    const network = `198.18.${randomBytes(1)[0] ?? 0}`;
    let next = 0;
    expect(
      await passed(
        limiter,
        "mail",
        times(40, () => from(`${mailbox}${(next += 1)}`, `${network}.${next}`)),
      ),
    ).toBe(30);
  });

  test("counts log-in attempts by address: a new cookie gives no more, and a neighbour's /64 is separate", async () => {
    const limiter = await connected(start(store));
    const [mine, neighbour] = [address(), address()];
    expect(
      await passed(
        limiter,
        "auth",
        times(20, () => ({ actor: guest(), address: mine })),
      ),
    ).toBe(5);
    expect(await passed(limiter, "auth", [{ actor: guest(), address: neighbour }])).toBe(1);
    const account = member();
    expect(
      await passed(
        limiter,
        "auth",
        times(9, () => ({ actor: account, address: address() })),
      ),
    ).toBe(5);
  });

  test("does not count the system's calls", async () => {
    const limiter = await connected(start(store));
    expect(
      await passed(
        limiter,
        "auth",
        times(50, () => ({ actor: { kind: "system" }, address: "" })),
      ),
    ).toBe(50);
  });

  test("gives reads a separate budget that only a flood exceeds", async () => {
    const limiter = await connected(start(store));
    const here = address();
    expect(
      await passed(
        limiter,
        "catalog",
        times(80, () => ({ actor: guest(), address: here })),
      ),
    ).toBe(50);
    expect(await passed(limiter, "general", [{ actor: guest(), address: here }])).toBe(1);
  });
});

/** A port that accepts connections and never responds, and one that is closed. */
async function silentPort() {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => sockets.add(socket)).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo; // a listening TCP server has one
  return {
    port,
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

test.each(["silent", "gone"])(
  "with a Redis that is %s, sign-in and orders are counted in Postgres and the cart goes on",
  async (kind) => {
    const dead = await silentPort();
    if (kind === "gone") dead.close();
    const limiter = start({ redisUrl: `redis://127.0.0.1:${dead.port}`, storeMsMax: 400 });
    const caller = { actor: guest(), address: address() };
    expect(
      await passed(
        limiter,
        "auth",
        times(9, () => caller),
      ),
    ).toBe(5);
    expect(
      await passed(
        limiter,
        "general",
        times(35, () => caller),
      ),
    ).toBe(30);
    expect(
      await passed(
        limiter,
        "cart",
        times(60, () => caller),
      ),
    ).toBe(60);
    dead.close();
  },
);

/** Blocks writes to every counter until it is released. */
async function holdCounters() {
  const transaction = await database.db.startTransaction().execute();
  await sql`lock table accounts.rate_limits in exclusive mode`.execute(transaction);
  const countWaiting = async () => {
    const { rows } = await sql`
      select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()
        and clock_timestamp() - query_start > interval '600 ms'`.execute(transaction);
    return rows.length;
  };
  return {
    /** Resolves when a count has waited for longer than a Redis would be given. */
    async untilWaitedFor() {
      await expect.poll(countWaiting).toBeGreaterThan(0);
    },
    async letGo() {
      await transaction.rollback().execute();
    },
  };
}

test("refuses no call while Postgres is busy for a moment", async () => {
  const limiter = start({});
  const caller = { actor: guest(), address: address() };
  const held = await holdCounters();
  const calls = Promise.all([call(limiter, "cart", caller), call(limiter, "general", caller)]);
  await held.untilWaitedFor();
  await held.letGo();
  expect(await calls).toMatchObject([
    { passed: true, state: { remaining: 39 } },
    { passed: true, state: { remaining: 29 } },
  ]);
});

test("refuses orders as unavailable where Postgres cannot count, and keeps the cart working", async () => {
  const db = createDb(
    createPool({ connectionString: database.url, applicationName: "test", poolMax: 2, statementTimeoutMs: 100 }),
  );
  const limiter = createRateLimiter({ ...SETTINGS, db, logger });
  open.push(limiter);
  const caller = { actor: guest(), address: address() };
  const held = await holdCounters();
  expect(await call(limiter, "cart", caller)).toMatchObject({ passed: true, state: null });
  const refusal = await call(limiter, "general", caller).catch((error: unknown) => error);
  expect(isUnavailable(refusal)).toBe(true);
  await held.letGo();
  await db.destroy();
});

test.runIf(redisUrl)("a Redis that was emptied starts to count anew", async () => {
  const limiter = await connected(start({ redisUrl }));
  const caller = { actor: guest(), address: address() };
  expect(
    await passed(
      limiter,
      "general",
      times(10, () => caller),
    ),
  ).toBe(10);
  const redis = new Redis(redisUrl ?? "");
  await redis.flushall();
  await redis.quit();
  expect((await call(limiter, "general", caller)).state).toMatchObject({ remaining: 29 });
});

test("deletes counters whose windows are over, and no others", async () => {
  const limiter = start({});
  await call(limiter, "general", { actor: guest(), address: "192.0.2.77" });
  const values = { window_start: 0, count: 1, expires_at: new Date(0) };
  await database.db
    .insertInto("accounts.rate_limits")
    .values({ key: "old", ...values })
    .execute();
  const keys = async () =>
    (await database.db.selectFrom("accounts.rate_limits").select("key").execute()).map((row) => row.key);
  await sweep(database.db);
  expect(await keys()).not.toContain("old");
  expect(await keys()).toContain("cartwright:limit:general:a:192.0.2.77");
});

test("counts the network of an address as the /24 of IPv4 and the /64 of IPv6", () => {
  expect(rangeKey("192.0.2.1")).toBe(rangeKey("192.0.2.254"));
  expect(rangeKey("192.0.2.1")).not.toBe(rangeKey("192.0.3.1"));
  expect(rangeKey("2001:db8:0:1::5")).toBe(rangeKey("2001:db8:0:1:ffff::"));
  expect(rangeKey("2001:db8:0:1::5")).not.toBe(rangeKey("2001:db8:0:2::5"));
});

test("counts one IPv4 address, or a /64 of IPv6 however it is written", () => {
  expect(addressKey("192.0.2.1")).toBe("192.0.2.1");
  expect(addressKey("2001:DB8:0:1::5")).toBe(addressKey("2001:db8:0000:0001:ffff:1:2:3"));
  expect(addressKey("2001:db8:0:1::5")).not.toBe(addressKey("2001:db8:0:2::5"));
  expect(addressKey("::1")).toBe("0:0:0:0::/64");
});
