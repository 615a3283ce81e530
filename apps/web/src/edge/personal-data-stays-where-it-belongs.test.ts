import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { WAIT_MS_MAX } from "@cartwright/contracts/testing/time-limits";
import { createDeliveryRules, createProduct } from "@cartwright/core/testing/fixtures";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { choosePorts } from "@cartwright/dev/ports";
import { prepareDatabase } from "@cartwright/dev/prepare-database";
import { silentProgress } from "@cartwright/dev/progress";
import { inProject } from "@cartwright/dev/project";
import { metrics } from "@cartwright/observability/metrics";
import { Redis } from "ioredis";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestBrowser, type TestBrowser } from "../testing/test-browser.ts";
import { startTestEdge, type TestEdge } from "../testing/test-edge.ts";

/**
 * People and secrets with unmistakable names go through the running shop (edge, worker, realtime and provider as processes with
 * log files, queues on each backend), and are then searched for wherever they must not be.
 */
const TAG = "zqmarker";
const PEOPLE = {
  guestEmail: `${TAG}guest@example.com`,
  guestName: `${TAG}guestname Example`,
  street: `${TAG}street 4`,
  city: `${TAG}city`,
  memberEmail: `${TAG}member@example.com`,
  newEmail: `${TAG}moved@example.com`,
  firstName: `${TAG}first`,
  lastName: `${TAG}last`,
} as const;
/** These are stored as hashes only; the card's token is not stored at all. */
const SECRETS: Record<string, string> = {
  password: `${TAG}password one`,
  newPassword: `${TAG}password two`,
  wrongPassword: `${TAG}password wrong`,
  cardToken: `tok_${TAG}card`,
};
const SANDBOX_SECRET = `${TAG}SandboxWebhookSecret0123456789`;

/** Which tables may contain which people, and why. All others may contain no one. */
const ALLOWED: Readonly<Record<string, string>> = {
  "accounts.users": "the account itself",
  "accounts.addresses": "the address book",
  "accounts.customers": "members and guests, for the back office",
  "accounts.customer_emails": "whose an address is that orders were placed under",
  "accounts.customer_changes": "addresses whose sums a worker has still to renew",
  "accounts.mailed_tokens": "the new email address of an account, until it is verified",
  "cart.checkout_drafts": "what is typed at a checkout, until the order is placed or for 48 hours",
  "orders.orders": "an order keeps to whom it goes and where",
  "notifications.mails": "what was written to whom; the mailbox page and a second try need it",
};
/** Links are in the mail that carries them, until it is sent and they expire; nowhere else. */
const MAILED = new Set(["verifyToken", "resetToken", "moveToken"]);
const backends = [
  { name: "Postgres", redisUrl: undefined },
  ...(process.env["CARTWRIGHT_TEST_REDIS_URL"]
    ? [{ name: "Redis", redisUrl: process.env["CARTWRIGHT_TEST_REDIS_URL"] }]
    : []),
];

