"use client";

import type { AdminStockRow } from "@cartwright/contracts/admin-products";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { buttonClass } from "@cartwright/ui/button-class";
import { Dialog } from "@cartwright/ui/dialog";
import { Notice } from "@cartwright/ui/notice";
import { Skeleton } from "@cartwright/ui/skeleton";
import Link from "next/link";
import { api } from "../../../trpc/react.tsx";
import { Timestamp } from "../shell/timestamp.tsx";
import { readableCode } from "../shell/code-label.ts";
import { stockName } from "./stock-table.tsx";
import { useErrorMessage } from "../../../trpc/use-error-message.ts";

const SHOWN = 50;

interface StockSheetProps {
  row: AdminStockRow;
  onClose: () => void;
  /** Null when the user may not adjust stock. */
  onChange: ((open: "adjust" | "policy") => void) | null;
}

const MOVEMENTS = ["initial", "import", "adjustment", "reserve", "release", "expire", "commit", "restock"] as const;
type Movement = (typeof MOVEMENTS)[number];

const isKnownMovement = (reason: string): reason is Movement => MOVEMENTS.some((known) => known === reason);

const signed = (units: number) => (units > 0 ? `+${units}` : String(units));

/** One variant's stock and its movements, newest first. */
export function StockSheet({ row, onClose, onChange }: StockSheetProps) {
  const t = useTranslations("adminInventory");
  const errorMessage = useErrorMessage();
  const movements = api.admin.inventory.movements.useQuery(
    { variantId: row.variantId, limit: SHOWN },
    { staleTime: 0 },
  );
  return (
    <Dialog
      open
      onClose={onClose}
      placement="side"
      title={stockName(row, t)}
      footer={
        <div className="flex justify-end gap-3">
          <Link
            href={`/admin/products/${row.productId}`}
            prefetch={false}
            className={buttonClass({ variant: "quiet", size: "sm" })}
          >
            {t("viewProduct")}
          </Link>
          {onChange === null ? null : (
            <>
              <Button variant="secondary" size="sm" onClick={() => onChange("policy")}>
                {t("changePolicy")}
              </Button>
              <Button size="sm" onClick={() => onChange("adjust")}>
                {t("adjust")}
              </Button>
            </>
          )}
        </div>
      }
    >
      <dl className="grid grid-cols-3 gap-4 border-b border-line pb-5">
        {[
          [t("column.onHand"), row.onHand],
          [t("column.reserved"), row.reserved],
          [t("column.available"), row.available],
        ].map(([term, units]) => (
          <div key={term}>
            <dt className="text-xs text-muted">{term}</dt>
            <dd className="figures text-xl">{units}</dd>
          </div>
        ))}
      </dl>
      <p className="border-b border-line py-3 text-ink-soft">
        <span className="font-medium text-ink">{t(`policy.${row.policy}`)}</span>{" "}
        {t(`policyText.${row.policy}`, { days: row.backorderDays })}
        {row.oversold === 0 ? null : <span className="block text-warn">{t("oversold", { count: row.oversold })}</span>}
      </p>
      <h3 className="pt-5 pb-2 text-sm font-medium">{t("movements")}</h3>
      {movements.error ? (
        <Notice tone="bad" urgent>
          {errorMessage(movements.error)}
        </Notice>
      ) : null}
      {movements.isPending ? <Skeleton className="h-32" /> : null}
      {movements.data?.items.length === 0 ? <p className="text-muted">{t("noMovements")}</p> : null}
      <ol aria-label={t("movements")} className="grid">
        {movements.data?.items.map((movement) => (
          <li
            key={movement.id}
            className="grid grid-cols-[1fr_auto] gap-x-4 border-b border-line py-2.5 last:border-b-0"
          >
            <span>
              {isKnownMovement(movement.reason) ? t(`movement.${movement.reason}`) : readableCode(movement.reason)}
            </span>
            <span className="figures text-right">
              {movement.onHandDelta === 0
                ? t("reservedChange", { change: signed(movement.reservedDelta) })
                : signed(movement.onHandDelta)}
            </span>
            <span className="text-xs text-muted">
              {movement.orderNumber === null ? (
                movement.note
              ) : (
                <Link
                  href={`/admin/orders/${movement.orderNumber}`}
                  prefetch={false}
                  className="link-alone font-mono underline underline-offset-4"
                >
                  {movement.orderNumber}
                </Link>
              )}
            </span>
            <Timestamp at={movement.at} className="text-right text-xs text-muted" />
          </li>
        ))}
      </ol>
    </Dialog>
  );
}
