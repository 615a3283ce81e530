import type { Logger } from "./logger.ts";
import { reportError } from "./report-error.ts";

export interface Shutdown {
  /** Aborted when the process begins to stop. Loops and long waits listen to it. */
  readonly signal: AbortSignal;
  /** Adds something to stop. The last added is stopped first. */
  add(name: string, stop: () => Promise<void> | void): void;
  /** Stops everything and ends the process with `exitCode`. The first call counts. */
  run(cause: string, exitCode?: number): Promise<void>;
}

export interface ShutdownOptions {
  readonly logger: Logger;
  /** How long stopping may take in total. After that, the process ends with code 1. */
  readonly timeoutMs: number;
}

/**
 * Ends the process in order, once: at SIGINT or SIGTERM, when the supervisor that spawned it with an IPC channel is gone, and
 * (logged, with code 1) after an uncaught error. A failure to stop one part is logged and does not keep the others from
 * stopping. Further signals change nothing: Ctrl-C reaches a process from the terminal and again from its supervisor.
 */
export function createShutdown(options: ShutdownOptions): Shutdown {
  const { logger, timeoutMs } = options;
  const stops: { name: string; stop: () => Promise<void> | void }[] = [];
  const aborter = new AbortController();
  let running: Promise<void> | null = null;

  async function stopAll(cause: string, exitCode: number): Promise<void> {
    logger.info({ cause }, "stopping");
    const deadline = setTimeout(() => {
      logger.error({ cause, timeoutMs }, "stopping took too long");
      process.exit(1);
    }, timeoutMs);
    aborter.abort();
    let code = exitCode;
    for (const { name, stop } of stops.toReversed()) {
      try {
        await stop();
      } catch (error) {
        code = 1;
        logger.error({ err: error, part: name }, "a part failed to stop");
      }
    }
    clearTimeout(deadline);
    logger.info({ cause }, "stopped");
    process.exit(code);
  }

  function run(cause: string, exitCode = 0): Promise<void> {
    running ??= stopAll(cause, exitCode);
    return running;
  }

  function onSignal(name: NodeJS.Signals): void {
    void run(name);
  }
  function onUncaught(error: unknown): void {
    logger.fatal({ err: error }, "uncaught error");
    reportError(error);
    void run("uncaught error", 1);
  }
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
  process.on("uncaughtException", onUncaught);
  process.on("unhandledRejection", onUncaught);
  if (process.channel) process.on("disconnect", () => void run("supervisor gone"));

  return {
    signal: aborter.signal,
    add(name, stop) {
      stops.push({ name, stop });
    },
    run,
  };
}
