/** Runs work when it is due: sleeps until the time that the last run returned, or until it is told of more work. */
export interface Alarm {
  /** There may be work due at this time (epoch milliseconds). */
  wakeAt: (dueMs: number) => void;
  stop: () => void;
}

const SLEEP_MS_MAX = 60_000;
const RETRY_MS = 1_000;

/** `run` does what is due and returns the time of the next work, or null. After a failure, it runs again a second later. */
export function createAlarm(run: () => number | null, onError: (error: unknown) => void): Alarm {
  let timer: NodeJS.Timeout | null = null;
  let setForMs = Infinity;
  let stopped = false;

  function wakeAt(dueMs: number): void {
    if (stopped || dueMs >= setForMs) return;
    if (timer) clearTimeout(timer);
    setForMs = dueMs;
    timer = setTimeout(ring, Math.min(Math.max(0, dueMs - Date.now()), SLEEP_MS_MAX));
  }

  function ring(): void {
    timer = null;
    setForMs = Infinity;
    try {
      const nextMs = run();
      if (nextMs !== null) wakeAt(nextMs);
    } catch (error) {
      onError(error);
      wakeAt(Date.now() + RETRY_MS);
    }
  }

  return {
    wakeAt,
    stop() {
      stopped = true;
      if (timer) clearTimeout(timer);
    },
  };
}
