import { type Kysely, sql } from "kysely";

/** Reads of the back office that were slow at 1,000,000 orders and 100,000 products. Each index is in the words of its list (core, admin). */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createOrderQuery(db);
  await indexProducts(db);
  await indexStock(db);
  // The dashboard counts a month of orders by state, from the index alone.
  await sql`
    create index orders_newest_with_state on orders.orders (created_at desc, id desc)
      include (status, reserved, payment_status, fulfillment_status)`.execute(db);
  await sql`drop index orders.orders_newest`.execute(db);
  await sql`alter index orders.orders_newest_with_state rename to orders_newest`.execute(db);
}

/**
 * A search of orders, where `search.staff_query` takes too long. Only what a text ends with is a beginning: the index has to collect all words that begin with one, and of `copy` in `copy-19` those are
 * most of a shop's. The words before it are whole, or in one piece with a neighbour. A code or an address at the end is looked for in one piece,
 * as the index has it too, so that its last part need not be a beginning of its own. From six words on a text is a sentence that is whole.
 */
async function createOrderQuery(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function search.all_are(words text[]) returns tsquery language sql immutable parallel safe as $$
      select string_agg(quote_literal(word), ' & ')::tsquery from unnest(words) as word
    $$`.execute(db);
  await sql`
    create function search.order_query(given text) returns tsquery language plpgsql immutable parallel safe as $$
    declare
      words text[] := (string_to_array(nullif(search.fold(given), ''), ' '))[:12];
      many constant integer := coalesce(array_length(words, 1), 0);
      code constant text[] := string_to_array(search.fold(
        substring(search.plain_text(given) from '[[:alnum:]]+(?:[-‐‑‒–/.][[:alnum:]]+)+[^[:alnum:]]*$')), ' ');
      code_at integer := many + 1 - coalesce(array_length(code, 1), 0);
      place tsquery;
      found tsquery;
    begin
      if many = 0 then
        return ''::tsquery;
      end if;
      -- The end of the text was cut off.
      if words[code_at:] is distinct from code then
        code_at := many + 1;
      end if;
      for at in 1 .. many loop
        place := case when at = many and code_at > many and many < 6 then search.all_begin(words[at:at]) else search.all_are(words[at:at]) end;
        if at >= code_at then
          place := place || search.all_begin(array[array_to_string(code, '')]);
        end if;
        if at > 1 then
          place := place || case when at = many then search.all_begin(array[words[at - 1] || words[at]])
            else search.all_are(array[words[at - 1] || words[at]]) end;
        end if;
        if at < many then
          place := place || case when at + 1 = many then search.all_begin(array[words[at] || words[at + 1]])
            else search.all_are(array[words[at] || words[at + 1]]) end;
        end if;
        found := case when at = 1 then place else found && place end;
      end loop;
      if many > 2 then
        found := found || search.all_begin(array[array_to_string(words, '')]);
      end if;
      return found;
    end $$`.execute(db);
}

async function indexProducts(db: Kysely<unknown>): Promise<void> {
  await sql`
    create index products_put_away on catalog.products (status, updated_at desc, id desc) where status <> 'active'`.execute(
    db,
  );
  await sql`drop index catalog.products_of_category`.execute(db);
  await sql`create index products_of_category on catalog.products (category_id, updated_at desc, id desc)`.execute(db);
  await sql`create index variants_retired on catalog.variants (id) where status <> 'active'`.execute(db);
}

async function indexStock(db: Kysely<unknown>): Promise<void> {
  await sql`drop index inventory.stock_low`.execute(db);
  await sql`
    create index stock_low on inventory.stock ((on_hand - reserved), variant_id)
    where policy <> 'untracked' and on_hand - reserved <= low_at`.execute(db);
  await sql`
    create index stock_by_policy on inventory.stock
      (policy, (case policy when 'untracked' then 2147483647 else on_hand - reserved end), variant_id)
    where policy <> 'tracked'`.execute(db);
}
