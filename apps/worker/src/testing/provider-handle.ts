import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createLogger } from "@cartwright/observability/logger";
import { createProviderServer, type ProviderServer } from "@cartwright/provider/provider-server";

export interface ProviderCharge {
  readonly id: string;
  readonly status: string;
  readonly amountMinor: number;
  readonly refundedMinor: number;
}

export interface ProviderHandle {
  readonly url: string;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Stops it permanently and deletes its record. */
  close(): Promise<void>;
  /** The provider's own record of the charges for an order. */
  charges(orderNumber: string): Promise<ProviderCharge[]>;
}

/** A sandbox provider that can be stopped and restarted on the same port with its record. */
export function createProviderHandle(options: {
  readonly webhookSecret: string;
  readonly decideMs: number;
}): ProviderHandle {
  const storePath = join(tmpdir(), `cartwright-provider-${randomUUID()}.sqlite`);
  let server: ProviderServer | null = null;
  let port = 0;
  const stop = async () => {
    await server?.close();
    server = null;
  };
  return {
    get url() {
      return `http://127.0.0.1:${port}`;
    },
    async start() {
      server = await createProviderServer({
        storePath,
        webhookSecrets: [options.webhookSecret],
        host: "127.0.0.1",
        port,
        logger: createLogger({ name: "provider", level: "silent" }),
        delays: { webhookMs: 30, decideMs: options.decideMs, slowMs: 4_000, retryBaseMs: 100 },
      });
      port = server.port;
    },
    stop,
    async close() {
      await stop();
      for (const file of ["", "-wal", "-shm"]) await rm(`${storePath}${file}`, { force: true });
    },
    async charges(orderNumber) {
      const response = await fetch(`http://127.0.0.1:${port}/charges?orderNumber=${orderNumber}`);
      const body = (await response.json()) as { charges: ProviderCharge[] }; // the provider's own contract
      return body.charges;
    },
  };
}
