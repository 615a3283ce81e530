import type { AnyProcedure, AnyRouter } from "@trpc/server";
import { z } from "zod";
import type { ProcedureMeta } from "./trpc.ts";

/** A procedure as the router stores it. */
export interface ListedProcedure {
  /** The name clients use: `cart.setLine`. */
  readonly name: string;
  readonly type: "query" | "mutation" | "subscription";
  readonly meta: ProcedureMeta | undefined;
  /** Null when it declares none and would accept anything. A test forbids that. */
  readonly input: z.ZodType | null;
  readonly output: z.ZodType | null;
}

const schemaOf = (value: unknown): z.ZodType | null => (value instanceof z.ZodType ? value : null);

/**
 * Every procedure of a router, sorted by name, including the system's own. Everything generated from the router (the
 * document, the tests of access and of hostile input) uses this list, so that none of them misses one.
 */
export function listProcedures(router: AnyRouter): readonly ListedProcedure[] {
  const listed = Object.entries<AnyProcedure>(router._def.procedures).map(([name, procedure]) => {
    // tRPC types the internals of a procedure as unknown; these four fields are what its own adapters read.
    const definition = procedure._def as unknown as {
      type: ListedProcedure["type"];
      meta?: ProcedureMeta;
      inputs: unknown[];
      output?: unknown;
    };
    const { type, meta, inputs, output } = definition;
    return { name, type, meta, input: schemaOf(inputs[0]), output: schemaOf(output) };
  });
  return listed.toSorted((a, b) => a.name.localeCompare(b.name));
}
