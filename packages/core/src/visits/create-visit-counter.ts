import { VISIT_STEPS, type VisitStep } from "@cartwright/contracts/visits";
import type { Deps } from "../kernel/deps.ts";
import { recordVisits, type Visit } from "./record-visits.ts";
import { isBrowser, kindOf } from "./visitor.ts";

interface CounterOptions {
  /** How long visits stay in memory. */
  readonly everyMs: number;
  /** The most visitors in memory. Others are not counted until these are stored. */
  readonly visitorsMax: number;
}

export interface SeenRequest {
  /** The address, of IPv6 the network only. */
  readonly address: string;
  readonly userAgent: string;
  readonly step: VisitStep;
}

export interface VisitCounter {
  /** Notes how far somebody came. Returns at once and never throws. Programs are not counted. */
  count(seen: SeenRequest): void;
  /** Stores what is in memory and resolves. A failure is logged, and what was in memory is lost. */
  flush(): Promise<void>;
}

const DEFAULTS: CounterOptions = { everyMs: 5_000, visitorsMax: 5_000 };

/** Notes visits in memory and counts them in the database together, some seconds after the first. A crash loses those seconds. */
export function createVisitCounter(
  { db, logger }: Pick<Deps, "db" | "logger">,
  { everyMs, visitorsMax }: CounterOptions = DEFAULTS,
): VisitCounter {
  let visits = new Map<string, Visit>();
  let timer: NodeJS.Timeout | undefined;
  let storing: Promise<void> = Promise.resolve();

  async function store(): Promise<void> {
    const stored = visits;
    visits = new Map();
    try {
      await recordVisits(db, [...stored.values()]);
    } catch (error) {
      logger.warn({ err: error, visitors: stored.size }, "visits could not be counted");
    }
  }

  /** One batch at a time: a slow database gets no second one. */
  function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    storing = storing.then(store);
    return storing;
  }

  return {
    count({ address, userAgent, step }) {
      if (!isBrowser(userAgent)) return;
      const kind = kindOf(userAgent);
      const id = `${kind} ${address}`;
      const known = visits.get(id);
      if (known ? VISIT_STEPS.indexOf(known.step) >= VISIT_STEPS.indexOf(step) : visits.size >= visitorsMax) return;
      visits.set(id, { address, kind, step });
      // Does not keep the process alive: whoever ends it flushes.
      timer ??= setTimeout(() => void flush(), everyMs).unref();
    },
    flush,
  };
}
