import type { Logger } from "@cartwright/observability/logger";
import type { Db } from "@cartwright/db/client";
import type { FailPoints } from "./fail-points.ts";

/** What every use case may need from outside. Built once per process in its composition root. */
export interface Deps {
  readonly db: Db;
  readonly logger: Logger;
  /** Tells the relay, soon and coalesced, that outbox rows were committed. Call it after the commit; losing it costs latency only. */
  readonly nudgeRelay: () => void;
  readonly failPoints: FailPoints;
}
