import type { BenchStack } from "../bench-stack.ts";
import type { Measurement } from "../report.ts";

export interface SuiteContext {
  readonly bench: BenchStack;
  readonly variantIds: readonly string[];
  /** How long one measure takes. */
  readonly seconds: number;
  /** How many times fewer rounds than usual, for a quick look. */
  readonly quick: boolean;
  /** Texts of which the name of a read of the back office must contain one. Empty for all reads. */
  readonly reads: readonly string[];
  readonly note: (text: string) => void;
}

export type ShopKind = "fresh" | "filled" | "large";

export interface Suite {
  readonly name: string;
  /** Whether its figures depend on where the queues are, so that it runs on both backends. */
  readonly onBothBackends: boolean;
  /** The shops that it is measured on. `large` is the shop of the back office. */
  readonly shops: readonly ShopKind[];
  run(context: SuiteContext): Promise<Measurement[]>;
}
