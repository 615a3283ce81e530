"use client";

import type { OrderNumber } from "@cartwright/contracts/ids";
import { PICK_ORDERS_MAX } from "@cartwright/contracts/pick-list";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { buttonClass } from "@cartwright/ui/button-class";
import Link from "next/link";

/** Which orders of a list are ticked. */
export interface OrderSelection {
  readonly chosen: ReadonlySet<OrderNumber>;
  readonly set: (chosen: ReadonlySet<OrderNumber>) => void;
}

/** The address of a pick list; of all orders to pack without any. */
function pickListPath(numbers: readonly OrderNumber[]): string {
  const query = new URLSearchParams(numbers.map((number) => ["number", number])).toString();
  return query === "" ? "/admin/orders/pick-list" : `/admin/orders/pick-list?${query}`;
}

interface SelectionBarProps {
  chosen: ReadonlySet<OrderNumber>;
  /** The list shows the orders to pack. */
  isToPack: boolean;
  mayFulfil: boolean;
  onClear: () => void;
}

/** What can be done with the ticked orders, or with all that are to be packed. */
export function SelectionBar({ chosen, isToPack, mayFulfil, onClear }: SelectionBarProps) {
  const t = useTranslations("adminOrders");
  if (chosen.size === 0) {
    if (!isToPack && !mayFulfil) return null;
    return (
      <p className="flex flex-wrap gap-x-6 gap-y-2">
        {isToPack ? (
          <Link href={pickListPath([])} prefetch={false} className="link link-alone">
            {t("select.pickAll")}
          </Link>
        ) : null}
        {mayFulfil ? (
          <Link href="/admin/orders/ship" prefetch={false} className="link link-alone">
            {t("select.shipList")}
          </Link>
        ) : null}
      </p>
    );
  }
  return (
    <section
      aria-label={t("select.bar")}
      className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg border border-line bg-sunk px-4 py-2"
    >
      <p aria-live="polite">{t("select.count", { count: chosen.size })}</p>
      {chosen.size > PICK_ORDERS_MAX ? (
        <p className="text-bad">{t("select.tooMany", { max: PICK_ORDERS_MAX })}</p>
      ) : (
        <Link
          href={pickListPath([...chosen])}
          prefetch={false}
          className={buttonClass({ variant: "secondary", size: "sm" })}
        >
          {t("select.pickList")}
        </Link>
      )}
      <Button variant="quiet" size="sm" onClick={onClear}>
        {t("select.clear")}
      </Button>
    </section>
  );
}
