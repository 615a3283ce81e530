import { createHash } from "node:crypto";
import { round } from "../percentiles.ts";

/** How often the fixed work is done; the median counts. */
const ROUNDS = 15;
const BLOCK = Buffer.alloc(64_000, "calibration");
const DOCUMENT = JSON.stringify(
  Array.from({ length: 200 }, (_, n) => ({
    id: n,
    title: `Thing ${n}`,
    price: n * 100,
    tags: ["a", "b"],
    inStock: n % 3 > 0,
  })),
);

/** A fixed amount of the work that a web shop does: parsing, writing and hashing. */
function work(): void {
  for (let n = 0; n < 20; n += 1) {
    const parsed = JSON.parse(DOCUMENT) as readonly { id: number; title: string }[]; // written above
    JSON.stringify(parsed.toSorted((a, b) => b.id - a.id));
    createHash("sha256").update(BLOCK).digest("hex");
  }
}

/**
 * The CPU milliseconds that a fixed piece of work takes on this machine now, as the median of some rounds. Figures divided by
 * it can be compared between machines, and between runs on a machine whose speed changes.
 */
export function runCalibration(_input: Record<string, never>): Promise<number> {
  work();
  const times = Array.from({ length: ROUNDS }, () => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000;
  });
  return Promise.resolve(round(times.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0));
}
