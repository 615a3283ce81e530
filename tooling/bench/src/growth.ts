import { round } from "./percentiles.ts";
import type { Measurement } from "./report.ts";

/** What a measure may cost on a filled shop in CPU, as a multiple of the fresh one. */
const GROWTH_MAX = { orders: 1.1, catalog: 2 } as const;

/** The detail of a measurement that does not depend on the machine's speed, nor on who else uses it: for one order or read. */
export const CPU_COST = "CPU units each";

/** A cost in units of the calibration, to four digits: a read takes a small part of one. */
export const cpuCost = (eachMs: number, unitMs: number): number => Number((eachMs / unitMs).toPrecision(4));

const costOf = ({ details }: Measurement): number => Number(details?.[CPU_COST] ?? 0);

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
    const what = `at most ${max} of the fresh shop's CPU`;
    return { ...measurement, name, growth, budget: { what, met: growth <= max } };
  });
}
