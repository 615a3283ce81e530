import { type Kysely, sql } from "kysely";

/** Words that shoppers use for the same thing, as a shop starts with them. Staff edit them in the settings. */
const SYNONYMS = [
  ["backpack", "rucksack", "daypack"],
  ["tee", "t-shirt", "tshirt"],
  ["jumper", "sweater", "pullover"],
  ["trousers", "pants"],
  ["trainers", "sneakers", "running shoes"],
  ["sofa", "couch", "settee"],
  ["duvet", "comforter", "quilt"],
  ["torch", "flashlight"],
  ["tap", "faucet"],
  ["mobile", "phone", "cell phone"],
  ["laptop", "notebook computer"],
  ["headphones", "earphones", "headset"],
  ["pan", "skillet", "frying pan"],
  ["pot", "saucepan"],
  ["mug", "cup"],
  ["jug", "pitcher", "carafe"],
  ["bin", "trash can", "waste basket"],
  ["rubbish", "trash", "garbage"],
  ["nappy", "diaper"],
  ["pram", "stroller", "pushchair"],
  ["crisps", "potato chips"],
  ["aubergine", "eggplant"],
  ["courgette", "zucchini"],
  ["coriander", "cilantro"],
  ["biscuit", "cookie"],
  ["sweets", "candy"],
  ["lorry", "truck"],
  ["bike", "bicycle", "cycle"],
  ["spanner", "wrench"],
  ["plaster", "band-aid"],
  ["wallet", "purse", "billfold"],
  ["handbag", "purse", "shoulder bag"],
  ["raincoat", "rain jacket", "mackintosh"],
  ["waistcoat", "vest"],
  ["dressing gown", "bathrobe"],
  ["swimsuit", "bathing suit", "swimwear"],
  ["beanie", "woolly hat"],
  ["cap", "baseball cap"],
  ["umbrella", "brolly"],
  ["lamp", "light"],
  ["rug", "carpet"],
  ["cushion", "throw pillow"],
  ["vase", "flower pot"],
  ["diary", "planner"],
  ["jotter", "notebook", "notepad"],
  ["biro", "ballpoint", "pen"],
] as const;

/**
 * One rule for every search, of shoppers and of staff. `search.fold` reads two texts as equal when people would: without case, accents, ligatures, width
 * and apostrophes, and with every other sign as a space. `search.document` is what a document is indexed by: its folded words,
 * hyphenated words in one piece (wi-fi, wifi), umlauts as two letters (müller, mueller), and pairs of characters for scripts that
 * are written without spaces. `search.query` reads a shopper's query by the same
 * rules, and `search.staff_query` one of staff, in which each word is the beginning of one.
 *
 * The search columns of products and customers are generated again, which rewrites their tables: about a minute for a million rows.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create extension if not exists unaccent`.execute(db);
  await sql`create schema search`.execute(db);
  await createFolding(db);
  await createSynonyms(db);
  await createQuery(db);

  await createStaffQuery(db);
  await searchProducts(db);
  await searchCustomers(db);
  await searchOrders(db);
}

async function searchProducts(db: Kysely<unknown>): Promise<void> {
  await sql`alter table catalog.products drop column search`.execute(db);
  // The article numbers and barcodes of the variants, also written in one piece.
  await sql`alter table catalog.products add column codes text not null default '' check (length(codes) <= 50000)`.execute(
    db,
  );
  await sql`
    update catalog.products p set codes = v.codes
    from (select product_id, ${CODES} as codes from catalog.variants group by product_id) v where v.product_id = p.id`.execute(
    db,
  );
  await sql`
    alter table catalog.products add column search tsvector not null generated always as (
      setweight(to_tsvector('english'::regconfig, search.document(title)), 'A') ||
      search.words(codes) ||
      setweight(to_tsvector('english'::regconfig, search.document(vendor || ' ' || product_type || ' ' || catalog.words_of(tags))), 'B') ||
      setweight(to_tsvector('english'::regconfig, search.plain_text(description) || ' ' || search.bigrams(description)), 'D')
    ) stored`.execute(db);
  await sql`create index products_search on catalog.products using gin (search) where status = 'active'`.execute(db);

  await sql`drop index catalog.products_by_title`.execute(db);
  await sql`create index products_found_by_staff on catalog.products using gin (search)`.execute(db);

  await sql`truncate catalog.words`.execute(db);
  await sql`
    insert into catalog.words (word)
    select distinct word from catalog.products p, unnest(string_to_array(search.fold(p.title || ' ' || p.product_type || ' ' || catalog.words_of(p.tags)), ' ')) as word
    where length(word) between 3 and 40 and word !~ '[^[:alpha:]]'
    on conflict do nothing`.execute(db);
}

/** Article numbers and barcodes as written, and in one piece. At most as many as fit. */
const CODES = sql.raw(
  "left(string_agg(distinct concat_ws(' ', sku, regexp_replace(sku, '[^[:alnum:]]', '', 'g'), barcode), ' '), 50000)",
);

