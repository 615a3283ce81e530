import type { BenchStack } from "../bench-stack.ts";
import type { Measurement } from "../report.ts";

export interface SuiteContext {
  readonly bench: BenchStack;
  readonly variantIds: readonly string[];
  /** How long one measure takes. */
  readonly seconds: number;
  /** How many times fewer rounds than usual, for a quick look. */
  readonly quick: boolean;
  readonly note: (text: string) => void;
}

export interface Suite {
  readonly name: string;
  /** Whether its figures depend on where the queues are, so that it runs on both backends. */
  readonly onBothBackends: boolean;
  /** Whether it is measured again on a shop with many past orders and products. */
  readonly onFilledShop: boolean;
  run(context: SuiteContext): Promise<Measurement[]>;
}
