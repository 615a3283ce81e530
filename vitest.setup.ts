import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach } from "vitest";

/**
 * For every test file: a test that prints something unexpected fails, and so does a file that leaves something open. A test that
 * expects output takes the method over (`vi.spyOn(console, "error").mockImplementation(...)`). Unhandled rejections fail
 * the run without our help.
 */
const METHODS = ["debug", "error", "info", "log", "trace", "warn"] as const;

/** What tests print and what they start. Files run one after the other in one process, which is watched from its first file on. */
interface Watched {
  readonly printed: string[];
  /**
   * Timers that the code under test has set and that have neither fired nor been cleared, with the line that set them. The
   * test runner keeps the original functions for its own timers.
   */
  readonly timers: Map<unknown, string>;
}
const scope: typeof globalThis & { watchedByTests?: Watched } = globalThis;
const { printed, timers } = (scope.watchedByTests ??= watch());

function watch(): Watched {
  const watched: Watched = { printed: [], timers: new Map() };
  watchOutput(watched);
  for (const kind of ["Timeout", "Interval"] as const) watchTimers(kind, watched);
  return watched;
}

function watchOutput({ printed }: Watched): void {
  for (const method of METHODS) {
    const print = console[method].bind(console);
    console[method] = (...args: unknown[]) => {
      printed.push(`console.${method}: ${args.map(String).join(" ")}`);
      print(...args);
    };
  }
  for (const stream of [process.stdout, process.stderr]) {
    const name = stream === process.stdout ? "stdout" : "stderr";
    const write = stream.write.bind(stream) as (...args: unknown[]) => boolean; // one signature for its overloads
    stream.write = (...args: unknown[]) => {
      const text = String(args[0]).trimEnd();
      if (text !== "") printed.push(`${name}: ${text} ${callerOf()}`);
      return write(...args);
    };
  }
  process.on("warning", (warning) => {
    // Node's own notice about node:sqlite and the like.
    if (warning.name !== "ExperimentalWarning") printed.push(String(warning.stack ?? warning));
  });
}

type Start = (callback: (...args: unknown[]) => void, ...rest: unknown[]) => NodeJS.Timeout;
type Clear = (timer: unknown) => void;

function watchTimers(kind: "Timeout" | "Interval", { timers }: Watched): void {
  const start: Start = globalThis[`set${kind}`];
  const clear: Clear = globalThis[`clear${kind}`];
  replace(`set${kind}`, (callback: (...args: unknown[]) => void, ...rest: unknown[]) => {
    const timer = start(
      (...args) => {
        if (kind === "Timeout") timers.delete(timer);
        callback(...args);
      },
      ...rest,
    );
    timers.set(timer, callerOf());
    return timer;
  });
  replace(`clear${kind}`, (timer: unknown) => {
    timers.delete(timer);
    clear(timer);
  });
}

function replace(name: keyof typeof globalThis, by: object): void {
  // With the promise form of setTimeout.
  Object.defineProperties(by, Object.getOwnPropertyDescriptors(globalThis[name]));
  Object.assign(globalThis, { [name]: by });
}

/** The line outside this file that called. */
function callerOf(): string {
  const [, ...lines] = (new Error("here").stack ?? "").split("\n");
  return (lines.find((line) => !line.includes(import.meta.filename)) ?? "").trim();
}

function expectSilence(): void {
  const lines = printed.splice(0);
  if (lines.length > 0) throw new Error(`unexpected output:\n${lines.join("\n")}`);
}

/** What keeps the process alive: servers, sockets, child processes, timers. */
function countOpen(): Map<string, number> {
  const counts = new Map<string, number>();
  const kinds = process.getActiveResourcesInfo().filter((kind) => kind !== "Timeout");
  const pending = [...timers].flatMap(
    ([timer, caller]) => ((timer as NodeJS.Timeout).hasRef() ? `timer set ${caller}` : []), // what the start functions returned
  );
  for (const kind of [...kinds, ...pending]) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}

/** Some close asynchronously; only a leak waits this long. */
const CLOSE_MS_MAX = 60_000;
const POLL_MS = 20;
const before = countOpen();

function leftOpen(): string[] {
  return [...countOpen()].flatMap(([kind, count]) => {
    const more = count - (before.get(kind) ?? 0);
    return more > 0 ? [`${kind} (${more})`] : [];
  });
}

afterEach(expectSilence);
afterAll(async () => {
  expectSilence();
  const deadline = performance.now() + CLOSE_MS_MAX;
  while (leftOpen().length > 0 && performance.now() < deadline) await sleep(POLL_MS);
  const left = leftOpen();
  if (left.length > 0) throw new Error(`left open: ${left.join(", ")}`);
});
