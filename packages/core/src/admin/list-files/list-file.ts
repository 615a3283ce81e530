import type { Permission, Role } from "@cartwright/contracts/permissions";
import type { Db } from "@cartwright/db/client";
import type { z } from "zod";
import { AppError } from "../../kernel/app-error.ts";

/** The cells of one row. Text that a spreadsheet would take for a formula is guarded when it is written. */
export type Cells = readonly (string | number | null)[];

interface Page<Row> {
  readonly items: readonly Row[];
  readonly nextCursor: string | null;
}

interface Definition<Filter extends z.ZodObject, Row> {
  readonly permission: Permission;
  readonly filter: Filter;
  /** A permission that some filters need as well: those by what a reader may not see. */
  readonly needs?: (filter: z.output<Filter>) => Permission | null;
  readonly readHeader: (db: Db) => Promise<readonly string[]>;
  /** One page of the list, in its own order. */
  readonly readPage: (
    db: Db,
    request: z.output<Filter> & { readonly cursor?: string; readonly limit: number },
    role: Role,
  ) => Promise<Page<Row>>;
  /** The rows of some items, with a cell for each name of the header. */
  readonly toRows: (
    items: readonly Row[],
    on: { readonly db: Db; readonly header: readonly string[] },
  ) => Promise<Cells[]>;
}

/** A list with its filter, ready to be read. */
export interface FilteredList {
  readonly filter: unknown;
  /** The permission that this filter needs besides the list's own. */
  readonly needs: Permission | null;
  /** The header, then the rows, some at a time, as a role sees them. */
  readonly read: (db: Db, role: Role) => AsyncGenerator<Cells[]>;
}

/** A list that can be exported. */
export interface ListFile {
  readonly permission: Permission;
  /** Throws `invalid_input` for what is not a filter of this list. */
  readonly withFilter: (filter: unknown) => FilteredList;
}

const PAGE = 500;
/** A shop with more rows in one list has to filter it. */
const ROWS_MAX = 5_000_000;

/** A list by the functions that its page reads it with, so that a file has what the page shows. */
export function createListFile<Filter extends z.ZodObject, Row>(list: Definition<Filter, Row>): ListFile {
  async function* read(db: Db, role: Role, filter: z.output<Filter>): AsyncGenerator<Cells[]> {
    const header = await list.readHeader(db);
    yield [header];
    let cursor: string | null = null;
    for (let rows = 0; rows < ROWS_MAX; rows += PAGE) {
      const at: { cursor?: string } = cursor === null ? {} : { cursor };
      const page: Page<Row> = await list.readPage(db, { ...filter, ...at, limit: PAGE }, role);
      yield await list.toRows(page.items, { db, header });
      cursor = page.nextCursor;
      if (cursor === null) return;
    }
    // The download fails, so that an incomplete file is not mistaken for the whole list.
    throw new Error(`a list of more than ${ROWS_MAX} rows cannot be exported`);
  }
  return {
    permission: list.permission,
    withFilter(given) {
      const filter = list.filter.safeParse(given);
      if (!filter.success) throw new AppError("invalid_input");
      const needs = list.needs?.(filter.data) ?? null;
      return { filter: filter.data, needs, read: (db, role) => read(db, role, filter.data) };
    },
  };
}

/** The same for a list whose items are one row each, from a column's name and how it is read. */
export function createRowFile<Filter extends z.ZodObject, Row>({
  columns,
  ...list
}: Pick<Definition<Filter, Row>, "permission" | "filter" | "needs" | "readPage"> & {
  readonly columns: Readonly<Record<string, (row: Row) => string | number | null>>;
}): ListFile {
  const readers = Object.values(columns);
  return createListFile<Filter, Row>({
    ...list,
    readHeader: async () => Object.keys(columns),
    toRows: async (items) => items.map((row) => readers.map((cellOf) => cellOf(row))),
  });
}
