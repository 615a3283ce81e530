"use client";

import type { CartLine, CartProblem } from "@cartwright/contracts/cart";
import { Button } from "@cartwright/ui/button";
import { Notice } from "@cartwright/ui/notice";
import { useSetLine } from "../cart/use-cart.ts";

interface PriceChangesProps {
  lines: readonly CartLine[];
  changes: readonly CartProblem[];
}

/** Prices that are not what they were when the shopper chose. He agrees to them before he pays. */
export function PriceChanges({ lines, changes }: PriceChangesProps) {
  const setLine = useSetLine();
  const agree = () => {
    for (const { variantId } of changes) {
      const line = lines.find((each) => each.variantId === variantId);
      if (line) setLine.mutate({ variantId, quantity: line.quantity });
    }
  };
  if (changes.length === 0) return null;
  return (
    <Notice
      tone="warn"
      urgent
      action={
        <Button variant="secondary" size="sm" busy={setLine.isPending} onClick={agree}>
          Accept new {changes.length === 1 ? "price" : "prices"}
        </Button>
      }
    >
      {changes.map(({ variantId, message }) => (
        <p key={variantId}>{message}</p>
      ))}
    </Notice>
  );
}
