import { createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import type { ImportEntry, ImportReport } from "@cartwright/contracts/product-import";
import { guardCell } from "@cartwright/core/catalog/csv-cells";
import { describeEntry } from "@cartwright/core/catalog/product-files/describe-report";
import { stringify } from "csv-stringify/sync";

type Pages = AsyncIterable<readonly ImportEntry[]>;

/** A form of the report: what comes before the findings, and how each is written. */
interface Form {
  readonly begin: string;
  readonly write: (entry: ImportEntry, index: number) => string;
  readonly end: (report: ImportReport) => string;
}

const TEXT: Form = { begin: "", write: (entry) => `${describeEntry(entry)}\n`, end: () => "" };

const TABLE: Form = {
  begin: "Line,Kind,Column,Value,Reason,Remedy\n",
  write: ({ line, kind, column, value, reason, remedy }) =>
    stringify([[line, kind, column ?? "", guardCell(value ?? ""), reason, remedy]]),
  end: () => "",
};

const DATA: Form = {
  begin: '{"entries":[',
  write: (entry, index) => `${index === 0 ? "" : ","}\n${JSON.stringify(entry)}`,
  end: ({ entries: _first, ...report }) => `\n],"report":${JSON.stringify(report)}}\n`,
};

const formOf = (file: string): Form => {
  const extension = path.extname(file).toLowerCase();
  return extension === ".csv" ? TABLE : extension === ".json" ? DATA : TEXT;
};

async function* lines(form: Form, pages: Pages): AsyncGenerator<string> {
  yield form.begin;
  let index = 0;
  for await (const page of pages) {
    yield page.map((entry) => form.write(entry, index++)).join("");
  }
}

/** Writes all findings of an import to a file, page by page. The file is in place once it is whole. */
export function writeReport(file: string) {
  const form = formOf(file);
  const partial = `${file}.part`;
  return {
    writeEntries: (pages: Pages): Promise<void> => pipeline(lines(form, pages), createWriteStream(partial)),
    async finish(report: ImportReport): Promise<void> {
      try {
        await pipeline([form.end(report)], createWriteStream(partial, { flags: "a" }));
        await rename(partial, file);
      } finally {
        await rm(partial, { force: true });
      }
    },
  };
}
