import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { inProject } from "./project.ts";
import { demoAccounts, stackEnv, type StackSettings } from "./stack-env.ts";
import type { ProcessName } from "./stack-file.ts";

const secret = (letter: string) => letter.repeat(48);
const settings: StackSettings = {
  dataDir: "/data",
  mode: "embedded",
  databaseUrl: "postgres://cartwright:pw@127.0.0.1:54320/cartwright",
  ports: {
    web: 3100,
    realtime: 3101,
    provider: 4342,
    webMetrics: 9564,
    workerMetrics: 9565,
    realtimeMetrics: 9566,
  },
  secrets: {
    authSecret: secret("a"),
    sandboxWebhookSecret: secret("b"),
    postgresPassword: secret("c"),
    demoPasswords: { shopper: "shopper pw", support: "support pw", admin: "admin pw" },
  },
  given: {
    RATE_LIMIT_AUTH: "1000/1m",
    PORT: "1",
    METRICS_PORT: "2",
    DATABASE_URL: "postgres://elsewhere/none",
    NODE_OPTIONS: "--inspect",
  },
};
const logFileOf = (name: string) => `/data/logs/${name}.log`;

async function parseWith(name: ProcessName, env: Readonly<Record<string, string>>): Promise<Record<string, unknown>> {
  const module: { readEnv(source: Readonly<Record<string, string>>): Record<string, unknown> } = await import(
    pathToFileURL(inProject("apps", name, "src/env.ts")).href
  );
  return module.readEnv(env);
}

describe("the environments of the embedded stack", () => {
  const { envs } = stackEnv(settings, logFileOf);

  test.each(["web", "worker", "realtime", "provider"] as const)("%s accepts its own", async (name) => {
    const parsed = await parseWith(name, envs[name]);
    expect(parsed).toMatchObject({ LOG_FILE: `/data/logs/${name}.log` });
  });

  test("what the caller sets reaches the processes, but not the ports, stores and options that the stack decides", async () => {
    expect(await parseWith("web", envs.web)).toMatchObject({
      RATE_LIMIT_AUTH: { count: 1_000, windowSeconds: 60 },
      PORT: 3_100,
      METRICS_PORT: 9_564,
      DATABASE_URL: settings.databaseUrl,
    });
    expect(await parseWith("worker", envs.worker)).toMatchObject({ METRICS_PORT: 9_565 });
    expect(await parseWith("realtime", envs.realtime)).toMatchObject({ REALTIME_PORT: 3_101, METRICS_PORT: 9_566 });
    expect(await parseWith("provider", envs.provider)).toMatchObject({ PROVIDER_PORT: 4_342 });
    for (const env of Object.values(envs)) expect(env).not.toHaveProperty("NODE_OPTIONS");
  });

  test("a secret reaches only the processes that it is for", () => {
    for (const env of Object.values(envs)) {
      expect(Object.values(env)).not.toContain(secret("c"));
      expect(JSON.stringify(env)).not.toContain("admin pw");
    }
    expect(envs.provider).not.toHaveProperty("AUTH_SECRET");
    expect(envs.worker).not.toHaveProperty("AUTH_SECRET");
    expect(envs.provider).not.toHaveProperty("DATABASE_URL");
  });

  test("there are three demo accounts, each with its own password", () => {
    expect(demoAccounts(settings.secrets)).toEqual([
      { email: "shopper@example.com", role: "shopper", password: "shopper pw" },
      { email: "support@example.com", role: "support", password: "support pw" },
      { email: "admin@example.com", role: "admin", password: "admin pw" },
    ]);
  });
});
