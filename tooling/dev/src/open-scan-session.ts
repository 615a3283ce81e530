import { readSecretLine } from "./read-secret-line.ts";
import { openScanSession } from "./scan-session.ts";

/**
 * `node tooling/dev/src/open-scan-session.ts ORIGIN EMAIL`, password on the standard input: prints `NAME=value` lines for the
 * environment of a scanner (tooling/security/zap).
 */
const [origin = "http://localhost:3000", email = ""] = process.argv.slice(2);
const session = await openScanSession(origin, { email, password: await readSecretLine("Password: ") });
for (const [name, value] of Object.entries(session)) console.log(`${name}=${value}`);
