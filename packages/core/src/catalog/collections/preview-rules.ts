import { type CollectionRules, MATCHES_COUNTED_MAX, type RulePreview } from "@cartwright/contracts/collections";
import type { Db } from "@cartwright/db/client";
import { sql } from "kysely";
import { CARD, type CardRow, FIRST_PICTURE } from "../list.sql.ts";
import { toCard } from "../product-card.ts";
import { meets } from "./rules.sql.ts";

const SHOWN_MAX = 12;

/** What rules match now: how many products, at most 10,000, and the newest of these. */
export async function previewRules(db: Db, rules: CollectionRules): Promise<RulePreview> {
  const { rows } = await sql<CardRow & { count: number }>`
    with matching as materialized (
      select p.id, p.created_at from catalog.products p where ${meets(rules)} limit ${MATCHES_COUNTED_MAX}
    ), newest as (
      select id, (select count(*)::int from matching) as count from matching order by created_at desc, id desc limit ${SHOWN_MAX}
    )
    select ${CARD}, 0::real as rank, newest.count from newest join catalog.products p on p.id = newest.id ${FIRST_PICTURE}
    order by p.created_at desc, p.id desc`.execute(db);
  return { count: rows[0]?.count ?? 0, items: rows.map(toCard) };
}
