import { prepareDatabase } from "./prepare-database.ts";
import { terminalProgress } from "./progress.ts";

/** The deploy step: brings the schema of DATABASE_URL up to date, and the queues' tables when there is no REDIS_URL. */
const databaseUrl = process.env["DATABASE_URL"];
if (!databaseUrl) throw new Error("DATABASE_URL is not set");
await prepareDatabase({ databaseUrl, redisUrl: process.env["REDIS_URL"] || undefined }, terminalProgress());
