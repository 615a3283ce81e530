import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { envExampleFaults, readEnvSchemas } from "./env-example.ts";
import { inProject } from "./project.ts";

describe(".env.example", async () => {
  const text = await readFile(inProject(".env.example"), "utf8");
  const schemas = await readEnvSchemas();

  test("names every setting that a process reads, and none that no process reads", () => {
    expect(schemas.map(({ app }) => app)).toEqual(["provider", "realtime", "web", "worker"]);
    expect(envExampleFaults(text, schemas)).toEqual([]);
  });

  test("finds a setting that is missing, and one that nothing reads", () => {
    const changed = text.replace(/^RATE_LIMIT_AUTH=.*$/m, "RATE_LIMIT_AUTHS=5/15m");
    expect(envExampleFaults(changed, schemas)).toEqual([
      "RATE_LIMIT_AUTH: apps/web reads it; .env.example lacks it",
      "RATE_LIMIT_AUTHS: stands in .env.example; no app reads it",
    ]);
  });

  test("holds no secret", () => {
    for (const name of ["AUTH_SECRET", "SANDBOX_WEBHOOK_SECRET", "POSTGRES_PASSWORD", "REDIS_PASSWORD"]) {
      expect(text).toMatch(new RegExp(`^${name}=$`, "m"));
    }
  });
});
