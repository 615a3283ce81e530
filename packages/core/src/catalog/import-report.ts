import { importText } from "./import-text.ts";

/** A problem in a file, at one of its lines (counted from 1, header included). */
export interface ImportProblem {
  readonly line: number;
  /** The column's name in the file, if the problem is about one. */
  readonly column: string | null;
  /** A sentence for a person. */
  readonly message: string;
}

/** "Line 12, Variant Price: Enter a price such as 19.99." */
export function describeProblem({ line, column, message }: ImportProblem): string {
  const row = String(line);
  return column === null
    ? importText("place.row", { line: row, message })
    : importText("place.cell", { line: row, column, message });
}

export interface ImportCounts {
  readonly created: number;
  readonly changed: number;
  readonly unchanged: number;
}

/** The result of an import. With problems, nothing of the file was imported. */
export type ImportReport =
  | {
      readonly ok: true;
      readonly dryRun: boolean;
      readonly rows: number;
      readonly products: ImportCounts;
      readonly variants: ImportCounts & { readonly discontinued: number };
      readonly categoriesCreated: number;
      readonly stockChanged: number;
      /** Variants whose stock stays above the file's number, because open orders reserve it. */
      readonly stockKept: number;
    }
  | {
      readonly ok: false;
      readonly rows: number;
      /** The first hundred, by line. */
      readonly problems: readonly ImportProblem[];
      readonly problemCount: number;
    };

/** The progress of an import. */
export type ImportProgress =
  | { readonly phase: "reading"; readonly bytes: number; readonly rows: number }
  | { readonly phase: "writing"; readonly step: number; readonly steps: number; readonly doing: string };

const SHOWN_MAX = 100;

/** Collects problems: counts all of them, keeps the first hundred by line. */
export function createProblemList() {
  const shown: ImportProblem[] = [];
  let count = 0;
  return {
    add(problem: ImportProblem): void {
      count += 1;
      if (shown.length < SHOWN_MAX) shown.push(problem);
    },
    /** Problems found in the whole file: `found` may be the first of `total`. */
    addAll(found: readonly ImportProblem[], total: number): void {
      count += total;
      shown.push(...found);
    },
    get count(): number {
      return count;
    },
    get shown(): readonly ImportProblem[] {
      return shown.toSorted((a, b) => a.line - b.line).slice(0, SHOWN_MAX);
    },
  };
}
export type ProblemList = ReturnType<typeof createProblemList>;
