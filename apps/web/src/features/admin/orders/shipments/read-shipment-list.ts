import { OrderNumber } from "@cartwright/contracts/ids";
import { SHIPMENT_ROWS_MAX, ShipmentEntry } from "@cartwright/contracts/shipment-list";
import { parse } from "csv-parse/browser/esm/sync";

export type RowProblem = "number" | "twice" | "too_long";

/** A row of the list, as it was typed and as it is understood. */
export interface ListedShipment {
  /** Counted from 1, as editors do. */
  readonly line: number;
  readonly typed: { readonly number: string; readonly carrier: string; readonly trackingNumber: string };
  readonly entry: ShipmentEntry | null;
  readonly problem: RowProblem | null;
}

export type ShipmentList =
  | { readonly rows: readonly ListedShipment[]; readonly refusal: null }
  | { readonly rows: readonly []; readonly refusal: "empty" | "too_many" | "unreadable" };

type Column = keyof ListedShipment["typed"];

/** What a header calls the columns, as files of shops and carriers do. */
const HEADERS: Readonly<Record<string, Column>> = {
  order: "number",
  "order number": "number",
  number: "number",
  name: "number",
  carrier: "carrier",
  "shipping carrier": "carrier",
  courier: "carrier",
  tracking: "trackingNumber",
  "tracking number": "trackingNumber",
  "tracking code": "trackingNumber",
};

const refused = (refusal: "empty" | "too_many" | "unreadable"): ShipmentList => ({ rows: [], refusal });

/** A number as people type it: in lower case, without dashes, prefix or with a hash. */
function readNumber(typed: string): OrderNumber | null {
  const plain = typed.toUpperCase().replaceAll(/[^0-9A-Z]/g, "");
  const code = plain.length === 10 && plain.startsWith("CW") ? plain.slice(2) : plain;
  return OrderNumber.safeParse(`CW-${code.slice(0, 4)}-${code.slice(4)}`).data ?? null;
}

/** The separator of a list: tab before semicolon before comma, since the later ones occur within cells. */
const separatorOf = (text: string) => ["\t", ";"].find((separator) => text.includes(separator)) ?? ",";

function columnsOf(cells: readonly string[]): readonly (Column | null)[] | null {
  const named = cells.map(
    (cell) =>
      HEADERS[
        cell
          .toLowerCase()
          .replaceAll(/[\s_-]+/g, " ")
          .trim()
      ] ?? null,
  );
  return named.includes("number") && readNumber(cells[named.indexOf("number")] ?? "") === null ? named : null;
}

/** Without a header: the order, then its tracking number, with the carrier between them when there are three. */
const plainColumns = (width: number): readonly Column[] =>
  width === 2 ? ["number", "trackingNumber"] : ["number", "carrier", "trackingNumber"];

/** Reads a pasted or uploaded list. Every row is kept, with what is wrong with it. */
export function readShipmentList(text: string): ShipmentList {
  const records: { readonly cells: readonly string[]; readonly line: number }[] = [];
  try {
    parse(text, {
      bom: true,
      delimiter: separatorOf(text),
      relax_column_count: true,
      relax_quotes: true,
      skip_records_with_empty_values: true,
      to: SHIPMENT_ROWS_MAX + 2,
      trim: true,
      on_record(cells: string[], { lines: line }) {
        records.push({ cells, line });
        return null;
      },
    });
  } catch {
    return refused("unreadable");
  }
  const header = columnsOf(records[0]?.cells ?? []);
  const data = header ? records.slice(1) : records;
  if (data.length === 0) return refused("empty");
  if (data.length > SHIPMENT_ROWS_MAX) return refused("too_many");
  const seen = new Set<string>();
  const rows = data.map(({ cells, line }): ListedShipment => {
    const columns = header ?? plainColumns(cells.length);
    const cell = (column: Column) => cells[columns.indexOf(column)] ?? "";
    const typed = { number: cell("number"), carrier: cell("carrier"), trackingNumber: cell("trackingNumber") };
    const { entry, problem } = understand(typed, seen);
    return { line, typed, entry, problem };
  });
  return { rows, refusal: null };
}

function understand(typed: ListedShipment["typed"], seen: Set<string>): Pick<ListedShipment, "entry" | "problem"> {
  const number = readNumber(typed.number);
  if (number === null) return { entry: null, problem: "number" };
  if (seen.has(number)) return { entry: null, problem: "twice" };
  seen.add(number);
  const { carrier, trackingNumber } = typed;
  const entry = ShipmentEntry.safeParse({
    number,
    ...(carrier && { carrier }),
    ...(trackingNumber && { trackingNumber }),
  });
  return entry.success ? { entry: entry.data, problem: null } : { entry: null, problem: "too_long" };
}
