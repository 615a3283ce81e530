/** The part of a socket that matters for the end of its session. */
export interface SessionHolder {
  end(): void;
}

const REMEMBER_ENDED_MS = 30_000;
const REMEMBERED_MAX = 50_000;

/** The open sockets of each session at this node, so that they close when it ends. */
export function createSessionBook(now: () => number = performance.now.bind(performance)) {
  const holders = new Map<string, Set<SessionHolder>>();
  /** Sessions that ended just now. A handshake that was checked before the end may arrive here after it. */
  const ended = new Map<string, number>();

  function remember(sessionId: string): void {
    const time = now();
    for (const [id, until] of ended) {
      if (until > time && ended.size < REMEMBERED_MAX) break;
      ended.delete(id);
    }
    ended.set(sessionId, time + REMEMBER_ENDED_MS);
  }

  return {
    add(sessionId: string, holder: SessionHolder): void {
      if ((ended.get(sessionId) ?? 0) > now()) {
        holder.end();
        return;
      }
      const all = holders.get(sessionId) ?? new Set();
      holders.set(sessionId, all.add(holder));
    },
    remove(sessionId: string, holder: SessionHolder): void {
      const all = holders.get(sessionId);
      all?.delete(holder);
      if (all?.size === 0) holders.delete(sessionId);
    },
    /** Closes every socket of these sessions. */
    end(sessionIds: readonly string[]): void {
      for (const id of sessionIds) {
        remember(id);
        const all = holders.get(id);
        holders.delete(id);
        for (const holder of all ?? []) holder.end();
      }
    },
    ids: (): string[] => [...holders.keys()],
  };
}
export type SessionBook = ReturnType<typeof createSessionBook>;
