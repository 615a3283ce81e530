import { parseArgs } from "node:util";

export const SUITE_NAMES = ["catalog", "orders", "flash", "live", "pages"] as const;
export type SuiteName = (typeof SUITE_NAMES)[number];

export interface BenchOptions {
  readonly only: readonly SuiteName[];
  readonly backends: readonly ("postgres" | "redis")[];
  readonly shops: readonly ("fresh" | "filled")[];
  /** How long one measure takes. */
  readonly seconds: number;
  readonly quick: boolean;
}

export const USAGE = `Usage: npm run bench -- [--only NAME] [--backend postgres|redis] [--shop fresh|filled] [--seconds N] [--quick]
  NAME is one of ${SUITE_NAMES.join(", ")}; it may be given more than once.
  --shop is the demo shop (fresh) or one with 100,000 past orders and 10,000 products (filled); both without it.
  --seconds is how long one measure takes (10); --quick is for a look, not for figures.`;

const isSuite = (name: string): name is SuiteName => SUITE_NAMES.some((suite) => suite === name);

/** Parses the command line. Returns a message for the terminal when it is wrong. */
export function parseOptions(args: readonly string[]): BenchOptions | string {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        only: { type: "string", multiple: true },
        backend: { type: "string" },
        shop: { type: "string" },
        seconds: { type: "string" },
        quick: { type: "boolean" },
        help: { type: "boolean" },
      },
    });
    if (values.help) return USAGE;
    const only = values.only ?? [...SUITE_NAMES];
    const unknown = only.find((name) => !isSuite(name));
    if (unknown !== undefined) return `There is no suite "${unknown}".\n${USAGE}`;
    const backends = values.backend === undefined ? (["postgres", "redis"] as const) : [values.backend];
    if (!backends.every((name) => name === "postgres" || name === "redis")) return USAGE;
    const shops = values.shop === undefined ? (["fresh", "filled"] as const) : [values.shop];
    if (!shops.every((name) => name === "fresh" || name === "filled")) return USAGE;
    const quick = values.quick ?? false;
    const seconds = Number(values.seconds ?? (quick ? 3 : 10));
    if (!(seconds >= 1 && seconds <= 120)) return `--seconds must be between 1 and 120.\n${USAGE}`;
    return { only: only.filter(isSuite), backends, shops, seconds, quick };
  } catch (error) {
    return `${error instanceof Error ? error.message : String(error)}\n${USAGE}`;
  }
}
