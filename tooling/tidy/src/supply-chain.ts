import { readFileSync } from "node:fs";
import { join } from "node:path";
import { listHistory, listTracked, readBlob } from "./git-files.ts";
import { checkCatalogue, checkLockfile, checkManifest, LOCKFILE, WORKSPACE } from "./lockfile.ts";
import type { Finding } from "./finding.ts";
import { findSecrets, isText, SCANNED_BYTES_MAX } from "./secrets.ts";
import { FLOORS } from "./version-floors.ts";

/**
 * What the project takes in and what it must not give away: pins, floors and hashes of dependencies, and secrets in the files
 * that git tracks; with `--history` in everything that it ever tracked. Prints findings and exits 1 if there are any.
 */
const root = process.cwd();
const read = (path: string) => readFileSync(join(root, path), "utf8");
const tracked = listTracked(root);
const findings: Finding[] = [
  ...checkLockfile(read(LOCKFILE), FLOORS),
  ...checkCatalogue(read(WORKSPACE)),
  ...tracked.filter((path) => /(^|\/)package\.json$/.test(path)).flatMap((path) => checkManifest(path, read(path))),
];

let scanned = 0;
async function scan(path: string, bytes: Buffer): Promise<void> {
  if (!isText(bytes)) return;
  scanned += 1;
  findings.push(...(await findSecrets(path, bytes.toString("utf8"))));
}

for (const path of tracked) {
  // What was deleted and not yet committed is still listed.
  const bytes = ((): Buffer | null => {
    try {
      return readFileSync(join(root, path));
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
      throw error;
    }
  })();
  if (bytes) await scan(path, bytes);
}
if (process.argv.includes("--history"))
  for (const { id, path } of listHistory(root, SCANNED_BYTES_MAX))
    await scan(`${path} (${id.slice(0, 12)})`, readBlob(root, id));

for (const { path, line, message } of findings) console.log(`${path}:${line} ${message}`);
console.log(`supply chain: ${FLOORS.length} floors, ${scanned} files, ${findings.length} findings`);
if (scanned === 0) console.log("supply chain: found no files; run it from the root of the workspace");
if (scanned === 0 || findings.length > 0) process.exitCode = 1;
