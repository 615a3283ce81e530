/** Requests that wait for a charge to be decided. */
export interface Decisions {
  /** Resolves when the charge is decided, or after the longest wait. */
  wait: (chargeId: string) => Promise<void>;
  announce: (chargeId: string) => void;
  /** Ends all waits. */
  close: () => void;
}

export function createDecisions(waitMsMax: number): Decisions {
  const waiting = new Map<string, Set<() => void>>();

  function release(chargeId: string): void {
    const callers = waiting.get(chargeId);
    waiting.delete(chargeId);
    for (const go of callers ?? []) go();
  }

  return {
    wait: (chargeId) =>
      new Promise((resolve) => {
        const timer = setTimeout(go, waitMsMax);
        function go(): void {
          clearTimeout(timer);
          waiting.get(chargeId)?.delete(go);
          resolve();
        }
        waiting.set(chargeId, (waiting.get(chargeId) ?? new Set()).add(go));
      }),
    announce: release,
    close() {
      for (const chargeId of waiting.keys()) release(chargeId);
    },
  };
}
