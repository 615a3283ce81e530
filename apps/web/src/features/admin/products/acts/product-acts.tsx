"use client";

import type { AdminProduct } from "@cartwright/contracts/admin-products";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { useState } from "react";
import { api } from "../../../../trpc/react.tsx";
import { DuplicateDialog } from "./duplicate-dialog.tsx";
import { ScheduleDialog } from "./schedule-dialog.tsx";
import { StatusDialog } from "./status-dialog.tsx";

interface ProductActsProps {
  product: AdminProduct;
  /** Takes the product as it is after an act. */
  onChanged: (product: AdminProduct) => void;
}

/** What can be done with a whole product, on its page. */
export function ProductActs({ product, onChanged }: ProductActsProps) {
  const t = useTranslations("adminProducts");
  const utils = api.useUtils();
  const [open, setOpen] = useState<"duplicate" | "schedule" | "status" | null>(null);
  const act = product.status === "archived" ? "unarchive" : "archive";
  const close = () => setOpen(null);
  return (
    <>
      <Button variant="secondary" size="sm" onClick={() => setOpen("duplicate")}>
        {t("duplicate.open")}
      </Button>
      {product.status === "draft" && product.publishAt === null ? (
        <Button variant="secondary" size="sm" onClick={() => setOpen("schedule")}>
          {t("schedule.open")}
        </Button>
      ) : null}
      <Button variant="secondary" size="sm" onClick={() => setOpen("status")}>
        {t(`${act}.open`)}
      </Button>
      {open === "duplicate" ? <DuplicateDialog product={product} onClose={close} /> : null}
      {open === "schedule" ? (
        <ScheduleDialog
          product={product}
          onClose={close}
          onChanged={(saved) => {
            close();
            onChanged(saved);
          }}
        />
      ) : null}
      {open === "status" ? (
        <StatusDialog
          act={act}
          products={[product]}
          onClose={close}
          onDone={() => {
            close();
            void utils.admin.products.get
              .fetch({ productId: product.id }, { staleTime: 0 })
              .then(onChanged, () => utils.admin.products.get.invalidate({ productId: product.id }));
          }}
        />
      ) : null}
    </>
  );
}
