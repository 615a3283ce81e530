import path from "node:path";
import { EmbeddedPostgresError } from "@cartwright/db/embedded";
import { commandLine } from "./command-line.ts";
import { ROOT } from "./project.ts";
import { terminalProgress } from "./progress.ts";
import { type Stack, startStack } from "./run-stack.ts";
import { StackError } from "./stack-error.ts";

/** `npm start`: the whole shop in the foreground, until Ctrl-C. */
commandLine({
  name: "npm start",
  does: "Starts the whole shop in the foreground, until Ctrl-C: it installs, migrates, fills and builds what is missing. PORT (3000) moves the web app, DATA_DIR (.data) the data; DATABASE_URL and REDIS_URL name servers of your own.",
  forms: [""],
  options: {},
  examples: ["PORT=4000 npm start"],
  exits: { 0: "when it was stopped", 1: "when it could not start", 2: "when it was called wrongly" },
});
const abort = new AbortController();
let stack: Stack | undefined;
let stopping: Promise<void> | undefined;

function stopFor(cause: string): void {
  stopping ??= (async () => {
    console.log(`\nStopping (${cause}) …`);
    abort.abort(new StackError("stopped while starting"));
    await stack?.stop();
  })();
}
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => stopFor(signal));
// The parent (bin/cartwright.mjs) was killed, so nothing could stop this process any more.
process.on("disconnect", () => stopFor("the parent process is gone"));

try {
  const since = performance.now();
  console.log("Cartwright");
  const dataDir = path.resolve(ROOT, process.env["DATA_DIR"] ?? ".data");
  const running = await startStack({
    dataDir,
    port: readPort(process.env["PORT"]),
    seed: "full",
    databaseUrl: process.env["DATABASE_URL"] || undefined,
    redisUrl: process.env["REDIS_URL"] || undefined,
    progress: terminalProgress(),
    signal: abort.signal,
  });
  stack = running;
  if (stopping) await running.stop();
  else
    printWelcome(running, {
      tookMs: performance.now() - since,
      logs: shortPath(path.join(dataDir, "logs")),
    });
  await Promise.race([running.failed, stopped(running)]);
  console.log("Stopped.");
  process.exit(0);
} catch (error) {
  await stack?.stop();
  if (stopping) {
    console.log("Stopped.");
    process.exit(0);
  }
  const plain = error instanceof StackError || error instanceof EmbeddedPostgresError;
  console.error(`\n${plain ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
}

/** Resolves when a stop was requested and everything is down. */
async function stopped(running: Stack): Promise<void> {
  await new Promise<void>((resolve) => {
    if (abort.signal.aborted) resolve();
    else abort.signal.addEventListener("abort", () => resolve());
  });
  await stopping;
  await running.stop();
}

function readPort(text = "3000"): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 1 && port <= 65_534) return port;
  throw new StackError(`PORT must be a number from 1 to 65534, not \`${text}\`.`);
}

/** As one would type it from here. */
function shortPath(file: string): string {
  const relative = path.relative(process.cwd(), file);
  return relative.startsWith("..") ? file : relative;
}

function printWelcome(running: Stack, { tookMs, logs }: { tookMs: number; logs: string }): void {
  const width = Math.max(...running.accounts.map(({ email }) => email.length));
  const accounts = running.accounts.map(({ email, password }) => `    ${email.padEnd(width)}  ${password}`);
  console.log(`
  The shop    ${running.webUrl}
  Back office ${running.webUrl}/admin
  Mailbox     ${running.webUrl}/mailbox

  Demo log-ins
${accounts.join("\n")}

  Ready after ${(tookMs / 1_000).toFixed(1)} s. Logs are in ${logs}. Ctrl-C stops everything.
`);
}
