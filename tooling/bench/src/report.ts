import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import path from "node:path";
import type { Spread } from "./percentiles.ts";

/** One line of the table. */
export interface Measurement {
  readonly suite: string;
  readonly name: string;
  /** The figure that counts, and what it counts. */
  readonly value: number;
  readonly unit: string;
  readonly spread?: Spread;
  /** What the same machine does without the shop, in the same unit. */
  readonly raw?: { readonly what: string; readonly value: number };
  /** On a filled shop: the cost as a multiple of the fresh shop's. */
  readonly growth?: number;
  /** The budget for this figure, and whether it is met. */
  readonly budget?: { readonly what: string; readonly met: boolean };
  /** Anything else worth keeping: CPU milliseconds per order, counts, samples of failures. */
  readonly details?: Readonly<Record<string, unknown>>;
}

export interface Report {
  readonly machine: Readonly<Record<string, unknown>>;
  readonly startedAt: string;
  readonly measurements: readonly Measurement[];
}

export function describeMachine(): Report["machine"] {
  const processors = cpus();
  return {
    cpus: processors.length,
    model: processors[0]?.model ?? "unknown",
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    platform: process.platform,
  };
}

const number = (value: number) =>
  value >= 100 ? Math.round(value).toLocaleString("en") : value.toLocaleString("en", { maximumFractionDigits: 2 });

const measuresRate = (unit: string) => unit.endsWith("/s");

function ratioOf({ raw, value, unit }: Measurement): string {
  if (!raw || raw.value === 0 || value === 0) return "";
  // Higher is better for rates, lower for times. 1 equals the raw limit in both cases.
  return number(measuresRate(unit) ? value / raw.value : raw.value / value);
}

function detailsOf({ details = {} }: Measurement): string {
  return Object.entries(details)
    .filter(([, value]) => typeof value === "number" || typeof value === "string")
    .map(([name, value]) => `${name} ${typeof value === "number" ? number(value) : String(value)}`)
    .join(", ");
}

/** The measurements as a table in Markdown. */
export function toMarkdown(measurements: readonly Measurement[]): string {
  const rows = measurements.map((it) => [
    it.suite,
    it.name,
    `${number(it.value)} ${it.unit}`,
    it.spread ? `${number(it.spread.p50Ms)} / ${number(it.spread.p95Ms)} ms` : "",
    it.raw ? `${number(it.raw.value)} (${it.raw.what})` : "",
    ratioOf(it),
    it.growth === undefined ? "" : number(it.growth),
    it.budget ? `${it.budget.what}: ${it.budget.met ? "met" : "**missed**"}` : "",
    detailsOf(it),
  ]);
  const head = ["suite", "measure", "result", "p50 / p95", "raw limit", "ratio", "growth", "budget", "details"];
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** Writes `{suite}.json` for each suite that ran, and `table.md` with all of them. */
export function writeReport(folder: string, report: Report): void {
  mkdirSync(folder, { recursive: true });
  for (const suite of new Set(report.measurements.map((it) => it.suite))) {
    const own = { ...report, measurements: report.measurements.filter((it) => it.suite === suite) };
    writeFileSync(path.join(folder, `${suite}.json`), `${JSON.stringify(own, null, 2)}\n`);
  }
  writeFileSync(path.join(folder, "table.md"), `${toMarkdown(report.measurements)}\n`);
}
