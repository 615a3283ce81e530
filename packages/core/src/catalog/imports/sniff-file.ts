import { AppError } from "../../kernel/app-error.ts";
import { CsvProblem } from "../product-files/csv-problem.ts";
import { examineFile } from "../product-files/examine-file.ts";
import { readCsv } from "../product-files/read-csv.ts";
import { readHeader } from "../product-files/read-header.ts";
import { openUploaded } from "./import-files.ts";

/** How much of a file is looked at. */
const HEAD_BYTES = 128_000;

/**
 * Refuses a file that is no product file, by its beginning: an empty one, a workbook, one without the columns that an import needs.
 * Throws `import_invalid`. What is wrong further on, the check of the file says by line.
 */
export async function sniffFile(root: string, key: string): Promise<void> {
  const head = () => openUploaded(root, key, HEAD_BYTES);
  const nothing = (): void => undefined;
  try {
    const form = await examineFile(head());
    for await (const { cells } of readCsv(head(), form, nothing)) {
      const layout = readHeader(cells);
      if ("problem" in layout) throw new CsvProblem(1, layout.problem);
      return;
    }
  } catch (error) {
    if (!(error instanceof CsvProblem)) throw error;
    throw new AppError("import_invalid", { message: error.message, cause: error });
  }
}
