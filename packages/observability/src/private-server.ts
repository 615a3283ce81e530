import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { applySecurityHeaders } from "./apply-security-headers.ts";
import type { Logger } from "./logger.ts";
import { metrics } from "./metrics.ts";
import { securityHeaders } from "./security-headers.ts";
import { CONNECTION_CHECK_MS } from "./server-times.ts";

export interface PrivateServerOptions {
  /** 0 takes any free port. */
  readonly port: number;
  readonly host: string;
  /** Which of the services that the process needs are available. Called for each readiness check, with a limit of 2 s. */
  readonly ready: () => Promise<Record<string, boolean>>;
  readonly logger: Logger;
}

export interface PrivateServer {
  readonly port: number;
  /** Makes the process unready, whatever its checks return, so that traffic drains away from it. */
  readonly drain: () => void;
  readonly close: () => Promise<void>;
}

const READY_TIMEOUT_MS = 2_000;

/**
 * The process's private port: `/health/live` (the process runs), `/health/ready` (its services respond; 503 if not) and
 * `/metrics`. Never on the public port. Bound to loopback by default.
 */
export async function startPrivateServer(options: PrivateServerOptions): Promise<PrivateServer> {
  let draining = false;

  async function respond(path: string, response: ServerResponse): Promise<void> {
    if (path === "/health/live") return send(response, 200, { status: "ok" });
    if (path === "/health/ready") {
      const checks = { ...(await withinTime(options.ready())), ...(draining ? { draining: false } : {}) };
      const ready = Object.values(checks).every(Boolean);
      return send(response, ready ? 200 : 503, { status: ready ? "ok" : "unready", checks });
    }
    if (path === "/metrics") {
      const text = await metrics.registry.metrics();
      response.writeHead(200, { "content-type": metrics.registry.contentType, "cache-control": "no-store" }).end(text);
      return;
    }
    send(response, 404, { status: "not found" });
  }

  const limits = {
    requestTimeout: 5_000,
    headersTimeout: 5_000,
    connectionsCheckingInterval: CONNECTION_CHECK_MS,
    requireHostHeader: false,
  };
  const server = createServer(limits, (request, response) => {
    const path = (request.url ?? "/").split("?", 1)[0] ?? "/";
    if (request.method !== "GET" && request.method !== "HEAD") {
      send(response, 405, { status: "method not allowed" });
      return;
    }
    respond(path, response).catch((error: unknown) => {
      options.logger.error({ err: error, path }, "a request to the private port failed");
      if (!response.headersSent) send(response, 500, { status: "error" });
    });
  });
  applySecurityHeaders(server, securityHeaders(false));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, options.host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port, // a listening TCP server has one
    drain() {
      draining = true;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response
    .writeHead(status, {
      "content-type": "application/json; charset=utf-8",
      "cache-control": "no-store",
      ...(status === 503 && { "retry-after": "2" }),
    })
    .end(JSON.stringify(body));
}

/** The checks, or `{responded: false}` when they fail or take too long. */
async function withinTime(checks: Promise<Record<string, boolean>>): Promise<Record<string, boolean>> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Record<string, boolean>>((resolve) => {
    timer = setTimeout(() => resolve({ responded: false }), READY_TIMEOUT_MS);
  });
  try {
    return await Promise.race([checks, late]);
  } catch {
    // A check that throws means that its service is unavailable. The service's own code logs why.
    return { responded: false };
  } finally {
    clearTimeout(timer);
  }
}
