import type { BackOfficeSize } from "./fill-back-office.ts";
import { type CommandHelp, describeCommand, readCommandLine } from "@cartwright/dev/command-line";

export const SUITE_NAMES = ["catalog", "orders", "flash", "live", "pages", "back-office"] as const;
export type SuiteName = (typeof SUITE_NAMES)[number];
/** Filling its shop takes minutes, so it runs only when it is asked for. */
const ONLY_BY_NAME: SuiteName = "back-office";

export interface BenchOptions {
  readonly only: readonly SuiteName[];
  readonly backends: readonly ("postgres" | "redis")[];
  readonly shops: readonly ("fresh" | "filled")[];
  /** How long one measure takes. */
  readonly seconds: number;
  readonly quick: boolean;
  /** The shop of the back office. */
  readonly size: BackOfficeSize;
  /** Where the shop of the back office is kept for the next run. Undefined: it is deleted with the rest. */
  readonly keep: string | undefined;
  /** Texts of which the name of a read of the back office must contain one. Empty for all reads. */
  readonly reads: readonly string[];
}

const SIZES = { orders: 1_000_000, customers: 100_000, products: 100_000 } as const;
const SIZE_MAX = 5_000_000;

export const HELP: CommandHelp = {
  name: "npm run bench",
  does: "Measures the shop and writes the figures as JSON and as a table to bench-results.",
  forms: [
    "[--only NAME] [--backend postgres|redis] [--shop fresh|filled] [--seconds N] [--quick]",
    "--only back-office [--orders N] [--customers N] [--products N] [--keep DIR] [--read TEXT]",
  ],
  options: {
    only: {
      type: "string",
      value: "NAME",
      multiple: true,
      says: `one of ${SUITE_NAMES.join(", ")}; more than once for several (all but ${ONLY_BY_NAME})`,
    },
    backend: { type: "string", value: "NAME", says: "where the queues are: postgres or redis (both)" },
    shop: {
      type: "string",
      value: "NAME",
      says: "the demo shop (fresh), or one with 100,000 past orders and 10,000 products (filled) (both)",
    },
    seconds: {
      type: "string",
      value: "N",
      says: "how long one measure takes, in seconds from 1 to 120 (10, or 3 with --quick); for orders, 30 orders each",
    },
    orders: { type: "string", value: "N", says: "past orders in the shop of back-office (1000000)" },
    customers: { type: "string", value: "N", says: "customers there (100000)" },
    products: { type: "string", value: "N", says: "products there (100000)" },
    keep: {
      type: "string",
      value: "DIR",
      says: "where the shop of back-office is kept; a shop of this size that is there already is used as it is",
    },
    read: {
      type: "string",
      value: "TEXT",
      multiple: true,
      says: "only reads of back-office with this in their name; more than once for several (all)",
    },
    quick: { type: "boolean", says: "for a look, not for figures" },
  },
  examples: [
    "npm run bench",
    "npm run bench -- --only orders --only flash --seconds 20",
    "npm run bench -- --only back-office --backend postgres --keep ../large-shop --read returns --read dashboard",
  ],
  exits: { 0: "when it is done", 1: "when something failed", 2: "when it was called wrongly" },
};
export const USAGE = describeCommand(HELP);

const isSuite = (name: string): name is SuiteName => SUITE_NAMES.some((suite) => suite === name);

/** Parses the command line. Returns a message for the terminal when it is wrong, and the help when that was asked for. */
export function parseOptions(args: readonly string[]): BenchOptions | { readonly help: string } | string {
  const line = readCommandLine(HELP, args);
  if (line.kind === "wrong") return line.text;
  if (line.kind === "help") return { help: line.text };
  const { values } = line;
  const textOf = (name: string) => (typeof values[name] === "string" ? values[name] : undefined);
  const only = Array.isArray(values["only"])
    ? values["only"].map(String)
    : SUITE_NAMES.filter((name) => name !== ONLY_BY_NAME);
  const unknown = only.find((name) => !isSuite(name));
  if (unknown !== undefined) return `There is no suite "${unknown}".\n${USAGE}`;
  const backends = textOf("backend") === undefined ? (["postgres", "redis"] as const) : [textOf("backend")];
  if (!backends.every((name) => name === "postgres" || name === "redis")) return USAGE;
  const shops = textOf("shop") === undefined ? (["fresh", "filled"] as const) : [textOf("shop")];
  if (!shops.every((name) => name === "fresh" || name === "filled")) return USAGE;
  const quick = values["quick"] === true;
  const seconds = Number(textOf("seconds") ?? (quick ? 3 : 10));
  if (!(seconds >= 1 && seconds <= 120)) return `--seconds must be between 1 and 120.\n${USAGE}`;
  const size = {
    orders: Number(textOf("orders") ?? SIZES.orders),
    customers: Number(textOf("customers") ?? SIZES.customers),
    products: Number(textOf("products") ?? SIZES.products),
  };
  if (!Object.values(size).every((count) => Number.isInteger(count) && count >= 100 && count <= SIZE_MAX))
    return `--orders, --customers and --products must be between 100 and ${SIZE_MAX}.\n${USAGE}`;
  const reads = Array.isArray(values["read"]) ? values["read"].map(String) : [];
  return { only: only.filter(isSuite), backends, shops, seconds, quick, size, keep: textOf("keep"), reads };
}
