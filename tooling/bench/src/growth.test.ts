import { expect, test } from "vitest";
import { compareWithFresh, CPU_COST } from "./growth.ts";
import type { Measurement } from "./report.ts";

const order = (name: string, cost: number): Measurement => ({
  suite: "orders",
  name,
  value: 50,
  unit: "orders/s",
  details: { [CPU_COST]: cost },
});
const read = (cost: number): Measurement => ({
  suite: "catalog",
  name: "catalog.list",
  value: 400,
  unit: "requests/s",
  details: { [CPU_COST]: cost },
});

test("an order's growth is that of its CPU, and may be a tenth", () => {
  const [measured] = compareWithFresh([order("postgres, 8 at once", 10.9)], [order("postgres, 8 at once", 10)]);
  expect(measured).toMatchObject({ name: "postgres, 8 at once, filled shop", growth: 1.09, budget: { met: true } });
  const [missed] = compareWithFresh([order("postgres, 8 at once", 11.5)], [order("postgres, 8 at once", 10)]);
  expect(missed).toMatchObject({ growth: 1.15, budget: { met: false } });
});

test("a read may cost twice as much", () => {
  expect(compareWithFresh([read(1.9)], [read(1)])[0]).toMatchObject({ growth: 1.9, budget: { met: true } });
  expect(compareWithFresh([read(2.5)], [read(1)])[0]).toMatchObject({ growth: 2.5, budget: { met: false } });
});

test("a measure without a fresh one beside it has no growth and no budget", () => {
  const [measured] = compareWithFresh([read(1)], []);
  expect(measured?.growth).toBeUndefined();
  expect(measured?.budget).toBeUndefined();
});
