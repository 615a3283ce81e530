import { chmod, mkdir } from "node:fs/promises";
import path from "node:path";

/** Makes the shop's folder and the one of its logs, and keeps others of this machine from looking around in them. */
export async function createDataDir(dataDir: string): Promise<void> {
  const logs = path.join(dataDir, "logs");
  await mkdir(logs, { recursive: true });
  // As root, the database server runs as another user, who has to pass through here to its files; it may not look around.
  await chmod(dataDir, 0o711);
  await chmod(logs, 0o700);
}
