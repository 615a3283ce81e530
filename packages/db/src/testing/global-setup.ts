import { randomBytes } from "node:crypto";
import { Client } from "pg";
import type { TestProject } from "vitest/node";
import { createDb, createPool } from "../client.ts";
import { migrate } from "../migrate.ts";
import { startTestServer } from "./server.ts";

/** Starts one Postgres for the run and migrates one template, from which every test database is copied. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
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
  project.provide("postgresUrl", server.url);
  project.provide("templateDatabase", templateDatabase);
  return async () => {
    await client.query(`drop database if exists ${templateDatabase} with (force)`);
    await client.end();
    await server.stop();
  };
}
