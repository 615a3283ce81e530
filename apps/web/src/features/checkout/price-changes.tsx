"use client";

import type { CartLine, CartProblem } from "@cartwright/contracts/cart";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { Notice } from "@cartwright/ui/notice";
import { useSetLine } from "../cart/use-cart.ts";

interface PriceChangesProps {
  lines: readonly CartLine[];
  changes: readonly CartProblem[];
}

/** Prices that changed since the shopper added the items. They must accept them before they pay. */
export function PriceChanges({ lines, changes }: PriceChangesProps) {
  const t = useTranslations("checkout");
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
          {t("acceptPrices", { count: changes.length })}
        </Button>
      }
    >
      {changes.map(({ variantId, message }) => (
        <p key={variantId}>{message}</p>
      ))}
    </Notice>
  );
}
