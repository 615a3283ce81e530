import { expect, test } from "vitest";
import { readVerdict } from "./sqlmap-verdict.ts";

const CLEAN = `
[06:18:05] [WARNING] URI parameter '#7*' does not seem to be injectable
[06:18:09] [CRITICAL] all tested parameters do not appear to be injectable. Try to increase values for '--level'/'--risk' options if you wish to perform more tests. Also, you can try to rerun by providing either a valid value for option '--string' (or '--regexp')
[06:18:09] [WARNING] HTTP error codes detected during run:
400 (Bad Request) - 868 times, 404 (Not Found) - 2 times
`;

test("nothing found is clean, however much was refused", () => {
  expect(readVerdict(CLEAN)).toEqual({
    state: "clean",
    note: "400 (Bad Request) - 868 times, 404 (Not Found) - 2 times",
  });
});

test("a 5xx response is a finding", () => {
  const output = CLEAN.replace("404 (Not Found)", "500 (Internal Server Error)");
  expect(readVerdict(output)).toEqual({ state: "failed", note: "500 (Internal Server Error) - 2 times" });
});

test("what is injectable is named", () => {
  const output = `${CLEAN}
sqlmap identified the following injection point(s) with a total of 46 HTTP(s) requests:
---
Parameter: #1* (URI)
    Type: boolean-based blind
    Title: AND boolean-based blind - WHERE or HAVING clause
---
`;
  expect(readVerdict(output)).toEqual({ state: "injectable", note: "#1* (URI)" });
});

test("what did not come to its end is not clean", () => {
  expect(readVerdict("[06:16:58] [INFO] testing connection to the target URL")).toMatchObject({ state: "open" });
  const refused = "[06:16:58] [CRITICAL] unable to connect to the target URL";
  expect(readVerdict(refused)).toEqual({ state: "open", note: refused.slice(11) });
});
