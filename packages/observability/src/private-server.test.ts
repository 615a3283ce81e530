import { afterEach, expect, it } from "vitest";
import { createLogger } from "./logger.ts";
import { metrics, observePool } from "./metrics.ts";
import { startPrivateServer, type PrivateServer } from "./private-server.ts";

const logger = createLogger({ name: "test", level: "silent" });
let server: PrivateServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function start(ready: () => Promise<Record<string, boolean>>): Promise<(path: string) => Promise<Response>> {
  server = await startPrivateServer({ port: 0, host: "127.0.0.1", ready, logger });
  const { port } = server;
  return async (path) => {
    // Read to its end and not kept alive, so that no socket is left.
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { headers: { connection: "close" } });
    const { status, headers } = response;
    return new Response(await response.arrayBuffer(), { status, headers });
  };
}

it("is live without any check, and ready only while every check holds", async () => {
  let database = true;
  const get = await start(async () => ({ database }));
  expect((await get("/health/live")).status).toBe(200);
  expect((await get("/health/ready")).status).toBe(200);
  database = false;
  const response = await get("/health/ready");
  expect(response.status).toBe(503);
  expect(await response.json()).toEqual({ status: "unready", checks: { database: false } });
  expect((await get("/health/live")).status).toBe(200);
});

it("is not ready when a check throws, or while it drains", async () => {
  let broken = true;
  const get = await start(async () => {
    if (broken) throw new Error("postgres://user:secret@db is gone");
    return { database: true };
  });
  const failed = await get("/health/ready");
  expect(failed.status).toBe(503);
  expect(await failed.text()).not.toContain("secret");
  broken = false;
  expect((await get("/health/ready")).status).toBe(200);
  server?.drain();
  expect((await get("/health/ready")).status).toBe(503);
});

it("hands out the process's metrics, pools included, and knows no other path", async () => {
  const get = await start(async () => ({}));
  // A route of its own: other files observe in the same process.
  metrics.httpRequestDuration.observe({ route: "/for-private-server", method: "GET", status: 200 }, 0.02);
  observePool("main", { totalCount: 3, idleCount: 1, waitingCount: 0 });
  const text = await (await get("/metrics")).text();
  expect(text).toContain(
    'http_request_duration_seconds_count{route="/for-private-server",method="GET",status="200"} 1',
  );
  expect(text).toContain('pg_pool_connections{pool="main",state="total"} 3');
  expect(text).toContain("process_cpu_seconds_total");
  expect((await get("/")).status).toBe(404);
});

it("responds with the same headers as every other port", async () => {
  const get = await start(async () => ({}));
  for (const path of ["/health/live", "/health/ready", "/metrics", "/nothing"]) {
    const { headers } = await get(path);
    expect([path, headers.get("x-content-type-options"), headers.get("cross-origin-resource-policy")]).toEqual([
      path,
      "nosniff",
      "same-origin",
    ]);
    expect(headers.get("content-security-policy")).toContain("default-src 'none'");
  }
});
