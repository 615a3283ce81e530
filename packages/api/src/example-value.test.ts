import { expect, it } from "vitest";
import { exampleValue } from "./example-value.ts";
import { listProcedures } from "./list-procedures.ts";
import { appRouter } from "./root.ts";

const procedures = listProcedures(appRouter).filter(({ meta }) => meta?.access !== "system");

it.each(procedures)("makes examples for $name that its own schemas accept", ({ input, output }) => {
  for (const [schema, io] of [
    [input, "input"],
    [output, "output"],
  ] as const) {
    const parsed = schema?.safeParse(exampleValue(schema, io));
    expect(parsed?.error?.issues ?? []).toEqual([]);
  }
});
