"use client";

import type { AdminStockRow } from "@cartwright/contracts/admin-products";
import { Button } from "@cartwright/ui/button";
import { buttonClass } from "@cartwright/ui/button-class";
import { Dialog } from "@cartwright/ui/dialog";
import { Notice } from "@cartwright/ui/notice";
import { Skeleton } from "@cartwright/ui/skeleton";
import Link from "next/link";
import { messageOf } from "../../../trpc/failure.ts";
import { api } from "../../../trpc/react.tsx";
import { Moment } from "../shell/timestamp.tsx";
import { movementWord } from "../products/product-words.ts";
import { stockName } from "./stock-table.tsx";

const SHOWN = 50;

interface StockSheetProps {
  row: AdminStockRow;
  onClose: () => void;
  /** None where stock may not be adjusted. */
  onAdjust: (() => void) | null;
}

const signed = (units: number) => (units > 0 ? `+${units}` : String(units));

/** One variant's stock and what happened to it, the latest first. */
export function StockSheet({ row, onClose, onAdjust }: StockSheetProps) {
  const movements = api.admin.inventory.movements.useQuery(
    { variantId: row.variantId, limit: SHOWN },
    { staleTime: 0 },
  );
  return (
    <Dialog
      open
      onClose={onClose}
      placement="side"
      title={stockName(row)}
      footer={
        <div className="flex justify-end gap-3">
          <Link
            href={`/admin/products/${row.productId}`}
            prefetch={false}
            className={buttonClass({ variant: "quiet", size: "sm" })}
          >
            To the product
          </Link>
          {onAdjust === null ? null : (
            <Button size="sm" onClick={onAdjust}>
              Adjust stock
            </Button>
          )}
        </div>
      }
    >
      <dl className="grid grid-cols-3 gap-4 border-b border-line pb-5">
        {[
          ["On hand", row.onHand],
          ["Held", row.reserved],
          ["Available", row.available],
        ].map(([term, units]) => (
          <div key={term}>
            <dt className="text-xs text-muted">{term}</dt>
            <dd className="figures text-xl">{units}</dd>
          </div>
        ))}
      </dl>
      <h3 className="pt-5 pb-2 text-sm font-medium">Movements</h3>
      {movements.error ? (
        <Notice tone="bad" urgent>
          {messageOf(movements.error)}
        </Notice>
      ) : null}
      {movements.isPending ? <Skeleton className="h-32" /> : null}
      {movements.data?.items.length === 0 ? <p className="text-muted">Nothing has happened to it yet.</p> : null}
      <ol aria-label="Movements" className="grid">
        {movements.data?.items.map((movement) => (
          <li
            key={movement.id}
            className="grid grid-cols-[1fr_auto] gap-x-4 border-b border-line py-2.5 last:border-b-0"
          >
            <span>{movementWord(movement.reason)}</span>
            <span className="figures text-right">
              {movement.onHandDelta === 0 ? `${signed(movement.reservedDelta)} held` : signed(movement.onHandDelta)}
            </span>
            <span className="text-xs text-muted">
              {movement.orderNumber === null ? (
                movement.note
              ) : (
                <Link
                  href={`/admin/orders/${movement.orderNumber}`}
                  prefetch={false}
                  className="font-mono underline underline-offset-4"
                >
                  {movement.orderNumber}
                </Link>
              )}
            </span>
            <Moment at={movement.at} className="text-right text-xs text-muted" />
          </li>
        ))}
      </ol>
    </Dialog>
  );
}
