"use client";

import type { CartLine, CartProblem } from "@cartwright/contracts/cart";
import { LINE_QUANTITY_MAX } from "@cartwright/contracts/cart-limits";
import { type Currency, formatMoney } from "@cartwright/contracts/amounts";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { Notice } from "@cartwright/ui/notice";
import { Quantity } from "@cartwright/ui/quantity";
import Link from "next/link";
import { BackorderNote } from "../catalog/backorder-note.tsx";
import { Picture } from "../catalog/picture.tsx";
import { useSetLine } from "./use-cart.ts";
import { isOnlyVariant } from "@cartwright/contracts/only-variant";

interface CartLineRowProps {
  line: CartLine;
  currency: Currency;
  /** What is charged for it at the destination. */
  price: Pick<CartLine, "unitPriceMinor">;
  problems: readonly CartProblem[];
  /** Its links replace the history entry of the drawer. */
  isInDrawer?: boolean;
}

/** One line of the cart. It is laid out by the width of its list. */
export function CartLineRow({ line, currency, price, problems, isInDrawer = false }: CartLineRowProps) {
  const t = useTranslations("cartLines");
  const Title = isInDrawer ? "h3" : "h2";
  const setLine = useSetLine();
  const { variantId } = line;
  const set = (quantity: number) => setLine.mutate({ variantId, quantity });
  return (
    <li className="grid grid-cols-[6rem_1fr] gap-x-4 gap-y-3 border-b border-line py-5 @lg:grid-cols-[8rem_1fr_auto] @lg:gap-x-6">
      <Link
        href={`/products/${line.slug}`}
        replace={isInDrawer}
        prefetch={false}
        tabIndex={-1}
        aria-hidden="true"
        className="group/card row-span-2 @lg:row-span-1"
      >
        <Picture image={line.image} title={line.title} sizes="8rem" className="rounded-md" />
      </Link>
      <div className="grid content-start gap-1">
        <Title className="font-medium">
          <Link
            href={`/products/${line.slug}`}
            replace={isInDrawer}
            prefetch={false}
            className="link-alone hover:text-accent"
          >
            {line.title}
          </Link>
        </Title>
        {isOnlyVariant(line.variantTitle) ? null : <p className="text-sm text-muted">{line.variantTitle}</p>}
        {line.quantity === 1 ? null : (
          <p className="figures text-sm text-muted">
            {t("each", { price: formatMoney(price.unitPriceMinor, currency) })}
          </p>
        )}
        <BackorderNote backorder={line.backorder} quantity={line.quantity} />
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2 pt-3">
          <Quantity
            label={t("quantity", { title: line.title })}
            value={line.quantity}
            max={Math.min(Math.max(line.available, line.quantity), LINE_QUANTITY_MAX)}
            onChange={set}
          />
          <Button variant="quiet" size="sm" aria-label={t("removeItem", { title: line.title })} onClick={() => set(0)}>
            {t("remove")}
          </Button>
        </div>
      </div>
      <p className="figures col-start-2 @lg:col-start-3 @lg:text-right">
        {formatMoney(price.unitPriceMinor * line.quantity, currency)}
      </p>
      {problems.map((problem) => (
        <Notice
          key={problem.kind}
          tone="warn"
          className="col-span-full"
          action={<Remedy problem={problem} line={line} onSet={set} />}
        >
          {problem.message}
        </Notice>
      ))}
    </li>
  );
}

/** The button that resolves a problem. */
function Remedy({ problem, line, onSet }: { problem: CartProblem; line: CartLine; onSet: (quantity: number) => void }) {
  const t = useTranslations("cartLines");
  switch (problem.kind) {
    case "price_changed":
      return (
        <Button variant="secondary" size="sm" onClick={() => onSet(line.quantity)}>
          {t("acceptPrice")}
        </Button>
      );
    case "not_enough_stock":
      return (
        <Button variant="secondary" size="sm" onClick={() => onSet(line.available)}>
          {t("reduce", { count: line.available })}
        </Button>
      );
    case "sold_out":
    case "discontinued":
      return (
        <Button variant="secondary" size="sm" onClick={() => onSet(0)}>
          {t("remove")}
        </Button>
      );
  }
}
