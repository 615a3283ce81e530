import type { AdminListCustomers, CustomerPage } from "@cartwright/contracts/admin-people";
import { asciiDomain } from "@cartwright/contracts/email-address";
import type { Db } from "@cartwright/db/client";
import type { z } from "zod";
import { readPosition, toPage } from "./people-cursor.ts";
import { selectCustomers } from "./people.sql.ts";
import { personOf } from "./person-view.ts";

const WORDS_MAX = 5;
/** Shorter terms have no trigram of their own, so they match the start of a word only. */
const TRIGRAM = 3;

/** A word that is or ends in a domain, with the domain as it is stored. */
function asStored(word: string): string {
  const at = word.lastIndexOf("@");
  const domain = word.slice(at + 1);
  return domain.includes(".") ? word.slice(0, at + 1) + (asciiDomain(domain) ?? domain) : word;
}

/** A search for customers as patterns that must all match ` address first-name last-name`. */
export function searchPatterns(query: string): string[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean).slice(0, WORDS_MAX);
  return words.map((word) => {
    const literal = asStored(word).replaceAll(/[\\%_]/g, String.raw`\$&`);
    return word.length < TRIGRAM ? `% ${literal}%` : `%${literal}%`;
  });
}

/** Customers, newest first, by parts of their names or addresses. Throws `invalid_input` for a cursor of another list. */
export async function listCustomers(db: Db, input: z.output<typeof AdminListCustomers>): Promise<CustomerPage> {
  const rows = await selectCustomers(db, {
    patterns: searchPatterns(input.query ?? ""),
    status: input.status ?? null,
    before: readPosition(input.cursor),
    limit: input.limit + 1,
  });
  const { shown, nextCursor } = toPage(rows, input.limit);
  return { items: shown.map(personOf), nextCursor };
}
