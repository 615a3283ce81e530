import type { Logger } from "@cartwright/observability/logger";
import type { Db } from "@cartwright/db/client";
import type { FailPoints } from "./fail-points.ts";

/** External dependencies of use cases. Built once per process in its composition root. */
export interface Deps {
  readonly db: Db;
  readonly logger: Logger;
  /**
   * Tells the relay that outbox rows were committed; calls are coalesced. Call it after the commit. Losing it only costs
   * latency.
   */
  readonly nudgeRelay: () => void;
  readonly failPoints: FailPoints;
}
