import { inTransaction } from "@cartwright/db/transaction";
import type { Deps } from "../../kernel/deps.ts";
import { isSuggestable } from "./is-suggestable.ts";
import { upsertSearchCounts } from "./search-counts.sql.ts";

interface CounterOptions {
  /** How long counts stay in memory. */
  readonly everyMs: number;
  /** The most searches in memory. Others are not counted until these are stored. */
  readonly queriesMax: number;
}

export interface SearchCounter {
  /** Counts one search that found something. Keeps its text only: not who searched, nor from where. */
  count(query: string): void;
  /** Stores what is in memory and resolves. A failure is logged, and its counts are lost. */
  flush(): Promise<void>;
}

const DEFAULTS: CounterOptions = { everyMs: 5_000, queriesMax: 1_000 };

/** Counts searches in memory and adds them to the database together, some seconds after the first. */
export function createSearchCounter(
  { db, logger }: Pick<Deps, "db" | "logger">,
  { everyMs, queriesMax }: CounterOptions = DEFAULTS,
): SearchCounter {
  let counts = new Map<string, number>();
  let timer: NodeJS.Timeout | undefined;

  async function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    const stored = counts;
    if (stored.size === 0) return;
    counts = new Map();
    try {
      await inTransaction(db, (tx) => upsertSearchCounts(tx, stored));
    } catch (error) {
      logger.warn({ err: error }, "searches could not be counted");
    }
  }

  return {
    count(query) {
      const text = query.trim().toLowerCase();
      if (!isSuggestable(text) || (counts.size >= queriesMax && !counts.has(text))) return;
      counts.set(text, (counts.get(text) ?? 0) + 1);
      // Does not keep the process alive: whoever ends it flushes.
      timer ??= setTimeout(() => void flush(), everyMs).unref();
    },
    flush,
  };
}
