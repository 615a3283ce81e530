"use client";

import type { OrderNumber } from "@cartwright/contracts/ids";
import { BULK_ORDERS_MAX } from "@cartwright/contracts/order-bulk";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { buttonClass } from "@cartwright/ui/button-class";
import Link from "next/link";
import { useState } from "react";
import { PackOrdersDialog } from "./bulk/pack-orders-dialog.tsx";
import { TagOrdersDialog } from "./bulk/tag-orders-dialog.tsx";

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
  mayEdit: boolean;
  onChange: OrderSelection["set"];
}

/** What can be done with the ticked orders, or with all that are to be packed. */
export function SelectionBar({ chosen, isToPack, mayFulfil, mayEdit, onChange }: SelectionBarProps) {
  const t = useTranslations("adminOrders");
  const [open, setOpen] = useState<"pack" | "tags" | null>(null);
  const numbers = [...chosen];
  const close = () => setOpen(null);
  const finish = () => {
    close();
    onChange(new Set());
  };
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
      {chosen.size > BULK_ORDERS_MAX ? (
        <p className="text-bad">{t("select.tooMany", { max: BULK_ORDERS_MAX })}</p>
      ) : (
        <>
          {mayFulfil ? (
            <Button variant="secondary" size="sm" onClick={() => setOpen("pack")}>
              {t("select.pack")}
            </Button>
          ) : null}
          {mayEdit ? (
            <Button variant="secondary" size="sm" onClick={() => setOpen("tags")}>
              {t("select.tags")}
            </Button>
          ) : null}
          <Link
            href={pickListPath(numbers)}
            prefetch={false}
            className={buttonClass({ variant: "secondary", size: "sm" })}
          >
            {t("select.pickList")}
          </Link>
        </>
      )}
      <Button variant="quiet" size="sm" onClick={() => onChange(new Set())}>
        {t("select.clear")}
      </Button>
      {open === "pack" ? <PackOrdersDialog numbers={numbers} onClose={close} onDone={finish} /> : null}
      {open === "tags" ? <TagOrdersDialog numbers={numbers} onClose={close} onDone={finish} /> : null}
    </section>
  );
}
