import { createLogger } from "../logger.ts";
import { createShutdown } from "../shutdown.ts";

/** A process for the shutdown test: three parts that say when they stop, and a trigger by name. */
const trigger = process.argv[2];
const logger = createLogger({ name: "stopping" });
const shutdown = createShutdown({ logger, timeoutMs: trigger === "hang" ? 50 : 5_000 });
shutdown.add("first", () => logger.info("stopped first"));
shutdown.add("broken", () => {
  if (trigger === "broken") throw new Error("does not stop");
});
shutdown.add("last", async () => {
  if (trigger === "hang") await new Promise((resolve) => setTimeout(resolve, 60_000));
  logger.info({ aborted: shutdown.signal.aborted }, "stopped last");
});
setInterval(() => undefined, 60_000);
if (trigger === "throw") {
  setImmediate(() => {
    throw new Error("unforeseen");
  });
}
if (trigger === "reject") void Promise.reject(new Error("unforeseen"));
process.stdout.write("up\n");
