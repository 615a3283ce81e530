import { isUtf8 } from "node:buffer";
import { Readable } from "node:stream";
import { CsvError, parse } from "csv-parse";
import { importText } from "./import-text.ts";

/** One row with its line number, counted from 1 as editors do. */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** A file that cannot be read further. What came before was read. */
export class CsvProblem extends Error {
  override readonly name = "CsvProblem";
  readonly line: number;

  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}

/** The longest row, in bytes. */
const ROW_BYTES_MAX = 1_000_000;
const NEWLINE = 10;

/**
 * Passes whole lines of UTF-8 on and counts bytes. Anything else is a `CsvProblem` with its line: a file from an old
 * spreadsheet would otherwise fill the shop with broken letters.
 */
async function* validLines(
  chunks: AsyncIterable<Uint8Array>,
  onBytes: (bytes: number) => void,
): AsyncGenerator<Buffer> {
  let rest = Buffer.alloc(0);
  let line = 1;
  const check = (text: Buffer): Buffer => {
    if (!isUtf8(text)) throw new CsvProblem(line + firstBadLine(text), importText("file.notUtf8"));
    for (let at = text.indexOf(NEWLINE); at >= 0; at = text.indexOf(NEWLINE, at + 1)) line += 1;
    return text;
  };
  for await (const chunk of chunks) {
    onBytes(chunk.byteLength);
    const bytes = rest.length === 0 ? Buffer.from(chunk) : Buffer.concat([rest, chunk]);
    if (line === 1 && /^(\xff\xfe|\xfe\xff)/.test(bytes.toString("latin1", 0, 2))) {
      throw new CsvProblem(1, importText("file.utf16"));
    }
    const end = bytes.lastIndexOf(NEWLINE) + 1;
    rest = bytes.subarray(end);
    if (rest.length > ROW_BYTES_MAX) {
      throw new CsvProblem(line, importText("file.lineTooLong", { max: ROW_BYTES_MAX }));
    }
    if (end > 0) yield check(bytes.subarray(0, end));
  }
  if (rest.length > 0) yield check(rest);
}

/** The line offset of the first line that is not UTF-8. */
function firstBadLine(text: Buffer): number {
  let start = 0;
  for (let lines = 0; ; lines += 1) {
    const end = text.indexOf(NEWLINE, start);
    if (end < 0 || !isUtf8(text.subarray(start, end))) return lines;
    start = end + 1;
  }
}

/**
 * Reads a CSV file row by row and holds little more than one row at a time. Accepts a byte order mark, either line ending,
 * and line breaks within quotes; skips empty lines. Throws `CsvProblem` where the file is broken.
 */
export async function* readCsv(
  chunks: AsyncIterable<Uint8Array>,
  onBytes: (bytes: number) => void,
): AsyncGenerator<CsvRow> {
  let line = 1;
  const parser = Readable.from(validLines(chunks, onBytes)).compose(
    parse({
      bom: true,
      relax_column_count: true,
      record_delimiter: ["\r\n", "\n"],
      max_record_size: ROW_BYTES_MAX,
    }),
  );
  try {
    for await (const record of parser) {
      const cells = record as string[]; // what the parser yields without `columns`
      const isEmpty = cells.length === 1 && cells[0] === "";
      if (!isEmpty) yield { line, cells };
      line += 1 + cells.reduce((sum, cell) => sum + countNewlines(cell), 0);
    }
  } catch (error) {
    if (error instanceof CsvError) throw new CsvProblem(line, whatIsWrong(error));
    throw error;
  }
}

function countNewlines(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) count += 1;
  return count;
}

function whatIsWrong(error: CsvError): string {
  switch (error.code) {
    case "CSV_QUOTE_NOT_CLOSED":
      return importText("file.quoteOpen");
    case "INVALID_OPENING_QUOTE":
      return importText("file.quoteInCell");
    case "CSV_INVALID_CLOSING_QUOTE":
      return importText("file.afterQuote");
    case "CSV_MAX_RECORD_SIZE":
      return importText("file.rowTooLong", { max: ROW_BYTES_MAX });
    default:
      return importText("file.unreadable");
  }
}