async function createFolding(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function search.plain_text(given text) returns text language sql immutable parallel safe as $$
      select regexp_replace(public.unaccent('public.unaccent'::regdictionary, lower(normalize(given, nfkc))), '[''\`´ʼ]', '', 'g')
    $$`.execute(db);
  await sql`
    create function search.fold(given text) returns text language sql immutable parallel safe as $$
      select btrim(regexp_replace(search.plain_text(given), '[^[:alnum:]]+', ' ', 'g'))
    $$`.execute(db);
  await sql`
    create function search.compounds(given text) returns text language sql immutable parallel safe as $$
      select coalesce(string_agg(search.fold(regexp_replace(m[1], '[-‐‑‒–/.]', '', 'g')), ' '), '')
      from regexp_matches(given, '([[:alnum:]]+(?:[-‐‑‒–/.][[:alnum:]]+)+)', 'g') as m
    $$`.execute(db);
  await sql`
    create function search.umlauts(given text) returns text language sql immutable parallel safe as $$
      select coalesce(string_agg(search.fold(replace(replace(replace(lower(m[1]), 'ä', 'ae'), 'ö', 'oe'), 'ü', 'ue')), ' '), '')
      from regexp_matches(normalize(given, nfkc), '([[:alpha:]]*[äöüÄÖÜ][[:alpha:]]*)', 'g') as m
    $$`.execute(db);
  // Kana, Han, Hangul, Thai.
  await sql`
    create function search.bigrams(given text) returns text language sql immutable parallel safe as $$
      select coalesce(string_agg(substr(m[1], at, 2), ' '), '')
      from regexp_matches(normalize(given, nfkc), '([぀-ヿ㐀-䶿一-鿿가-힯฀-๿]{2,})', 'g') as m, generate_series(1, length(m[1])) as at
    $$`.execute(db);
  await sql`
    create function search.document(given text) returns text language sql immutable parallel safe as $$
      select concat_ws(' ', search.fold(given), search.compounds(given), search.umlauts(given), search.bigrams(given))
    $$`.execute(db);
  // Each word as it is. Postgres' own parser takes a code such as 12e5 for a number.
  await sql`
    create function search.words(given text) returns tsvector language sql immutable parallel safe as $$
      select array_to_tsvector(array_remove(string_to_array(search.document(left(given, 100000)), ' '), ''))
    $$`.execute(db);
  await sql`
    create function search.all_begin(words text[]) returns tsquery language sql immutable parallel safe as $$
      select string_agg(quote_literal(word) || ':*', ' & ')::tsquery from unnest(words) as word
    $$`.execute(db);
}

async function createSynonyms(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table catalog.synonym_groups (
      id uuid primary key default gen_random_uuid(),
      terms text[] not null check (cardinality(terms) between 2 and 20),
      created_at timestamptz not null default now()
    )`.execute(db);
  // What a query is rewritten by, derived from the groups: a term, and all terms of its groups.
  await sql`create table catalog.synonyms (target tsquery primary key, substitute tsquery not null)`.execute(db);
  await sql`
    create function search.term_query(term text) returns tsquery language sql immutable parallel safe as $$
      select plainto_tsquery('english', coalesce(nullif(search.compounds(term), ''), search.fold(term)))
    $$`.execute(db);
  await sql`
    create function search.derive_synonyms() returns void language sql as $$
      delete from catalog.synonyms;
      insert into catalog.synonyms (target, substitute)
      select search.term_query(term), string_agg('(' || search.term_query(other)::text || ')', ' | ')::tsquery
      from catalog.synonym_groups g, unnest(g.terms) as term, unnest(g.terms) as other
      where numnode(search.term_query(term)) > 0 and numnode(search.term_query(other)) > 0
      group by 1
    $$`.execute(db);
  for (const terms of SYNONYMS) {
    await sql`insert into catalog.synonym_groups (terms) values (${[...terms]})`.execute(db);
  }
  await sql`select search.derive_synonyms()`.execute(db);
}

/**
 * A query matches as written, with neighbouring words in one piece, with umlauts as two letters and with synonyms, and with its
 * last word as the beginning of one, so that results appear while it is typed. Quotes, \`or\` and \`-\` mean what people
 * expect, and such a query is taken at its word.
 */
