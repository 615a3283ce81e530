import { isAppError } from "../kernel/app-error.ts";

/** What became of a row: the result of the act, or why it was refused, for a person. */
export type RowOutcome<Row, Result> =
  | { readonly row: Row; readonly refusal: null; readonly result: Result }
  | { readonly row: Row; readonly refusal: string };

/**
 * Does the same with one row after another. A refusal is the outcome of its row. A fault of the shop ends the list: the rows from
 * there on have no outcome, and can be sent again. Throws the fault when it came with the first row.
 */
export async function actOnEach<Row, Result>(
  rows: readonly Row[],
  act: (row: Row) => Promise<Result>,
): Promise<RowOutcome<Row, Result>[]> {
  const outcomes: RowOutcome<Row, Result>[] = [];
  for (const row of rows) {
    try {
      outcomes.push({ row, refusal: null, result: await act(row) });
    } catch (error) {
      if (isAppError(error) && !error.retry)
        outcomes.push({ row, refusal: Object.values(error.fields ?? {})[0] ?? error.message });
      else if (outcomes.length > 0) break;
      else throw error;
    }
  }
  return outcomes;
}
