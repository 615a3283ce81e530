import { Readable } from "node:stream";
import type { FileForm } from "@cartwright/contracts/product-import";
import { CsvError, parse } from "csv-parse";
import { CsvProblem } from "./csv-problem.ts";
import { importText } from "./import-text.ts";

/** One row with its line number, counted from 1 as editors do. */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** The longest row, in bytes. */
const ROW_BYTES_MAX = 1_000_000;

/** The bytes of the file as UTF-8, without a byte order mark. */
async function* asUtf8(
  chunks: AsyncIterable<Uint8Array>,
  encoding: FileForm["encoding"],
  onBytes: (bytes: number) => void,
): AsyncGenerator<Buffer> {
  const decoder = encoding === "utf-8" ? null : new TextDecoder(encoding);
  for await (const chunk of chunks) {
    onBytes(chunk.byteLength);
    if (decoder) yield Buffer.from(decoder.decode(chunk, { stream: true }));
    else yield Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  }
  const rest = decoder?.decode() ?? "";
  if (rest !== "") yield Buffer.from(rest);
}

/**
 * Reads a CSV file row by row and holds little more than one row at a time. Skips rows without any text, and the line that
 * Excel writes to name the separator. A quotation mark inside an unquoted cell is a character like others. Throws
 * `CsvProblem` where the file is broken.
 */
export async function* readCsv(
  chunks: AsyncIterable<Uint8Array>,
  form: FileForm,
  onBytes: (bytes: number) => void,
): AsyncGenerator<CsvRow> {
  let line = 1;
  const parser = Readable.from(asUtf8(chunks, form.encoding, onBytes)).compose(
    parse({
      bom: true,
      delimiter: form.separator,
      relax_column_count: true,
      relax_quotes: true,
      trim: true,
      record_delimiter: form.lineEnd === "\r" ? ["\r"] : ["\r\n", "\n"],
      max_record_size: ROW_BYTES_MAX,
    }),
  );
  try {
    for await (const record of parser) {
      const cells = record as string[]; // what the parser yields without `columns`
      const isSeparatorLine = line === 1 && cells.length <= 2 && /^sep=/i.test(cells[0] ?? "");
      if (!isSeparatorLine && cells.some((cell) => cell !== "" && cell.trim() !== "")) yield { line, cells };
      line += 1 + cells.reduce((sum, cell) => sum + countLineEnds(cell), 0);
    }
  } catch (error) {
    if (error instanceof CsvError) throw new CsvProblem(line, whatIsWrong(error));
    throw error;
  }
}

function countLineEnds(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) count += 1;
  for (let at = text.indexOf("\r"); at >= 0; at = text.indexOf("\r", at + 1)) if (text[at + 1] !== "\n") count += 1;
  return count;
}

function whatIsWrong(error: CsvError): string {
  switch (error.code) {
    case "CSV_QUOTE_NOT_CLOSED":
      return importText("file.quoteOpen");
    case "CSV_MAX_RECORD_SIZE":
      return importText("file.rowTooLong", { max: ROW_BYTES_MAX });
    default:
      return importText("file.unreadable");
  }
}
