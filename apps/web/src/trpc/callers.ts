import type { ApiContext } from "@cartwright/api/context";
import type { createCaller } from "@cartwright/api/root";

/** The procedures, called from inside the server. */
export type Caller = ReturnType<typeof createCaller>;

/**
 * How pages reach the API. The server process (src/main.mjs) makes the callers, so that pages and HTTP share one pool, one
 * limiter and one router, and the page bundles contain none of it.
 */
export interface Callers {
  /** A visitor of whom nothing is known. For public pages, which everybody shares. */
  readonly anonymous: () => Caller;
  /** The visitor who made the request that is being rendered. For personal pages, which are never shared. */
  readonly inContext: (context: ApiContext) => Caller;
  /** Where people reach the shop, such as https://shop.example.com. */
  readonly publicOrigin: string;
}

const SLOT = Symbol.for("cartwright.callers");
interface Slots {
  [SLOT]?: Callers;
}
const slots: typeof globalThis & Slots = globalThis;

/** Called once by the server process, before it serves requests. */
export function provideCallers(callers: Callers): void {
  slots[SLOT] = callers;
}

/** Throws when no server process has provided them: nothing is rendered while building. */
export function callers(): Callers {
  const provided = slots[SLOT];
  if (!provided) throw new Error("pages are rendered by the server process only");
  return provided;
}
