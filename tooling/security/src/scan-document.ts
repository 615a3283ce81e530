import { z } from "zod";
import { readOperations } from "./openapi-document.ts";
import { type KnownValues, sampleValue } from "./sample-value.ts";

const Content = z.object({ "application/json": z.looseObject({}) });
/** The places of an OpenAPI document where an input is described; the rest is kept as it is. */
const Document = z.looseObject({
  paths: z.record(
    z.string(),
    z.looseObject({
      get: z.looseObject({ parameters: z.array(z.looseObject({ content: Content.optional() })) }).optional(),
      post: z.looseObject({ requestBody: z.looseObject({ content: Content }) }).optional(),
    }),
  ),
});

/**
 * An OpenAPI document with an example for every input, of things that exist in the shop. A scanner that makes up its own
 * is refused by every schema that knows a pattern, and never gets to see what lies behind.
 */
export function withExamples(document: unknown, values: KnownValues): unknown {
  const copy = Document.parse(structuredClone(document));
  for (const { name, input } of readOperations(document)) {
    const { get, post } = copy.paths[`/${name}`] ?? {};
    const content = get ? get.parameters.find((each) => each.content)?.content : post?.requestBody.content;
    if (!input || !content) continue;
    const { cursor: _, ...properties } = input.properties ?? {};
    const sample = sampleValue({ ...input, properties }, values, { procedure: name, field: "", depth: 0 });
    content["application/json"]["example"] = sample;
  }
  return copy;
}
