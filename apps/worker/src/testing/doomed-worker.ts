import { spawn } from "node:child_process";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { WAIT_MS_MAX } from "@cartwright/contracts/testing/time-limits";
import type { TestShop } from "./harness.ts";

const COMPLAINTS_MAX = 4_000;

/**
 * Starts a worker process that kills itself, as if by `kill -9`, at a fail point (`point` or `point/detail`). Resolves when
 * it is dead; rejects when it ended in any other way.
 */
export async function runUntilKilled(
  shop: TestShop,
  options: { readonly failPoint: string; readonly redisUrl?: string | undefined },
): Promise<void> {
  const child = spawn(process.execPath, [fileURLToPath(new URL("../main.mjs", import.meta.url))], {
    env: {
      PATH: process.env["PATH"],
      NODE_COMPILE_CACHE: process.env["NODE_COMPILE_CACHE"],
      CARTWRIGHT_MODE: "development",
      DATABASE_URL: shop.databaseUrl,
      PUBLIC_ORIGIN: shop.origin,
      DATA_DIR: dirname(shop.mediaRoot),
      SANDBOX_PROVIDER_URL: shop.provider.url,
      SANDBOX_WEBHOOK_SECRET: shop.webhookSecret,
      METRICS_PORT: "0",
      LOG_LEVEL: "warn",
      CARTWRIGHT_TEST: "1",
      CARTWRIGHT_TEST_LOCK_MS: "500",
      CARTWRIGHT_TEST_REDIS_PREFIX: shop.redisPrefix,
      CARTWRIGHT_FAIL_POINT: options.failPoint,
      ...(options.redisUrl === undefined ? {} : { REDIS_URL: options.redisUrl }),
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let complaints = "";
  // Its log as well: a worker that cannot start says why there.
  for (const output of [child.stdout, child.stderr])
    output.on("data", (chunk: Buffer) => (complaints = (complaints + chunk.toString("utf8")).slice(-COMPLAINTS_MAX)));
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill("SIGKILL");
      reject(new Error(`the worker never came to ${options.failPoint}`));
    }, WAIT_MS_MAX);
    child.once("exit", (code, signal) => {
      clearTimeout(timer);
      if (signal === "SIGKILL") resolve();
      else reject(new Error(`the worker ended with ${code ?? signal} before ${options.failPoint}: ${complaints}`));
    });
  });
}
