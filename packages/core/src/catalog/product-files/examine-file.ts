import { isAscii, isUtf8 } from "node:buffer";
import type { FileForm } from "@cartwright/contracts/product-import";
import { parse } from "csv-parse/sync";
import { columnOf } from "./columns.ts";
import { importText } from "./import-text.ts";
import { CsvProblem } from "./csv-problem.ts";

/** How much of the file is searched for its first row. */
const HEAD_BYTES = 128_000;
const SEPARATORS = [",", ";", "\t", "|"] as const;
/** How the workbooks of spreadsheets begin, the newer and the older kind. */
const WORKBOOKS = new Set(["504b0304", "d0cf11e0"]);
type Encoding = FileForm["encoding"];

/**
 * Reads the whole file once to find out its encoding, and its first row to find out separators and line ends. Throws
 * `CsvProblem` for a file that is no text, or empty.
 */
export async function examineFile(chunks: AsyncIterable<Uint8Array>): Promise<FileForm> {
  let head = Buffer.alloc(0);
  const evidence = createEvidence();
  for await (const chunk of chunks) {
    if (head.length < HEAD_BYTES) head = Buffer.concat([head, chunk]);
    evidence.add(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
  }
  if (head.length === 0) throw new CsvProblem(1, importText("file.empty"));
  if (WORKBOOKS.has(head.toString("hex", 0, 4))) {
    throw new CsvProblem(1, importText("file.workbook"));
  }
  const encoding = wideEncoding(head) ?? (evidence.isUtf8() ? "utf-8" : "windows-1252");
  const text = new TextDecoder(encoding).decode(head.subarray(0, HEAD_BYTES));
  if (text.trim() === "") throw new CsvProblem(1, importText("file.empty"));
  return { encoding, ...shapeOf(text) };
}

/** UTF-16 by its byte order mark, or by the zeros that Latin letters have in it. */
function wideEncoding(head: Buffer): Encoding | null {
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  const pairs = Math.min(Math.floor(head.length / 2), 500);
  let first = 0;
  let second = 0;
  for (let pair = 0; pair < pairs; pair += 1) {
    if (head[2 * pair] === 0) first += 1;
    if (head[2 * pair + 1] === 0) second += 1;
  }
  if (second > pairs / 3 && first < pairs / 10) return "utf-16le";
  return first > pairs / 3 && second < pairs / 10 ? "utf-16be" : null;
}

/**
 * Weighs the bytes of a file. Text with a few broken characters is still UTF-8: read as Windows-1252 every other accent
 * would break as well.
 */
function createEvidence() {
  const decoder = new TextDecoder("utf-8");
  let good = 0;
  let broken = 0;
  let rest = Buffer.alloc(0);
  return {
    add(chunk: Buffer): void {
      const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      const end = wholeCharacters(bytes);
      const whole = bytes.subarray(0, end);
      rest = Buffer.from(bytes.subarray(end));
      if (isAscii(whole)) return;
      const text = isUtf8(whole) ? "" : decoder.decode(whole);
      if (text === "") good += 1;
      for (let index = 0; index < text.length; index += 1) {
        const code = text.charCodeAt(index);
        if (code === 0xff_fd) broken += 1;
        else if (code > 127) good += 1;
      }
    },
    isUtf8: () => broken + rest.length <= good || (broken === 0 && rest.length === 0),
  };
}

/** The length without an incomplete character of at most three bytes at the end. */
function wholeCharacters(bytes: Buffer): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) break;
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

/** What Excel writes above a header to name its separator. */
const SEPARATOR_LINE = /^\ufeff?sep=([,;\t|])(\r\n|\r|\n)/i;

/** Line ends and separator of the first row: the separator that makes the most known columns of it. */
function shapeOf(text: string): Pick<FileForm, "separator" | "lineEnd"> {
  const lineEnd = firstLineEnd(text);
  const given = SEPARATOR_LINE.exec(text)?.[1];
  const separator = SEPARATORS.find((candidate) => candidate === given);
  if (separator) return { separator, lineEnd };
  const found = SEPARATORS.map((candidate) => ({ candidate, known: knownColumns(text, candidate, lineEnd) }));
  const best = found.reduce((a, b) => (b.known > a.known ? b : a));
  return { separator: best.candidate, lineEnd };
}

function firstLineEnd(text: string): FileForm["lineEnd"] {
  let quoted = false;
  for (let index = 0; index < text.length; index += 1) {
    const letter = text[index];
    if (letter === '"') quoted = !quoted;
    else if (!quoted && letter === "\n") return "\n";
    else if (!quoted && letter === "\r") return text[index + 1] === "\n" ? "\r\n" : "\r";
  }
  return "\n";
}

function knownColumns(text: string, delimiter: string, lineEnd: string): number {
  try {
    const options = {
      delimiter,
      to: 1,
      bom: true,
      relax_quotes: true,
      relax_column_count: true,
      skip_empty_lines: true,
    };
    const rows = parse(text, { ...options, record_delimiter: lineEnd === "\r" ? ["\r"] : ["\r\n", "\n"] });
    return (rows[0] ?? []).filter((cell) => columnOf(cell.trim())).length;
  } catch {
    // A row that does not end within the head, by this separator.
    return 0;
  }
}
