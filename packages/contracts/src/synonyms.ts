import { z } from "zod";
import { RowVersion } from "./row-version.ts";
import { line } from "./text.ts";

/** The most groups that a shop has. */
export const SYNONYM_GROUPS_MAX = 500;
export const SYNONYM_TERMS_MAX = 20;
export const SYNONYM_LENGTH_MAX = 60;

/** Terms that mean the same to the search. A term may be in several groups: it then finds what any of them finds. */
export const SynonymGroup = z.strictObject({ id: z.uuid(), version: RowVersion, terms: z.array(z.string()) });
export type SynonymGroup = z.infer<typeof SynonymGroup>;

/** All groups, by their first terms. */
export const SynonymList = z.strictObject({ groups: z.array(SynonymGroup).max(SYNONYM_GROUPS_MAX) });

/** Adds a group, or changes the one with this id and version. */
export const SaveSynonyms = z.strictObject({
  group: z.strictObject({ id: z.uuid(), version: RowVersion }).optional(),
  terms: z.array(line(SYNONYM_LENGTH_MAX)).min(2).max(SYNONYM_TERMS_MAX),
});
export type SaveSynonyms = z.infer<typeof SaveSynonyms>;

export const RemoveSynonyms = z.strictObject({ id: z.uuid(), version: RowVersion });
export type RemoveSynonyms = z.infer<typeof RemoveSynonyms>;
