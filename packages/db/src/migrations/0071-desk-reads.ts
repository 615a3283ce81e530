import { type Kysely, sql } from "kysely";

/**
 * Two reads of the back office at size. The query for a sentence grows with its number of words; it used to grow with the square: each word, or
 * in one piece with the one before or after it. And stock has an index in the order of its list.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create or replace function search.staff_query(given text) returns tsquery language plpgsql immutable parallel safe as $$
    declare
      words text[] := (string_to_array(nullif(search.fold(given), ''), ' '))[:12];
      many constant integer := coalesce(array_length(words, 1), 0);
      place tsquery;
      found tsquery;
    begin
      if many = 0 then
        return ''::tsquery;
      end if;
      for at in 1 .. many loop
        place := search.all_begin(words[at:at]);
        if at > 1 then
          place := place || search.all_begin(array[words[at - 1] || words[at]]);
        end if;
        if at < many then
          place := place || search.all_begin(array[words[at] || words[at + 1]]);
        end if;
        found := case when at = 1 then place else found && place end;
      end loop;
      if many > 2 then
        found := found || search.all_begin(array[array_to_string(words, '')]);
      end if;
      return found;
    end $$`.execute(db);
  // In the words of the list (core, admin/stock.sql.ts).
  await sql`
    create index stock_by_rank on inventory.stock
      ((case policy when 'untracked' then 2147483647 else on_hand - reserved end), variant_id)`.execute(db);
}
