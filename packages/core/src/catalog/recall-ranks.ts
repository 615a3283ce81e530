import type { Db } from "@cartwright/db/client";
import { createCostMemory } from "../kernel/cost-memory.ts";
import { type CardRow, type PageRequest, type RankedMatch, selectCards, selectPage, selectRanks } from "./list.sql.ts";

/** The best matches of a search that are kept: twenty pages of 24. */
export const RANKS_KEPT = 480;

/**
 * Ranking reads every match, and a page shows a few of them. The order of the best matches is kept until the catalogue changes, at
 * most a minute. What a page shows of its products is always read anew.
 */
const { recall, reportChange } = createCostMemory<readonly RankedMatch[]>({
  isCostly: () => false,
  costlyMs: 0,
  lifeMs: 60_000,
  continuedMs: 0,
  entriesMax: 200,
});

/** Reports that products have changed, so that searches of this database are ranked anew. */
export function forgetRanks(db: Db): void {
  reportChange(db);
}

/** Where the matches after a position begin. Their order is by rank, then by id, both descending. */
function startAfter(ranks: readonly RankedMatch[], after: PageRequest["after"]): number {
  if (!after) return 0;
  const rank = Number(after.value);
  const at = ranks.findIndex((match) => match.rank < rank || (match.rank === rank && match.id < after.id));
  return at === -1 ? ranks.length : at;
}

/**
 * A page of a search by relevance. It costs what its own rows cost, whatever the search matches, once the order of its matches is
 * known. Pages behind the matches that are kept are ranked each time.
 */
export async function selectRankedPage(db: Db, request: PageRequest): Promise<CardRow[]> {
  const { filter, after, rows } = request;
  const ranks = await recall(db, { key: JSON.stringify(filter), continues: false }, () =>
    selectRanks(db, filter, RANKS_KEPT),
  );
  const start = startAfter(ranks, after);
  const wanted = ranks.slice(start, start + rows);
  if (wanted.length < rows && ranks.length === RANKS_KEPT) return selectPage(db, request);
  if (wanted.length === 0) return [];
  const cards = await selectCards(db, wanted);
  // A product has left the shop since, and the report of it is on its way.
  return cards.length === wanted.length ? cards : selectPage(db, request);
}
