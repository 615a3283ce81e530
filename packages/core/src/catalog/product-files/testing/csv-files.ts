import { Readable } from "node:stream";
import type { ImportReport } from "@cartwright/contracts/product-import";
import { describeEntry } from "../describe-report.ts";

/** A file in memory, read in chunks of an awkward size so that characters and lines are split. */
export const fileOf = (content: string | Buffer, pieceBytes = 61) => ({
  open: () => {
    const bytes = Buffer.from(content);
    return Readable.from(
      (function* pieces() {
        for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
      })(),
    );
  },
});

const HEADER =
  "Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Variant SKU,Variant Grams,Variant Inventory Qty,Variant Price,Variant Compare At Price,Image Src,Image Position,Image Alt Text,Variant Image";

/**
 * A generated file of `rows` rows: three variants a product, remote pictures, a few words of copy. Streamed, never whole.
 */
export function generatedFile(rows: number) {
  const sizes = ["S", "M", "L"];
  return {
    open: () =>
      Readable.from(
        (function* lines() {
          yield Buffer.from(`${HEADER}\n`);
          let piece = "";
          for (let row = 0; row < rows; row += 1) {
            const product = Math.floor(row / sizes.length);
            const size = sizes[row % sizes.length] ?? "S";
            const handle = `generated-${product}`;
            const own =
              row % sizes.length === 0
                ? `"Generated ${WORDS[product % WORDS.length]} ${product}","<p>A ${WORDS[(product * 7) % WORDS.length]}, number ${product}.</p>",Maker ${product % 40},Type ${product % 12},"tag ${product % 30}, bulk",true,Size`
                : ",,,,,,";
            piece += `${handle},${own},${size},,,G-${product}-${size},${100 + (product % 900)},${row % 50},${(5 + (product % 200)).toFixed(2)},,https://images.example.com/${product}.jpg,1,,\n`;
            if (piece.length > 60_000) {
              yield Buffer.from(piece);
              piece = "";
            }
          }
          if (piece) yield Buffer.from(piece);
        })(),
      ),
  };
}

const WORDS = ["kettle", "lantern", "basket", "notebook", "jumper", "compass", "teapot", "ladder", "mirror", "bucket"];

/** The report of an import that worked. A refused one fails the test with its findings. */
export function succeeded(report: ImportReport): ImportReport {
  if (report.outcome === "refused") throw new Error(`the file was refused: ${found(report).join("\n")}`);
  return report;
}

/** The findings of a report, as a person reads them. */
export const found = (report: ImportReport): string[] => report.entries.map(describeEntry);

/** The findings of a refused import. */
export function problemsOf(report: ImportReport): string[] {
  if (report.outcome === "imported") throw new Error("the file was taken");
  return found(report);
}
