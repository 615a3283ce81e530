import { isAppError } from "../kernel/app-error.ts";
import type { Deps } from "../kernel/deps.ts";

/** What became of a row: the result of the act, or why it was refused, for a person. */
export type RowOutcome<Row, Result> =
  | { readonly row: Row; readonly refusal: null; readonly result: Result }
  | { readonly row: Row; readonly refusal: string };

/**
 * Runs `act` on each row in turn. A refusal becomes that row's outcome. Any other error ends the run and is logged: the remaining rows have
 * no outcome, and can be sent again. Rethrows it if no row has an outcome yet.
 */
export async function actOnEach<Row, Result>(
  { logger }: Pick<Deps, "logger">,
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
      else if (outcomes.length === 0) throw error;
      else {
        logger.error({ err: error, done: outcomes.length, of: rows.length }, "the rest of a list was not changed");
        break;
      }
    }
  }
  return outcomes;
}
