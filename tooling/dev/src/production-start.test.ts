import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { WAIT_MS_MAX } from "@cartwright/contracts/testing/time-limits";
import { createUser } from "@cartwright/core/testing/fixtures";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inProject } from "./project.ts";

/** The processes themselves, started as an operator would start them by mistake: none comes up, and each says why. */
const STRONG = "q7Rz2Lw9Xk4Vb8Nc1Jm6Hd3Gf5Ts0Pya";
let database: TestDatabase;
let dataDir: string;

beforeAll(async () => {
  database = await createTestDatabase();
  dataDir = await mkdtemp(join(tmpdir(), "cartwright-production-"));
});
afterAll(async () => {
  await database.close();
  await rm(dataDir, { recursive: true, force: true });
});

interface End {
  readonly code: number | null;
  readonly said: string;
}

/** Starts a process with these settings and nothing else of this one's environment. Returns how it ended. */
function start(app: string, env: Readonly<Record<string, string>>, nodeOptions: readonly string[] = []): Promise<End> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...nodeOptions, inProject("apps", app, "src/main.mjs")], {
      cwd: inProject("apps", app),
      env: {
        PATH: process.env["PATH"] ?? "",
        NODE_COMPILE_CACHE: process.env["NODE_COMPILE_CACHE"],
        NODE_ENV: "production",
        ...env,
      },
      timeout: WAIT_MS_MAX,
      killSignal: "SIGKILL",
    });
    let said = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (chunk: string) => (said += chunk));
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, said }));
  });
}

const production = () => ({
  DATABASE_URL: database.url,
  DATA_DIR: dataDir,
  PUBLIC_ORIGIN: "https://shop.example.com",
  REALTIME_URL: "https://shop.example.com",
  AUTH_SECRET: STRONG,
  PAYMENT_PROVIDERS: "stripe",
  STRIPE_SECRET_KEY: "sk_live_0123456789abcdef",
  STRIPE_WEBHOOK_SECRET: "whsec_0123456789abcdef",
  METRICS_PORT: "0",
  PORT: "0",
  REALTIME_PORT: "0",
});

describe.each(["web", "realtime"])("%s", (app) => {
  test.concurrent("does not start without a secret", async () => {
    const { AUTH_SECRET: _secret, ...rest } = production();
    const { code, said } = await start(app, rest);
    expect([code, said]).toEqual([1, expect.stringMatching(/AUTH_SECRET: /)]);
  });

  test.concurrent("does not start in production with an example for a secret and a public name without https", async () => {
    const example = "change-me-change-me-change-me-1234";
    const wrong = { AUTH_SECRET: example, PUBLIC_ORIGIN: "http://shop.example.com" };
    const { code, said } = await start(app, { ...production(), ...wrong });
    expect(code).toBe(1);
    expect(said).toMatch(/AUTH_SECRET: looks like an example/);
    expect(said).toMatch(/PUBLIC_ORIGIN: must be https/);
    expect(said).not.toContain(example);
  });
});

test.concurrent("worker does not start without a provider's secret and with a public name without https", async () => {
  const { AUTH_SECRET: _unused, STRIPE_WEBHOOK_SECRET: _secret, ...rest } = production();
  const { code, said } = await start("worker", { ...rest, PUBLIC_ORIGIN: "http://shop.example.com" });
  expect(code).toBe(1);
  expect(said).toMatch(/STRIPE_WEBHOOK_SECRET: /);
  expect(said).toMatch(/PUBLIC_ORIGIN: must be https/);
  expect(said).not.toMatch(/AUTH_SECRET/);
});

describe.each(["web", "worker", "realtime"])("%s", (app) => {
  test.concurrent("does not start in production while there are demo accounts", async () => {
    const { id } = await createUser(database.db, { role: "admin" });
    await database.db.updateTable("accounts.users").set({ demo: true }).where("id", "=", id).execute();
    const { code, said } = await start(app, production());
    expect(code).toBe(1);
    expect(said).toMatch(/demo accounts may not exist in production: /);
    expect(said).toContain(id);
    expect(said).not.toContain(STRONG);
  });
});

test.concurrent.each(["web", "worker"])("%s takes no play money in production, and no secret twice", async (app) => {
  const twice = { SANDBOX_WEBHOOK_SECRET: STRONG, STRIPE_WEBHOOK_SECRET: STRONG };
  const wrong = { PAYMENT_PROVIDERS: "sandbox", ...twice };
  const { code, said } = await start(app, { ...production(), ...wrong });
  expect(code).toBe(1);
  expect(said).toMatch(/PAYMENT_PROVIDERS: the sandbox takes play money/);
  expect(said).toMatch(/one secret, one purpose/);
  expect(said).not.toContain(STRONG);
});

test.concurrent.each([
  ["in production", { CARTWRIGHT_MODE: "production", SANDBOX_WEBHOOK_SECRET: STRONG }, /CARTWRIGHT_MODE: /],
  ["without a secret", {}, /SANDBOX_WEBHOOK_SECRET\S*: /],
  ["with a short secret", { SANDBOX_WEBHOOK_SECRET: "short" }, /SANDBOX_WEBHOOK_SECRET\S*: /],
  ["with an empty secret after a comma", { SANDBOX_WEBHOOK_SECRET: `${STRONG},` }, /SANDBOX_WEBHOOK_SECRET\S*: /],
])("the provider does not start %s", async (_what, env, message) => {
  const { code, said } = await start("provider", { ...env, DATA_DIR: dataDir, PROVIDER_PORT: "0" });
  expect(code).toBe(1);
  expect(said).toMatch(message);
  expect(said).not.toContain(STRONG);
});

/** This Node made to act like version 20: it says so, and cannot read TypeScript. */
const LIKE_NODE_20 = [
  "--no-strip-types",
  "--import",
  `data:text/javascript,Object.defineProperty(process, "versions", { value: { ...process.versions, node: "20.20.2" } })`,
];

test.concurrent.each(["web", "worker", "realtime", "provider"])("on Node 20, %s says which it needs", async (app) => {
  const { code, said } = await start(app, production(), LIKE_NODE_20);
  expect(code).toBe(1);
  expect(said).toMatch(/needs Node \d+ or newer; this is Node 20\.20\.2/);
  expect(said).toContain("`npm start`");
  expect(said).not.toMatch(/ERR_|\bat .*:\d+/);
});
