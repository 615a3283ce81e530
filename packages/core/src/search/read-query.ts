import { asciiDomain } from "@cartwright/contracts/email-address";
import type { Db } from "@cartwright/db/client";
import { sql } from "kysely";

/**
 * Reads a shopper's search as the index does (migration 0050): folded, with synonyms, its last word as a beginning. Returns the
 * text of a tsquery, or null when nothing is left to look for: symbols, or words that are in every text. It is passed on as a
 * constant, so that the planner can estimate its matches.
 */
export async function readSearchQuery(db: Db, text: string): Promise<string | null> {
  const { rows } = await sql<{ query: string }>`select search.query(${text})::text as query`.execute(db);
  return rows[0]?.query || null;
}

/** A word that is or ends in a domain, with the domain as it is stored. */
function asStored(word: string): string {
  const at = word.lastIndexOf("@");
  const domain = word.slice(at + 1);
  return domain.includes(".") ? word.slice(0, at + 1) + (asciiDomain(domain) ?? domain) : word;
}

/** The words of a search of staff as they are stored. */
const wordsAsStored = (text: string): string => text.split(/\s+/).map(asStored).join(" ");

/** Reads a search of people: every word must occur, as the beginning of one or in one piece with its neighbour. */
export async function readStaffQuery(db: Db, text: string): Promise<string | null> {
  const { rows } = await sql<{ query: string }>`
    select search.staff_query(${wordsAsStored(text)})::text as query`.execute(db);
  return rows[0]?.query || null;
}

/**
 * Reads a search of orders (migration 0080): every word must occur, the last as the beginning of one, or in one piece with its neighbour: codes with
 * or without dashes.
 */
export async function readOrderQuery(db: Db, text: string): Promise<string | null> {
  const { rows } = await sql<{ query: string }>`
    select search.order_query(${wordsAsStored(text)})::text as query`.execute(db);
  return rows[0]?.query || null;
}

/** A search as far as it is typed: as a shopper's, folded, and as beginnings of words. */
export async function readTypedQuery(
  db: Db,
  text: string,
): Promise<{ readonly search: string | null; readonly folded: string; readonly words: string | null }> {
  const { rows } = await sql<{ search: string; folded: string; words: string }>`
    select search.query(${text})::text as search, search.fold(${text}) as folded, search.staff_query(${text})::text as words`.execute(
    db,
  );
  const [row] = rows;
  return { search: row?.search || null, folded: row?.folded ?? "", words: row?.words || null };
}
