import { expect, test } from "vitest";
import { parseStatements } from "./capture-sql.ts";

const log = (msg: string, fields: Record<string, unknown> = { severity: "LOG", application: "cartwright-web" }) =>
  JSON.stringify({ level: "info", process: "postgres", ...fields, msg });

test("reads statements with their parameters, across lines, for one application only, without transaction control", () => {
  const statements = parseStatements(
    [
      log("duration: 0.1 ms  statement: begin"),
      log("duration: 0.1 ms  execute <unnamed>: select a"),
      log("  from b where c = $1 and d = $2 and e = $3", {}),
      log("Parameters: $1 = 'it''s', $2 = NULL, $3 = '{1,2}'", { severity: "DETAIL", application: "cartwright-web" }),
      log("duration: 9 ms  execute claim: select $1", { severity: "LOG", application: "cartwright-worker" }),
      log("Parameters: $1 = 'not ours'", { severity: "DETAIL", application: "cartwright-worker" }),
      log("duration: 0.1 ms  bind c_1: select $1, $2"),
      log("Parameters: $1 = 'of another', $2 = 'statement'", { severity: "DETAIL", application: "cartwright-web" }),
      log("duration: 0.2 ms  statement: commit"),
    ],
    /web/,
  );
  expect(statements).toEqual([
    { text: "select a\n  from b where c = $1 and d = $2 and e = $3", values: ["it's", null, "{1,2}"] },
  ]);
});
