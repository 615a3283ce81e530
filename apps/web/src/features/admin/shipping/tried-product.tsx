"use client";

import { fullTitle } from "@cartwright/contracts/only-variant";
import type { VariantId } from "@cartwright/contracts/ids";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { TextField } from "@cartwright/ui/field";
import { Quantity } from "@cartwright/ui/quantity";
import { useState } from "react";
import { api } from "../../../trpc/react.tsx";
import { useSettled } from "../shell/use-settled.ts";

const FOUND_MAX = 5;
const QUANTITY_MAX = 999;

export interface TriedProduct {
  readonly variantId: VariantId;
  readonly title: string;
  readonly quantity: number;
}

interface TriedProductFieldProps {
  product: TriedProduct | null;
  onChange: (product: TriedProduct | null) => void;
}

/** Finds a product by name or SKU, to be sent to the address that is tried. */
export function TriedProductField({ product, onChange }: TriedProductFieldProps) {
  const t = useTranslations("adminShipping");
  const [query, setQuery] = useState("");
  const asked = useSettled(query.trim());
  const found = api.admin.inventory.list.useQuery(
    { query: asked, limit: FOUND_MAX },
    { enabled: asked !== "", retry: false },
  );
  if (product)
    return (
      <div className="flex flex-wrap items-center justify-between gap-3">
        <span className="min-w-0 grow basis-40 font-medium break-words">{product.title}</span>
        <Quantity
          label={t("try.quantity")}
          value={product.quantity}
          min={1}
          max={QUANTITY_MAX}
          onChange={(quantity) => onChange({ ...product, quantity })}
        />
        <Button size="sm" variant="quiet" onClick={() => onChange(null)}>
          {t("try.clear")}
        </Button>
      </div>
    );
  const rows = asked === "" ? [] : (found.data?.items ?? []);
  return (
    <div className="grid gap-2">
      <TextField
        label={t("try.product")}
        hint={t("try.productHint")}
        optional
        type="search"
        autoComplete="off"
        maxLength={200}
        value={query}
        onChange={(event) => setQuery(event.target.value)}
      />
      <div aria-live="polite" className="grid gap-2">
        {asked !== "" && found.data && rows.length === 0 ? (
          <p className="text-sm text-muted">{t("try.noProduct")}</p>
        ) : null}
        {rows.map((row) => {
          const title = fullTitle({ title: row.productTitle, variantTitle: row.variantTitle });
          return (
            <div key={row.variantId} className="flex items-center justify-between gap-3">
              <span className="grid min-w-0 text-sm">
                <span className="break-words">{title}</span>
                {row.sku === null ? null : <span className="font-mono text-xs text-muted">{row.sku}</span>}
              </span>
              <Button
                size="sm"
                variant="secondary"
                className="shrink-0"
                aria-label={t("try.useProduct", { title })}
                onClick={() => {
                  onChange({ variantId: row.variantId, title, quantity: 1 });
                  setQuery("");
                }}
              >
                {t("try.use")}
              </Button>
            </div>
          );
        })}
      </div>
    </div>
  );
}
