import { randomBytes } from "node:crypto";
import { chmod } from "node:fs/promises";
import path from "node:path";
import { startEmbeddedPostgres } from "../embedded.ts";
import { removeDataDir } from "./remove-data-dir.ts";
import { makeTempFolder } from "./temp-folder.ts";

/**
 * The Postgres of a test run: `CARTWRIGHT_TEST_PG` if set, otherwise a temporary embedded one without fsync. The URL is a
 * superuser's.
 */
export async function startTestServer(): Promise<{ url: string; stop: () => Promise<void> }> {
  const given = process.env["CARTWRIGHT_TEST_PG"];
  if (given) return { url: given, stop: async () => undefined };
  const folder = await makeTempFolder("test", removeDataDir);
  // As root, another user runs the server and must be able to reach its data.
  await chmod(folder.path, 0o711);
  const server = await startEmbeddedPostgres({
    dataDir: path.join(folder.path, "postgres"),
    password: randomBytes(18).toString("base64url"),
    logFile: path.join(folder.path, "postgres.log"),
    port: 0,
    durability: "none",
  });
  return {
    url: server.superuserUrl,
    async stop() {
      await server.stop();
      await folder.remove();
    },
  };
}
