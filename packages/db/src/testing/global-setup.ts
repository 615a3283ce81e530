import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Client } from "pg";
import type { TestProject } from "vitest/node";
import { createDb, createPool } from "../client.ts";
import { migrate } from "../migrate.ts";
import type { TestServer } from "./database.ts";
import { startTestServer } from "./server.ts";

interface RunningServer extends TestServer {
  stop(): Promise<void>;
}

/**
 * Serves an endpoint from which test files get the run's Postgres. It is started by the first request, so that a run that
 * needs no database does not wait for one.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  let starting: Promise<RunningServer> | undefined;
  const endpoint = createServer((_request, response) => {
    starting ??= startMigrated();
    starting.then(
      ({ postgresUrl, templateDatabase }) => respond(response, 200, { postgresUrl, templateDatabase }),
      (error: unknown) => respond(response, 500, error instanceof Error ? error.message : String(error)),
    );
  });
  endpoint.listen(0, "127.0.0.1");
  await once(endpoint, "listening");
  const { port } = endpoint.address() as AddressInfo; // a listening TCP server has one
  project.provide("testServerUrl", `http://127.0.0.1:${port}/`);
  return async () => {
    endpoint.close();
    await (await starting?.catch(() => undefined))?.stop();
  };
}

function respond(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

/** A Postgres with one migrated template, from which every test database is copied. */
async function startMigrated(): Promise<RunningServer> {
  const server = await startTestServer();
  const templateDatabase = `template_${randomBytes(4).toString("hex")}`;
  const client = new Client({ connectionString: server.url });
  await client.connect();
  await client.query(`create database ${templateDatabase}`);
  const url = new URL(server.url);
  url.pathname = `/${templateDatabase}`;
  const db = createDb(createPool({ connectionString: url.href, applicationName: "template", poolMax: 1 }));
  await migrate(db);
  await db.destroy();
  return {
    postgresUrl: server.url,
    templateDatabase,
    async stop() {
      await client.query(`drop database if exists ${templateDatabase} with (force)`);
      await client.end();
      await server.stop();
    },
  };
}
