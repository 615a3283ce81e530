/** One part of a state that an act changed; null where there was none before, or is none after. */
export interface Change {
  /** Names from the outside in, joined by dots. */
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
}

type State = Readonly<Record<string, unknown>>;

const CHANGES_MAX = 100;
const DEPTH_MAX = 4;

const isState = (value: unknown): value is State =>
  typeof value === "object" && value !== null && !Array.isArray(value) && Object.keys(value).length > 0;

const textOf = (value: unknown): string => (typeof value === "string" ? value : (JSON.stringify(value) ?? ""));

function flatten(state: State, depthLeft: number, prefix = ""): [string, string][] {
  return Object.entries(state).flatMap(([name, value]) =>
    isState(value) && depthLeft > 0
      ? flatten(value, depthLeft - 1, `${prefix}${name}.`)
      : [[`${prefix}${name}`, textOf(value)] satisfies [string, string]],
  );
}

/** What differs between two states, part by part, in the order in which they name their parts; a hundred parts at most. */
export function diffStates(before: State | null, after: State | null): Change[] {
  const [old, young] = [before, after].map((state) => new Map(flatten(state ?? {}, DEPTH_MAX)));
  const paths = [...new Set([...(old?.keys() ?? []), ...(young?.keys() ?? [])])];
  return paths
    .map((path) => ({ path, before: old?.get(path) ?? null, after: young?.get(path) ?? null }))
    .filter((change) => change.before !== change.after)
    .slice(0, CHANGES_MAX);
}
