import { randomInt } from "node:crypto";
import { type CommandHelp, describeCommand, readCommandLine } from "@cartwright/dev/command-line";

export interface ChaosOptions {
  readonly seed: number;
  /** How long faults are injected. */
  readonly minutes: number;
  readonly backend: "redis" | "postgres";
}

const SEED_MAX = 2 ** 31 - 1;
const MINUTES_MAX = 120;

export const HELP: CommandHelp = {
  name: "npm run chaos",
  does: "Breaks a running shop on purpose while buyers use it, then counts what must never happen.",
  forms: ["[--seed N] [--minutes M] [--backend redis|postgres]"],
  options: {
    seed: {
      type: "string",
      value: "N",
      says: "a whole number; the same one gives the same plan of faults and buyers (by chance)",
    },
    minutes: { type: "string", value: "M", says: `how long faults are injected, in minutes up to ${MINUTES_MAX} (2)` },
    backend: {
      type: "string",
      value: "NAME",
      says: "where the queues are: redis where there is a redis-server (the default), or postgres",
    },
  },
  examples: ["npm run chaos", "npm run chaos -- --seed 7 --minutes 10"],
  exits: { 0: "when every invariant holds", 1: "when one is broken", 2: "when it was called wrongly" },
};
export const USAGE = describeCommand(HELP);

/** Parses the command line. Returns a message for the terminal when it is wrong, and the help when that was asked for. */
export function parseOptions(args: readonly string[]): ChaosOptions | { readonly help: string } | string {
  const line = readCommandLine(HELP, args);
  if (line.kind === "wrong") return line.text;
  if (line.kind === "help") return { help: line.text };
  const { values } = line;
  const seed = values["seed"] === undefined ? randomInt(1_000_000) : Number(values["seed"]);
  if (!Number.isInteger(seed) || seed < 0 || seed > SEED_MAX) return `--seed must be a whole number.\n${USAGE}`;
  const minutes = Number(values["minutes"] ?? 2);
  if (!(minutes > 0 && minutes <= MINUTES_MAX)) return `--minutes must be up to ${MINUTES_MAX}.\n${USAGE}`;
  const backend = values["backend"] ?? "redis";
  if (backend !== "redis" && backend !== "postgres") return USAGE;
  return { seed, minutes, backend };
}
