"use client";

import { PRODUCTS_PER_ACT_MAX } from "@cartwright/contracts/product-acts";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { buttonClass } from "@cartwright/ui/button-class";
import Link from "next/link";
import { useState } from "react";
import { DuplicateDialog } from "./duplicate-dialog.tsx";
import { type ActedOn, StatusDialog } from "./status-dialog.tsx";

/** Which products of a list are selected. */
export interface ProductSelection {
  readonly chosen: ReadonlyMap<string, ActedOn>;
  readonly set: (chosen: ReadonlyMap<string, ActedOn>) => void;
}

/** The selection with these products added or removed. */
export function withTicks(
  chosen: ProductSelection["chosen"],
  products: readonly ActedOn[],
  on: boolean,
): ProductSelection["chosen"] {
  const ticked = new Map(chosen);
  for (const product of products) {
    if (on) ticked.set(product.id, product);
    else ticked.delete(product.id);
  }
  return ticked;
}

/** What can be done with the selected products. */
export function ProductSelectionBar({
  chosen,
  set,
  bulkHref,
}: ProductSelection & { bulkHref: (ids: readonly string[]) => string }) {
  const t = useTranslations("adminProducts");
  const [open, setOpen] = useState<"duplicate" | "archive" | "unarchive" | null>(null);
  const products = [...chosen.values()];
  const [first] = products;
  if (first === undefined) return null;
  const archived = products.filter(({ status }) => status === "archived");
  const others = products.filter(({ status }) => status !== "archived");
  const close = () => setOpen(null);
  return (
    <section
      aria-label={t("select.bar")}
      className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg border border-line bg-sunk px-4 py-2"
    >
      <p aria-live="polite">{t("select.count", { count: chosen.size })}</p>
      {products.length === 1 ? (
        <Button variant="secondary" size="sm" onClick={() => setOpen("duplicate")}>
          {t("duplicate.open")}
        </Button>
      ) : null}
      {products.length > PRODUCTS_PER_ACT_MAX ? (
        <p className="text-bad">{t("select.tooMany", { max: PRODUCTS_PER_ACT_MAX })}</p>
      ) : (
        <>
          <Link
            href={bulkHref([...chosen.keys()])}
            prefetch={false}
            className={buttonClass({ variant: "secondary", size: "sm" })}
          >
            {t("select.bulk")}
          </Link>
          {others.length === 0 ? null : (
            <Button variant="secondary" size="sm" onClick={() => setOpen("archive")}>
              {t("archive.open")}
            </Button>
          )}
          {archived.length === 0 ? null : (
            <Button variant="secondary" size="sm" onClick={() => setOpen("unarchive")}>
              {t("unarchive.open")}
            </Button>
          )}
        </>
      )}
      <Button variant="quiet" size="sm" onClick={() => set(new Map())}>
        {t("select.clear")}
      </Button>
      {open === "duplicate" ? <DuplicateDialog product={first} onClose={close} /> : null}
      {open === "archive" || open === "unarchive" ? (
        <StatusDialog
          act={open}
          products={open === "archive" ? others : archived}
          onClose={close}
          onDone={() => {
            close();
            set(new Map());
          }}
        />
      ) : null}
    </section>
  );
}
