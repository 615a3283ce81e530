/** Where a long command says what it is doing. Each step is named, and timed once it is done. */
export interface Progress {
  step<T>(title: string, work: () => Promise<T>): Promise<T>;
  note(message: string): void;
}

const TICK_MS = 1_000;
const SAY_AGAIN_MS = 10_000;

/**
 * On a terminal the running steps stand in one line that counts seconds; elsewhere (a CI log) a step is named when it
 * begins, every ten seconds, and when it ends. Steps may run side by side.
 */
export function terminalProgress(stream: NodeJS.WriteStream = process.stdout): Progress {
  const running = new Map<string, number>();
  const clear = () => stream.isTTY && stream.write("\r\u001B[2K");
  const line = (text: string) => {
    clear();
    stream.write(`${text}\n`);
    draw();
  };
  function draw(): void {
    if (!stream.isTTY || running.size === 0) return;
    const text = [...running].map(([title, since]) => `${title} ${elapsed(since)}`).join(" · ");
    stream.write(`\r\u001B[2K  … ${text.slice(0, Math.max(20, (stream.columns || 80) - 6))}`);
  }
  async function step<T>(title: string, work: () => Promise<T>): Promise<T> {
    const since = performance.now();
    running.set(title, since);
    if (!stream.isTTY) line(`  … ${title}`);
    const timer = setInterval(
      () => (stream.isTTY ? draw() : line(`  … ${title} (${elapsed(since)})`)),
      stream.isTTY ? TICK_MS : SAY_AGAIN_MS,
    );
    let mark = "✗";
    try {
      const result = await work();
      mark = "✓";
      return result;
    } finally {
      clearInterval(timer);
      running.delete(title);
      line(`  ${mark} ${title} (${elapsed(since)})`);
    }
  }
  return { step, note: (message) => line(`    ${message}`) };
}

/** For stacks inside tests and benches: says nothing. */
export const silentProgress: Progress = { step: (_, work) => work(), note: () => undefined };

function elapsed(since: number): string {
  const seconds = (performance.now() - since) / 1_000;
  return seconds < 10 ? `${seconds.toFixed(1)} s` : `${Math.round(seconds)} s`;
}
