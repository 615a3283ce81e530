import type { Connection, TestDatabase } from "@cartwright/db/testing/database";

type Pool = TestDatabase["pool"];

interface Column {
  readonly name: string;
  readonly type: string;
  /** The last column of a unique index that has no id in it. */
  readonly unique: boolean;
}

/** Large texts, which no plan depends on. */
const EMPTIED = new Set(["html", "text"]);
/** Sixteen letters of the alphabet of order numbers, one for each hexadecimal digit. */
const DIGITS = "translate(lpad(to_hex(n), 8, '0'), '0123456789abcdef', '23456789ABCDEFGH')";
const NUMBER = `'CW-' || left(${DIGITS}, 4) || '-' || right(${DIGITS}, 4)`;

/** A column of the n-th copy. An id is derived from the template's and from n, so that rows of a copy refer to each other. */
function copied({ name, type, unique }: Column): string {
  const column = `t."${name}"`;
  if (name === "number" || name === "order_number") return NUMBER;
  if (EMPTIED.has(name)) return "''";
  // All copies are of the same promotion, by another customer each: those have many uses, and there are few of them.
  if (name === "promotion_id") return column;
  if (name === "customer_key") return `${column} || '-' || n`;
  if (type === "uuid") return `md5(${column}::text || n)::uuid`;
  if (name === "guest_hash") return `sha256(convert_to(${column}::text || n, 'UTF8'))`;
  if (type === "timestamp with time zone") return `${column} - n * interval '1 second'`;
  return unique && type === "text" ? `${column} || '-' || n` : column;
}

async function columnsOf(client: Connection, table: string): Promise<Column[]> {
  const { rows } = await client.query<Column>(
    `select a.attname as name, format_type(a.atttypid, null) as type, exists (
       select from pg_index i where i.indrelid = a.attrelid and i.indisunique and i.indkey[i.indnkeyatts - 1] = a.attnum
         and not exists (select from pg_attribute k where k.attrelid = a.attrelid and k.attnum = any(i.indkey) and k.atttypid = 'uuid'::regtype)
     ) as "unique"
     from pg_attribute a
     where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped and a.attidentity = '' and a.attgenerated = ''`,
    [table],
  );
  return rows;
}

export interface Multiplier {
  /** Fills the tables with copies of the rows that were there at the start until each has this many, and analyzes them. */
  readonly grow: (rows: number, tables: readonly string[]) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Copies the rows of tables, keeping how they refer to each other, without checks of foreign keys and without triggers. */
export async function multiplyRows(pool: Pool, tables: readonly string[]): Promise<Multiplier> {
  const client = await pool.connect();
  await client.query("set session_replication_role = replica; set statement_timeout = 0");
  const template = (table: string) => `"template of ${table}"`;
  for (const table of tables) await client.query(`create temp table ${template(table)} as table ${table}`);
  const copies = new Map<string, number>();
  return {
    async grow(rows, grown) {
      for (const table of grown) {
        const { rowCount } = await client.query(`select from ${template(table)}`);
        const done = copies.get(table) ?? 0;
        const wanted = Math.ceil(rows / (rowCount ?? 0));
        copies.set(table, wanted);
        const columns = await columnsOf(client, table);
        await client.query(
          `insert into ${table} (${columns.map(({ name }) => `"${name}"`).join(", ")})
           select ${columns.map(copied).join(", ")} from ${template(table)} as t, generate_series(${done + 1}, ${wanted}) as n`,
        );
        await client.query(`analyze ${table}`);
      }
    },
    async close() {
      // The connection goes with its settings.
      client.release(true);
    },
  };
}
