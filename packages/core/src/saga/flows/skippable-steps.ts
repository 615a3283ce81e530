import type { SkipEffect } from "@cartwright/contracts/saga-acts";
import type { Saga } from "../engine/saga.ts";
import { goingOf } from "./refund/failing-refund.ts";

/**
 * The steps that a person may skip, and what is then left to them. Every other step moves money, or what comes after depends on
 * it: an order without a reservation would sell what is not there, one without a payment would be given away, and an order whose
 * placing is not undone would stay pending for ever. A refund that cannot be made is marked as made by hand instead.
 */
const SKIPPABLE: Readonly<Record<string, SkipEffect>> = {
  "cancellation do restock": "stock_not_returned",
  "cancellation do close": "customer_not_told",
  "checkout undo reserve": "hold_expires",
};

export const directionNow = (saga: Pick<Saga, "state" | "data">): "do" | "undo" =>
  goingOf(saga) === "compensating" ? "undo" : "do";

/** What skipping a saga's present step leaves to a person, or null when it may not be skipped. */
export function skipEffectOf(saga: Pick<Saga, "kind" | "state" | "step" | "data">): SkipEffect | null {
  return SKIPPABLE[`${saga.kind} ${directionNow(saga)} ${saga.step}`] ?? null;
}
