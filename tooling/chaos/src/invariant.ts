/** One guarantee of the shop, with the result of checking it. */
export interface Invariant {
  readonly name: string;
  /** How many were checked. A guarantee that was checked on nothing proves nothing. */
  readonly checked: number;
  readonly violations: number;
  /** Some of the violations. */
  readonly examples: readonly string[];
}

const EXAMPLES_MAX = 5;

/** The result for a list, of which `offenders` violate the guarantee. */
export function judge(name: string, checked: number, offenders: readonly string[]): Invariant {
  return { name, checked, violations: offenders.length, examples: offenders.slice(0, EXAMPLES_MAX) };
}

/** The verdicts as lines, each with its counts. */
export function describeInvariants(invariants: readonly Invariant[]): string {
  const width = Math.max(...invariants.map(({ name }) => name.length));
  return invariants
    .map(({ name, checked, violations, examples }) => {
      const verdict = violations === 0 ? "holds " : "BROKEN";
      const line = `${verdict}  ${name.padEnd(width)}  ${String(checked).padStart(6)} checked  ${String(violations).padStart(4)} violations`;
      return examples.length === 0 ? line : `${line}\n        ${examples.join("\n        ")}`;
    })
    .join("\n");
}
