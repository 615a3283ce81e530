import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { round } from "../percentiles.ts";

/** Between two rounds of the fixed work, which takes some milliseconds: two or three per cent of one processor. */
const PAUSE_MS = 200;
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
 * The CPU milliseconds that the fixed work takes while something else is measured: the median of a round every
 * {@link PAUSE_MS}, until `end`, for at most that many seconds. Figures divided by it can be compared between machines, and between two measures on
 * a machine whose speed changes, as it does when others use its processors too.
 */
export async function runCalibration(
  { secondsMax }: { readonly secondsMax: number },
  end: AbortSignal,
): Promise<number> {
  work();
  const times: number[] = [];
  const endsAt = performance.now() + secondsMax * 1_000;
  while (times.length === 0 || (!end.aborted && performance.now() < endsAt)) {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    times.push((user + system) / 1_000);
    await sleep(PAUSE_MS);
  }
  return round(times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0);
}
