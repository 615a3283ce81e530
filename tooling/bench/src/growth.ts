import { round } from "./percentiles.ts";
import type { Measurement } from "./report.ts";

/** What a measure may cost on a filled shop, as a multiple of the fresh one: an order in CPU, a read in time. */
const GROWTH_MAX = { orders: 1.1, catalog: 2 } as const;

/** The detail of an order's measurement that does not depend on the machine's speed. */
export const ORDER_COST = "CPU units/order";

const costOf = ({ suite, value, details }: Measurement): number =>
  suite === "orders" ? Number(details?.[ORDER_COST] ?? 0) : value === 0 ? 0 : 1 / value;

/** Adds to each measurement of the filled shop how much more it costs than on the fresh one, and the budget for that. */
export function compareWithFresh(
  filled: readonly Measurement[],
  fresh: readonly Measurement[],
): readonly Measurement[] {
  return filled.map((measurement) => {
    const before = fresh.find(({ suite, name }) => suite === measurement.suite && name === measurement.name);
    const max = measurement.suite === "orders" ? GROWTH_MAX.orders : GROWTH_MAX.catalog;
    const growth = before && costOf(before) > 0 ? round(costOf(measurement) / costOf(before)) : null;
    const name = `${measurement.name}, filled shop`;
    if (growth === null) return { ...measurement, name };
    const what = `at most ${max} of the fresh shop's ${measurement.suite === "orders" ? "CPU" : "time"}`;
    return { ...measurement, name, growth, budget: { what, met: growth <= max } };
  });
}
