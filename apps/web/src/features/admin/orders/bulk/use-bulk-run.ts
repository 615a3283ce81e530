"use client";

import type { OrderNumber } from "@cartwright/contracts/ids";
import { BULK_ORDERS_AT_ONCE } from "@cartwright/contracts/order-bulk";
import { useRef, useState } from "react";
import { api } from "../../../../trpc/react.tsx";

/** What became of one order. */
export interface BulkOutcome<Undo> {
  readonly number: OrderNumber;
  /** Why it was not changed. */
  readonly refusal: string | null;
  /** What undoes the change. Null when nothing was changed. */
  readonly undo: Undo | null;
}

/** Acts on the first orders of a list. Fewer outcomes than rows: a fault ended it, and the rest can be sent again. */
export type BulkAct<Row, Undo> = (rows: Row[]) => Promise<readonly BulkOutcome<Undo>[]>;

interface Progress<Row, Undo> {
  readonly phase: "idle" | "running" | "stopping" | "ended";
  readonly total: number;
  readonly outcomes: readonly BulkOutcome<Undo>[];
  readonly left: readonly Row[];
  /** Why it ended early, unless a person stopped it. */
  readonly failure: unknown;
}

/** Does the same with many orders, a few in each request, until all have an outcome, one request fails, or it is stopped. */
export function useBulkRun<Row, Undo>(act: BulkAct<Row, Undo>) {
  const { admin } = api.useUtils();
  const [progress, setProgress] = useState<Progress<Row, Undo>>({
    phase: "idle",
    total: 0,
    outcomes: [],
    left: [],
    failure: null,
  });
  const isStopped = useRef(false);

  async function run(rows: readonly Row[], earlier: readonly BulkOutcome<Undo>[] = []) {
    isStopped.current = false;
    const total = earlier.length + rows.length;
    const outcomes = [...earlier];
    let left = rows;
    let failure: unknown = null;
    setProgress({ phase: "running", total, outcomes: earlier, left, failure });
    try {
      while (left.length > 0 && !isStopped.current) {
        // oxlint-disable-next-line no-await-in-loop -- one request after another, so that it can be stopped
        const part = await act(left.slice(0, BULK_ORDERS_AT_ONCE));
        outcomes.push(...part);
        left = left.slice(part.length);
        setProgress((now) => ({ ...now, outcomes: outcomes.slice(), left }));
      }
    } catch (error) {
      failure = error;
    }
    setProgress({ phase: "ended", total, outcomes, left, failure });
    await Promise.all([admin.orders.invalidate(), admin.todo.invalidate()]);
  }

  return {
    ...progress,
    done: progress.outcomes.filter(({ refusal }) => refusal === null).length,
    refused: progress.outcomes.flatMap(({ number, refusal }) => (refusal === null ? [] : { number, refusal })),
    undoable: progress.outcomes.flatMap(({ undo }) => (undo === null ? [] : [undo])),
    start: (rows: readonly Row[]) => void run(rows),
    goOn: () => void run(progress.left, progress.outcomes),
    stop() {
      isStopped.current = true;
      setProgress((now) => (now.phase === "running" ? { ...now, phase: "stopping" } : now));
    },
  };
}

export type BulkRun = Pick<
  ReturnType<typeof useBulkRun<unknown, unknown>>,
  "phase" | "total" | "outcomes" | "left" | "failure" | "done" | "refused" | "goOn" | "stop"
>;
