import { createRandom, type Random } from "@cartwright/seed/random";

/** The processes that are supervised: they come back by themselves. */
export type Part = "web" | "worker" | "worker-2" | "realtime" | "provider";
type Store = "postgres" | "redis";

/**
 * `kill`: by SIGKILL, at once. `restart`: a store is asked to go, and comes back. `pause`: SIGSTOP, and SIGCONT later. `refuse`:
 * the provider's webhooks do not reach the shop. `swallow`: they do, and the provider never learns it.
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
  /** How many of these lie in the bag. */
  readonly weight: number;
  /** Seconds that it lasts, from and to. */
  readonly lasts?: readonly [number, number];
}

/** A pause of a worker may be longer than its jobs' locks (15 s): it wakes when others have done its work. */
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
/** The supervisor gives a part up that goes down more than five times within a minute, and a store that went down takes parts with it. */
const DOWN_MAX = 2;

const isDown = ({ act }: Kind) => act === "kill" || act === "restart";

/** Whether a fault may follow those before it at this time: its target must be up and awake, and not have been down too often. */
function mayFollow(faults: readonly Fault[], kind: Kind, atMs: number): boolean {
  const own = faults.filter(({ target }) => target === kind.target);
  if (own.some((fault) => fault.atMs + fault.forMs >= atMs)) return false;
  return !isDown(kind) || own.filter((fault) => isDown(fault) && atMs - fault.atMs < WINDOW_MS).length < DOWN_MAX;
}

/** All kinds as often as they weigh, in an order by chance. */
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

/** Takes the first that may happen at this time out of the bag. */
function draw(bag: Entry[], faults: readonly Fault[], atMs: number): Entry | undefined {
  const at = bag.findIndex(({ kind }) => mayFollow(faults, kind, atMs));
  return at === -1 ? undefined : bag.splice(at, 1)[0];
}

/**
 * The faults of a run, in order of time; the same for the same seed. Drawn from a bag that is filled anew when nothing in it may happen, so that a
 * run of some minutes meets every kind. None lasts longer than the run.
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
