import { randomInt } from "node:crypto";
import { parseArgs } from "node:util";

export interface ChaosOptions {
  readonly seed: number;
  /** How long faults are injected. */
  readonly minutes: number;
  readonly backend: "redis" | "postgres";
}

const SEED_MAX = 2 ** 31 - 1;
const MINUTES_MAX = 120;

export const USAGE = `Usage: npm run chaos -- [--seed N] [--minutes M] [--backend redis|postgres]
  --seed     a whole number; the same one gives the same plan of faults and buyers (by chance)
  --minutes  how long faults are injected, up to ${MINUTES_MAX} (2)
  --backend  where the queues are: Redis where there is a redis-server (the default), or PostgreSQL`;

/** Parses the command line. Returns a message for the terminal when it is wrong. */
export function parseOptions(args: readonly string[]): ChaosOptions | string {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        seed: { type: "string" },
        minutes: { type: "string", default: "2" },
        backend: { type: "string", default: "redis" },
        help: { type: "boolean" },
      },
    });
    if (values.help) return USAGE;
    const seed = values.seed === undefined ? randomInt(1_000_000) : Number(values.seed);
    if (!Number.isInteger(seed) || seed < 0 || seed > SEED_MAX) return `--seed must be a whole number.\n${USAGE}`;
    const minutes = Number(values.minutes);
    if (!(minutes > 0 && minutes <= MINUTES_MAX)) return `--minutes must be up to ${MINUTES_MAX}.\n${USAGE}`;
    const { backend } = values;
    if (backend !== "redis" && backend !== "postgres") return USAGE;
    return { seed, minutes, backend };
  } catch (error) {
    return `${error instanceof Error ? error.message : String(error)}\n${USAGE}`;
  }
}
