import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, realpath, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { removeEmbeddedPostgres, startEmbeddedPostgres } from "../embedded.ts";

/**
 * The Postgres that a test run uses: `CARTWRIGHT_TEST_PG` if set, else an embedded one of its own, without fsync, whose
 * data go with it. The URL is a superuser's.
 */
export async function startTestServer(): Promise<{ url: string; stop: () => Promise<void> }> {
  const given = process.env["CARTWRIGHT_TEST_PG"];
  if (given) return { url: given, stop: async () => undefined };
  const folder = await realpath(await mkdtemp(path.join(os.tmpdir(), "cartwright-test-")));
  // As root, another user runs the server and must be able to get to its data.
  await chmod(folder, 0o711);
  const dataDir = path.join(folder, "postgres");
  const server = await startEmbeddedPostgres({
    dataDir,
    password: randomBytes(18).toString("base64url"),
    logFile: path.join(folder, "postgres.log"),
    port: 0,
    durability: "none",
  });
  return {
    url: server.superuserUrl,
    async stop() {
      await server.stop();
      await removeEmbeddedPostgres(dataDir);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
