import { SANDBOX_TOKENS, type SandboxToken } from "@cartwright/contracts/sandbox-provider";
import { createRandom } from "@cartwright/seed/random";

/** What one buyer is going to do. */
export interface BuyerPlan {
  readonly token: SandboxToken;
  /** Indexes of the variants to buy, each once, and the quantities. */
  readonly lines: readonly { readonly shelf: number; readonly quantity: number }[];
  /** What they do on the bank's page, if they are sent there. */
  readonly approval: "approve" | "decline" | "ignore";
  /** Cancels the order so long after it was placed. */
  readonly cancelAfterMs: number | null;
  /** Keeps the order's page open and counts the events that it receives. */
  readonly watches: boolean;
  /** The pause before the next buyer of this loop. */
  readonly pauseMs: number;
}

const APPROVALS = ["approve", "approve", "decline", "ignore"] as const;

/**
 * The plan of a buyer by number: the same for the same seed. Half of them pay normally, the others use every test token in
 * turn.
 */
export function planBuyer(seed: number, index: number, shelfSize: number): BuyerPlan {
  const random = createRandom(Math.imul(seed + 1, 0x9e3779b1) + index * 7_919);
  const token =
    index % 2 === 0 ? "tok_approve" : (SANDBOX_TOKENS[((index - 1) / 2) % SANDBOX_TOKENS.length] ?? "tok_approve");
  const first = random.between(0, shelfSize - 1);
  const second = (first + random.between(1, shelfSize - 1)) % shelfSize;
  const shelves = random.next() < 0.5 ? [first] : [first, second];
  return {
    token,
    lines: shelves.map((shelf) => ({ shelf, quantity: random.between(1, 2) })),
    approval: random.pick(APPROVALS),
    cancelAfterMs: random.next() < 0.15 ? random.between(0, 4_000) : null,
    watches: random.next() < 0.1,
    pauseMs: random.between(100, 900),
  };
}
