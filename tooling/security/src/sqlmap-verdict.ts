export interface Verdict {
  /** `open`: ended before it could say. */
  readonly state: "clean" | "injectable" | "failed" | "open";
  /** What a person wants to read. */
  readonly note: string;
}

const FOUND = /sqlmap (?:identified|resumed) the following injection point/;
const NOTHING = /all tested parameters do not appear to be injectable/;
const PARAMETER = /^Parameter: (.+)$/gm;
const ERROR_CODES = /^(?:\d{3} \([^)]+\) - \d+ times(?:, )?)+$/m;

/** The verdict of sqlmap's output on one target. A 5xx response counts as a finding, injectable or not. */
export function readVerdict(output: string): Verdict {
  const codes = ERROR_CODES.exec(output)?.[0] ?? "";
  if (FOUND.test(output)) {
    const names = [...output.matchAll(PARAMETER)].map(([, name]) => name);
    return { state: "injectable", note: [...new Set(names)].join(", ") };
  }
  const failures = codes.split(", ").filter((each) => each.startsWith("5"));
  if (failures.length > 0) return { state: "failed", note: failures.join(", ") };
  if (NOTHING.test(output)) return { state: "clean", note: codes };
  const last = output.match(/\[(?:CRITICAL|ERROR)\] .*/g)?.at(-1);
  return { state: "open", note: last ?? "out of time" };
}