async function createQuery(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function search.query(given text) returns tsquery language plpgsql stable parallel safe as $$
    declare
      plain text := regexp_replace(search.plain_text(given), '(?<=[[:alnum:]])[-/.](?=[[:alnum:]])', ' ', 'g');
      words text[] := string_to_array(nullif(search.fold(given), ''), ' ');
      many constant integer := coalesce(array_length(words, 1), 0);
      found tsquery := websearch_to_tsquery('english', plain);
      beginning tsquery;
    begin
      if many = 0 or many > 40 or plain ~ '"|(^|\\s)-\\S|\\sor\\s' then
        return found;
      end if;
      if normalize(given, nfkc) ~* '[äöü]' then
        found := found || plainto_tsquery('english', search.umlauts(given));
      end if;
      for at in 1 .. least(many, 6) - 1 loop
        found := found || plainto_tsquery('english',
          array_to_string(words[:at - 1] || (words[at] || words[at + 1]) || words[at + 2:], ' '));
      end loop;
      if many = 1 and words[1] ~ '^[぀-ヿ㐀-䶿一-鿿가-힯฀-๿]{3,40}$' then
        found := found || (
          select string_agg(quote_literal(substr(words[1], at, 2)), ' & ')::tsquery
          from generate_series(1, length(words[1]) - 1) as at);
      end if;
      found := ts_rewrite(found, format('select target, substitute from catalog.synonyms where %L::tsquery @> target', found));
      if length(words[many]) between 2 and 60 or ascii(words[many]) > 127 then
        beginning := to_tsquery('english', quote_literal(words[many]) || ':*');
        found := found || case when many = 1 then beginning
          else plainto_tsquery('english', array_to_string(words[:many - 1], ' ')) && beginning end;
      end if;
      -- A code in one piece, past the parser, which takes 12e5 for a number.
      if search.fold(given) ~ '[0-9]' and length(search.fold(given)) <= 60 then
        found := found || search.all_begin(array[array_to_string(words, '')]);
      end if;
      return found;
    end $$`.execute(db);
}

/** All words must occur, each as the beginning of one, or two neighbours in one piece: numbers and codes with or without dashes. */
async function createStaffQuery(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function search.staff_query(given text) returns tsquery language plpgsql immutable parallel safe as $$
    declare
      words text[] := (string_to_array(nullif(search.fold(given), ''), ' '))[:12];
      many constant integer := coalesce(array_length(words, 1), 0);
      found tsquery;
    begin
      if many = 0 then
        return ''::tsquery;
      end if;
      found := search.all_begin(words);
      for at in 1 .. least(many, 6) - 1 loop
        found := found || search.all_begin(words[:at - 1] || (words[at] || words[at + 1]) || words[at + 2:]);
      end loop;
      if many > 2 then
        found := found || search.all_begin(array[array_to_string(words, '')]);
      end if;
      return found;
    end $$`.execute(db);
}

async function searchCustomers(db: Kysely<unknown>): Promise<void> {
  await sql`drop index accounts.users_search`.execute(db);
  await sql`
    alter table accounts.users add column search tsvector not null generated always as (
      search.words(email || ' ' || first_name || ' ' || last_name)
    ) stored`.execute(db);
  await sql`create index users_search on accounts.users using gin (search)`.execute(db);
}

/** The words of an order are written with it, because they come from its lines as well. */
async function searchOrders(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function search.order_document(number text, email text, address jsonb, lines text) returns tsvector
    language sql immutable parallel safe as $$
      select search.words(concat_ws(' ', number, replace(replace(number, 'CW-', ''), '-', ''), email,
        address ->> 'name', address ->> 'line1', address ->> 'line2', address ->> 'city', address ->> 'region', address ->> 'postalCode',
        regexp_replace(address ->> 'postalCode', '[^[:alnum:]]', '', 'g'), address ->> 'phone', lines))
    $$`.execute(db);
  await sql`alter table orders.orders add column search tsvector not null default ''`.execute(db);
  await sql`
    update orders.orders o set search = search.order_document(o.number, o.email, o.shipping_address, l.words)
    from (
      select order_id, left(string_agg(concat_ws(' ', sku, regexp_replace(sku, '[^[:alnum:]]', '', 'g'), title, variant_title), ' '), 20000) as words
      from orders.order_lines group by order_id
    ) l where l.order_id = o.id`.execute(db);
  await sql`create index orders_search on orders.orders using gin (search)`.execute(db);
}
