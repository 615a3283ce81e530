import {
  type RemoveSynonyms,
  type SaveSynonyms,
  type SynonymGroup,
  SYNONYM_GROUPS_MAX,
} from "@cartwright/contracts/synonyms";
import type { Tx } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { AppError } from "../../kernel/app-error.ts";
import { newId } from "../../kernel/ids.ts";
import {
  countSynonymGroups,
  deleteSynonymGroup,
  deriveSynonyms,
  insertSynonymGroup,
  lockSynonyms,
  readTerms,
  selectSynonymGroup,
  updateSynonymGroup,
} from "./synonyms.sql.ts";

export interface SynonymChange {
  readonly id: string;
  readonly before: readonly string[] | null;
  readonly after: readonly string[] | null;
}

/**
 * Adds or changes a group in the caller's transaction; searches use it from the commit on. Terms that the search reads alike
 * are kept once. Throws `not_found` and `stale_write` (removed or changed meanwhile), and `invalid_input` for a term that has
 * nothing to look for, fewer than two different terms, and more groups than a shop may have.
 */
export async function saveSynonyms(tx: Tx, { group, terms }: SaveSynonyms): Promise<SynonymChange> {
  await lockSynonyms(tx);
  const before = group ? await takeGroup(tx, group) : null;
  const after = await differentTerms(tx, terms);
  if (before) {
    await updateSynonymGroup(tx, { id: before.id, terms: after });
  } else if ((await countSynonymGroups(tx)) >= SYNONYM_GROUPS_MAX) {
    const message = getTranslations("errorDetails")("synonymGroupsMax", { max: SYNONYM_GROUPS_MAX });
    throw new AppError("invalid_input", { message });
  }
  const id = before?.id ?? newId();
  if (!before) await insertSynonymGroup(tx, { id, terms: after });
  await deriveSynonyms(tx);
  return { id, before: before?.terms ?? null, after };
}

/** Removes a group in the caller's transaction. Throws `not_found` and `stale_write`. */
export async function removeSynonyms(tx: Tx, group: RemoveSynonyms): Promise<SynonymChange> {
  await lockSynonyms(tx);
  const before = await takeGroup(tx, group);
  await deleteSynonymGroup(tx, group.id);
  await deriveSynonyms(tx);
  return { id: group.id, before: before.terms, after: null };
}

async function takeGroup(tx: Tx, { id, version }: RemoveSynonyms): Promise<SynonymGroup> {
  const group = await selectSynonymGroup(tx, id);
  if (!group) throw new AppError("not_found", { message: getTranslations("errorDetails")("synonymsRemoved") });
  if (group.version !== version)
    throw new AppError("stale_write", { message: getTranslations("errorDetails")("synonymsChanged") });
  return group;
}

async function differentTerms(tx: Tx, terms: readonly string[]): Promise<string[]> {
  const read = await readTerms(tx, terms);
  const idle = read.find(({ finds }) => !finds);
  if (idle) refuseTerms(getTranslations("fieldProblems")("synonymIdle", { term: idle.term }));
  const different = read.filter(({ folded }, at) => read.findIndex((other) => other.folded === folded) === at);
  if (different.length < 2) refuseTerms(getTranslations("fieldProblems")("synonymsAlike"));
  return different.map(({ term }) => term);
}

function refuseTerms(problem: string): never {
  throw new AppError("invalid_input", { fields: { terms: problem } });
}