async function until<T>(what: string, look: () => Promise<T | null>): Promise<T> {
  const deadline = performance.now() + WAIT_MS_MAX;
  for (;;) {
    const found = await look();
    if (found !== null) return found;
    if (performance.now() > deadline) throw new Error(`${what} did not happen`);
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
}

describe.each(backends)("with queues on $name", ({ redisUrl }) => {
  let database: TestDatabase;
  let edge: TestEdge;
  let logs: string;
  let ports: Record<"web" | "provider" | "realtime" | "workerMetrics" | "realtimeMetrics" | "webMetrics", number>;
  const children: ChildProcess[] = [];
  const secrets = { ...SECRETS };

  async function start(app: string, readyPort: number, env: Readonly<Record<string, string>>): Promise<void> {
    const child = spawn(process.execPath, [inProject("apps", app, "src/main.mjs")], {
      cwd: inProject("apps", app),
      env: {
        PATH: process.env["PATH"] ?? "",
        NODE_ENV: "production",
        ...env,
        LOG_LEVEL: "trace",
        LOG_FILE: join(logs, `${app}.log`),
      },
      stdio: "ignore",
    });
    children.push(child);
    await until(`${app} ready`, () =>
      fetch(`http://127.0.0.1:${readyPort}/health/ready`).then(
        (response) => (response.ok ? true : null),
        () => null,
      ),
    );
  }

  beforeAll(async () => {
    database = await createTestDatabase();
    await createDeliveryRules(database.db);
    await prepareDatabase({ databaseUrl: database.url, redisUrl }, silentProgress);
    const free = { web: 0, provider: 0, realtime: 0, webMetrics: 0, workerMetrics: 0, realtimeMetrics: 0 };
    ports = await choosePorts(free);
    edge = await startTestEdge({
      database,
      port: ports.web,
      logToFile: true,
      env: {
        SANDBOX_WEBHOOK_SECRET: SANDBOX_SECRET,
        SANDBOX_PROVIDER_URL: `http://127.0.0.1:${ports.provider}`,
        ...(redisUrl && { REDIS_URL: redisUrl }),
      },
    });
    logs = join(edge.dataDir, "logs");
    await mkdir(logs, { recursive: true });
    const common = {
      CARTWRIGHT_MODE: "embedded",
      CARTWRIGHT_TEST: "1",
      CARTWRIGHT_TEST_REDIS_PREFIX: `pii-${process.pid}`,
      DATABASE_URL: database.url,
      DATA_DIR: edge.dataDir,
      PUBLIC_ORIGIN: edge.url,
      WEBHOOK_ORIGIN: edge.url,
      AUTH_SECRET: edge.env.AUTH_SECRET.join(","),
      SANDBOX_WEBHOOK_SECRET: SANDBOX_SECRET,
      SANDBOX_PROVIDER_URL: `http://127.0.0.1:${ports.provider}`,
      PROVIDER_PORT: String(ports.provider),
      REALTIME_PORT: String(ports.realtime),
      ...(redisUrl && { REDIS_URL: redisUrl }),
    };
    await start("provider", ports.provider, common);
    await Promise.all([
      start("worker", ports.workerMetrics, { ...common, METRICS_PORT: String(ports.workerMetrics) }),
      start("realtime", ports.realtimeMetrics, { ...common, METRICS_PORT: String(ports.realtimeMetrics) }),
    ]);
  });
  afterAll(async () => {
    await Promise.all(children.filter((child) => child.exitCode === null).map(end));
    await edge.close();
    await database.close();
  });

  const address = () => ({
    name: PEOPLE.guestName,
    line1: PEOPLE.street,
    city: PEOPLE.city,
    postalCode: "10969",
    country: "DE",
  });

  async function buy(browser: TestBrowser, email: string, token: string): Promise<string> {
    const product = await createProduct(database.db, { variants: [{ onHand: 9 }] });
    await browser.mutate("cart.setLine", { variantId: product.variants[0].id, quantity: 1 });
    const choice = { shippingAddress: address(), shippingMethodId: "standard" };
    const quote = (await browser.mutate("checkout.quote", choice)).data as { totalMinor: number }; // contracts/checkout
    const placed = await browser.mutate("checkout.place", {
      ...choice,
      email,
      idempotencyKey: crypto.randomUUID(),
      payment: { provider: "sandbox", token },
      expectedTotalMinor: quote.totalMinor,
    });
    expect(placed).toMatchObject({ status: 200 });
    return (placed.data as { number: string }).number; // contracts/checkout
  }
  async function settles(browser: TestBrowser, number: string, status: string): Promise<void> {
    const ended = await until(`${number} settled`, async () => {
      const order = (await browser.query("orders.get", { number })).data as { settled: boolean; status: string }; // contracts/orders
      return order.settled ? order.status : null;
    });
    expect(ended).toBe(status);
  }
  async function mailedToken(template: RegExp, email: string): Promise<string> {
    return until(`the mail ${template}`, async () => {
      const mails = await database.db
        .selectFrom("notifications.mails")
        .select(["subject", "text"])
        .where("recipient", "=", email)
        .where("state", "=", "sent")
        .orderBy("id", "desc")
        .execute();
      const mail = mails.find(({ text }) => template.test(text));
      return /#token=([A-Za-z0-9_-]+)/.exec(mail?.text ?? "")?.[1] ?? null;
    });
  }
  /** Everything that a browser holds is a secret of its user. */
  function keepCookies(who: string, browser: TestBrowser): void {
    for (const [name, value] of browser.cookies) secrets[`${who} ${name} ${value.slice(0, 4)}`] = value;
  }

  test("people visit, buy, register, fail and change their address", async () => {
    const guest = createTestBrowser(edge.url);
    const order = await buy(guest, PEOPLE.guestEmail, "tok_approve");
    keepCookies("guest", guest);
    await settles(guest, order, "confirmed");

    const { firstName, lastName, memberEmail: email } = PEOPLE;
    const { password = "", newPassword = "", wrongPassword = "", cardToken = "" } = secrets;
    const member = createTestBrowser(edge.url);
    await member.mutate("account.register", { email, password, firstName, lastName });
    secrets["verifyToken"] = await mailedToken(/\/verify#token=/, email);
    expect((await member.mutate("account.verifyEmail", { token: secrets["verifyToken"] })).status).toBe(200);
    expect((await member.logIn(email, wrongPassword)).status).toBe(401);
    await member.mutate("account.forgotPassword", { email });
    secrets["resetToken"] = await mailedToken(/\/reset#token=/, email);
    const reset = { token: secrets["resetToken"], password: newPassword };
    expect((await member.mutate("account.resetPassword", reset)).status).toBe(200);
    expect((await member.logIn(email, newPassword)).status).toBe(200);
    keepCookies("member", member);
    expect((await member.mutate("account.addresses.save", { address: address() })).status).toBe(200);
    expect((await member.mutate("account.updateProfile", { firstName, lastName, marketingConsent: true })).status).toBe(
      200,
    );
    const declined = await buy(member, email, cardToken);
    await settles(member, declined, "cancelled");
    expect((await member.mutate("account.changeEmail", { password: newPassword, email: PEOPLE.newEmail })).status).toBe(
      200,
    );
    secrets["moveToken"] = await mailedToken(/#token=/, PEOPLE.newEmail);
    await member.logOut();

    // Everything that may go wrong with personal data in it.
    const json = { "content-type": "application/json" };
    const everything = JSON.stringify({ ...PEOPLE, ...secrets });
    await member.fetch("/api/webhooks/sandbox", {
      method: "POST",
      body: everything,
      headers: { ...json, "sandbox-signature": `t=1,v1=${TAG}` },
    });
    await member.fetch("/api/csp-report", {
      method: "POST",
      headers: json,
      body: JSON.stringify({
        "csp-report": {
          "document-uri": `http://x/reset?token=${secrets["resetToken"]}`,
          "blocked-uri": `http://x/?${PEOPLE.guestEmail}`,
        },
      }),
    });
    await member.fetch(
      `/api/trpc/catalog.list?input=${encodeURIComponent(JSON.stringify({ query: PEOPLE.guestEmail, wrong: secrets["password"] }))}`,
    );
    await member.fetch(`/orders/${order}?key=${secrets["resetToken"]}&email=${PEOPLE.guestEmail}`, {
      headers: { referer: `http://x/?token=${secrets["resetToken"]}`, "user-agent": `${TAG}agent` },
    });
    await member.fetch(`/api/${PEOPLE.guestEmail}/${secrets["resetToken"]}`);
    await member.fetch(`/api/trpc/${TAG}.${TAG}`);
    await member.mutate("account.register", { email: PEOPLE.newEmail, password, firstName, lastName, role: TAG });
    await fetch(
      `http://127.0.0.1:${ports.realtime}/socket.io/?transport=websocket&token=${secrets["resetToken"]}&email=${PEOPLE.guestEmail}`,
      { headers: { cookie: `cartwright-session=${secrets["resetToken"]}`, origin: `http://${TAG}.example` } },
    );
    await fetch(`http://127.0.0.1:${ports.provider}/charges`, { method: "POST", body: everything, headers: json });

    // A database quotes the values that it refuses in its errors.
    await sql`alter table accounts.users add constraint refuses check (last_name <> ${sql.lit(`${TAG}refused`)})`.execute(
      database.db,
    );
    await sql`alter table orders.orders add constraint refuses check (shipping_address->>'city' <> ${sql.lit(`${TAG}refused`)})`.execute(
      database.db,
    );
    const again = createTestBrowser(edge.url);
    await again.logIn(email, newPassword);
    const broken = await again.mutate("account.updateProfile", {
      firstName,
      lastName: `${TAG}refused`,
      marketingConsent: true,
    });
    expect(broken.status).toBe(500);
    keepCookies("again", again);
  });

  test("no log file contains any of it", async () => {
    const files = await readdir(logs);
    expect(files.toSorted()).toEqual(["provider.log", "realtime.log", "web.log", "worker.log"]);
    const found = [];
    for (const file of files) {
      const text = await readFile(join(logs, file), "utf8");
      for (const line of text.split("\n"))
        for (const [what, marker] of Object.entries({ ...PEOPLE, ...secrets, tag: TAG }))
          if (line.includes(marker)) found.push(`${file} has ${what}: ${line.slice(0, 400)}`);
    }
    expect(found.slice(0, 10)).toEqual([]);
  });

  test("tables contain only the people that they are for, and no secrets", async () => {
    const tables = await sql<{ name: string }>`
      select format('%I.%I', schemaname, tablename) as name from pg_tables
      where schemaname not in ('pg_catalog', 'information_schema')`.execute(database.db);
    const found = [];
    for (const { name } of tables.rows) {
      const { rows } = await sql<{ text: string }>`select t::text as text from ${sql.raw(name)} t`.execute(database.db);
      const text = rows.map((row) => row.text).join("\n");
      const people = Object.entries(PEOPLE).filter(([, marker]) => text.includes(marker));
      if (people.length > 0 && !Object.hasOwn(ALLOWED, name))
        found.push(`${name} has ${people.map(([what]) => what).join()}`);
      for (const [what, secret] of Object.entries(secrets))
        if (text.includes(secret) && !(name === "notifications.mails" && MAILED.has(what)))
          found.push(`${name} has ${what}`);
    }
    expect(found).toEqual([]);
  });

  test("no metric and no key of Redis contains any of it", async () => {
    const texts = [await metrics.registry.metrics()];
    for (const port of [ports.workerMetrics, ports.realtimeMetrics])
      texts.push(await (await fetch(`http://127.0.0.1:${port}/metrics`)).text());
    if (redisUrl) texts.push(...(await readRedis(redisUrl)));
    const all = texts.join("\n").toLowerCase();
    expect(all).toMatch(/http_request|process_/);
    expect(all.indexOf(TAG) < 0 ? null : all.slice(all.indexOf(TAG) - 200, all.indexOf(TAG) + 100)).toBeNull();
  });
});

async function end(child: ChildProcess): Promise<void> {
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  await ended;
}

/** How each type of value is read whole. `dump` would compress it. */
const READ: Readonly<Record<string, (redis: Redis, key: string) => Promise<unknown>>> = {
  string: (redis, key) => redis.get(key),
  hash: (redis, key) => redis.hgetall(key),
  list: (redis, key) => redis.lrange(key, 0, -1),
  set: (redis, key) => redis.smembers(key),
  zset: (redis, key) => redis.zrange(key, 0, "-1"),
  stream: (redis, key) => redis.xrange(key, "-", "+"),
};

/** Every key with its content, as text. */
async function readRedis(url: string): Promise<string[]> {
  const redis = new Redis(url);
  const texts = [];
  for (const key of await redis.keys("*")) {
    const read = READ[await redis.type(key)];
    texts.push(key, JSON.stringify((await read?.(redis, key)) ?? null));
  }
  redis.disconnect();
  return texts;
}
