import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { pipeline } from "node:stream/promises";
import type { ImportEntry } from "@cartwright/contracts/product-import";
import { filePath, removeFile } from "../../kernel/stored-file.ts";
import { toLines } from "../csv-cells.ts";
import { importText } from "../product-files/import-text.ts";

const FOLDER = ".imports";
/** The most findings that a file has. A larger number is said in its last line. */
const FINDINGS_MAX = 200_000;

/** Where an uploaded file is. */
export const uploadedPath = (root: string, key: string): string => filePath(root, FOLDER, key);

/** Where all findings of an import are. */
export const findingsPathOf = (root: string, key: string): string => `${uploadedPath(root, key)}.findings`;

/** Reads an uploaded file from its beginning, or only its first bytes. */
export const openUploaded = (root: string, key: string, bytesMax?: number): AsyncIterable<Uint8Array> =>
  createReadStream(uploadedPath(root, key), bytesMax === undefined ? {} : { end: bytesMax - 1 });

/** Removes what was uploaded. */
export const removeUploaded = (root: string, key: string): Promise<void> => removeFile(uploadedPath(root, key));

/** Removes the findings. */
export const removeFindings = (root: string, key: string): Promise<void> => removeFile(findingsPathOf(root, key));

const HEADER = ["line", "kind", "column", "value", "reason", "remedy"] as const;

async function* toCsv(pages: AsyncIterable<readonly ImportEntry[]>): AsyncGenerator<string> {
  // Spreadsheets read UTF-8 only when a file begins with this.
  yield "\uFEFF";
  yield toLines([HEADER.map((name) => importText(`findings.${name}`))]);
  let count = 0;
  for await (const page of pages) {
    const kept = page.slice(0, Math.max(0, FINDINGS_MAX - count));
    count += page.length;
    if (kept.length === 0) continue;
    yield toLines(
      kept.map(({ line, kind, column, value, reason, remedy }) => [
        String(line),
        importText(`findings.${kind}`),
        column ?? "",
        value ?? "",
        reason,
        remedy,
      ]),
    );
  }
  const more = count - FINDINGS_MAX;
  if (more > 0) yield toLines([["", "", "", "", importText("findings.more", { count: more }), ""]]);
}

/** Writes all findings of an import as CSV, page by page, in place of earlier ones. The file is in place once it is whole. */
export async function writeFindings(
  root: string,
  key: string,
  pages: AsyncIterable<readonly ImportEntry[]>,
): Promise<void> {
  const path = findingsPathOf(root, key);
  const part = `${path}.part`;
  await mkdir(dirname(path), { recursive: true });
  try {
    await pipeline(toCsv(pages), createWriteStream(part, { mode: 0o600 }));
    await rename(part, path);
  } finally {
    await rm(part, { force: true });
  }
}
