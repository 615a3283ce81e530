import { createRandom, type Random } from "@cartwright/seed/random";

/** The supervised processes, which are restarted automatically. */
export type Part = "web" | "worker" | "worker-2" | "realtime" | "provider";
type Store = "postgres" | "redis";

/**
 * `kill`: SIGKILL. `restart`: a store is stopped and started again. `pause`: SIGSTOP, then SIGCONT. `refuse`: the
 * provider's webhooks do not reach the shop. `swallow`: they do, but the provider gets no response.
 */
type Kind =
  | { readonly act: "kill"; readonly target: Part | Store }
  | { readonly act: "restart"; readonly target: Store }
  | { readonly act: "pause"; readonly target: Part | "redis" }
  | { readonly act: "refuse" | "swallow"; readonly target: "webhooks" };

export type Fault = Kind & {
  /** Since the start of the run. */
  readonly atMs: number;
  /** How long it lasts; 0 for an instant. */
  readonly forMs: number;
};

interface Entry {
  readonly kind: Kind;
  /** The weight of this kind in the draw. */
  readonly weight: number;
  /** The shortest and longest duration, in seconds. */
  readonly lasts?: readonly [number, number];
}

/** A worker may be paused longer than its jobs' locks (15 s), so that others have done its work when it resumes. */
const BAG: readonly Entry[] = [
  { kind: { act: "kill", target: "worker" }, weight: 3 },
  { kind: { act: "kill", target: "worker-2" }, weight: 3 },
  { kind: { act: "kill", target: "web" }, weight: 3 },
  { kind: { act: "kill", target: "provider" }, weight: 2 },
  { kind: { act: "kill", target: "realtime" }, weight: 2 },
  { kind: { act: "kill", target: "postgres" }, weight: 1 },
  { kind: { act: "restart", target: "postgres" }, weight: 1 },
  { kind: { act: "kill", target: "redis" }, weight: 1 },
  { kind: { act: "restart", target: "redis" }, weight: 1 },
  { kind: { act: "pause", target: "worker" }, weight: 1, lasts: [1, 25] },
  { kind: { act: "pause", target: "worker-2" }, weight: 1, lasts: [1, 25] },
  { kind: { act: "pause", target: "web" }, weight: 1, lasts: [1, 5] },
  { kind: { act: "pause", target: "provider" }, weight: 1, lasts: [1, 8] },
  { kind: { act: "pause", target: "realtime" }, weight: 1, lasts: [1, 5] },
  { kind: { act: "pause", target: "redis" }, weight: 1, lasts: [1, 5] },
  { kind: { act: "refuse", target: "webhooks" }, weight: 1, lasts: [2, 10] },
  { kind: { act: "swallow", target: "webhooks" }, weight: 1, lasts: [2, 10] },
];

const FIRST_MS = 1_500;
const GAP_MS = [1_200, 4_000] as const;
const WINDOW_MS = 60_000;
/**
 * The supervisor gives up on a process that goes down more than five times within a minute. A store that goes down takes
 * processes with it.
 */
const DOWN_MAX = 2;

const isDown = ({ act }: Kind) => act === "kill" || act === "restart";

/** Whether a fault may happen at this time: its target must be running and must not have been down too often. */
function mayFollow(faults: readonly Fault[], kind: Kind, atMs: number): boolean {
  const own = faults.filter(({ target }) => target === kind.target);
  if (own.some((fault) => fault.atMs + fault.forMs >= atMs)) return false;
  return !isDown(kind) || own.filter((fault) => isDown(fault) && atMs - fault.atMs < WINDOW_MS).length < DOWN_MAX;
}

/** Every kind as often as its weight, shuffled. */
function fillBag(random: Random, redis: boolean): Entry[] {
  const bag = BAG.filter(({ kind }) => redis || kind.target !== "redis").flatMap((entry) =>
    Array.from({ length: entry.weight }, () => entry),
  );
  for (let last = bag.length - 1; last > 0; last -= 1) {
    const other = random.between(0, last);
    const [a, b] = [bag[last], bag[other]];
    if (a && b) [bag[last], bag[other]] = [b, a];
  }
  return bag;
}

/** Removes and returns the first kind that may happen at this time. */
function draw(bag: Entry[], faults: readonly Fault[], atMs: number): Entry | undefined {
  const at = bag.findIndex(({ kind }) => mayFollow(faults, kind, atMs));
  return at === -1 ? undefined : bag.splice(at, 1)[0];
}

/**
 * The faults of a run by time, the same for the same seed. Drawn without replacement from a shuffled set that is refilled
 * when it is used up, so that a run of a few minutes has every kind. No fault outlasts the run.
 */
export function planFaults(run: { readonly seed: number; readonly lastsMs: number; readonly redis: boolean }): Fault[] {
  const random = createRandom(run.seed);
  const faults: Fault[] = [];
  let bag: Entry[] = [];
  for (let atMs = FIRST_MS; atMs < run.lastsMs; atMs += random.between(...GAP_MS)) {
    const entry = draw(bag, faults, atMs) ?? draw((bag = fillBag(random, run.redis)), faults, atMs);
    if (!entry) continue;
    const [from, to] = entry.lasts ?? [0, 0];
    const forMs = Math.min(random.between(from * 1_000, to * 1_000), run.lastsMs - atMs);
    faults.push({ ...entry.kind, atMs, forMs });
  }
  return faults;
}

const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`;

/** A fault in one line. */
export const describeFault = ({ atMs, forMs, act, target }: Fault): string =>
  `${seconds(atMs).padStart(8)}  ${act} ${target}${forMs > 0 ? ` for ${seconds(forMs)}` : ""}`;
