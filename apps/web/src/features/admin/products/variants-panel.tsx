"use client";

import type { AdminVariant } from "@cartwright/contracts/admin-products";
import { useState } from "react";
import { api } from "../../../trpc/react.tsx";
import { Panel } from "../shell/panel.tsx";
import type { Draft, VariantField } from "./product-draft.ts";
import { StockDialog } from "../inventory/stock-dialog.tsx";
import type { ProductDeskState } from "./use-product-page.ts";
import { VariantEditor, type VariantForm } from "./variant-editor.tsx";

interface VariantsPanelProps {
  desk: ProductDeskState;
  mayWrite: boolean;
  mayAdjust: boolean;
}

/** Of all fields those of one variant, by their own names. */
function partOf(fields: Draft, id: string): Partial<Record<VariantField, string>> {
  const prefix = `variants.${id}.`;
  return Object.fromEntries(
    Object.entries(fields).flatMap(([key, text]) => (key.startsWith(prefix) ? [[key.slice(prefix.length), text]] : [])),
  );
}

/** What is sold of the product: prices, numbers and stock of each variant. */
export function VariantsPanel({ desk, mayWrite, mayAdjust }: VariantsPanelProps) {
  const { product, fields, errors, theirs, setField } = desk;
  const utils = api.useUtils();
  const [adjusting, setAdjusting] = useState<AdminVariant | null>(null);
  const current = product.variants.find((variant) => variant.id === adjusting?.id);
  return (
    <Panel
      title="Variants"
      flush
      aside={
        <span className="text-xs text-muted">
          {product.options.length === 0 ? "One kind" : product.options.join(", ")}
        </span>
      }
    >
      <ul>
        {product.variants.map((variant) => {
          const form: VariantForm = {
            texts: partOf(fields, variant.id),
            errors: partOf(errors, variant.id),
            theirs: partOf(theirs, variant.id),
          };
          return (
            <VariantEditor
              key={variant.id}
              variant={variant}
              form={JSON.stringify(form)}
              mayWrite={mayWrite}
              onField={setField}
              onAdjust={mayAdjust ? setAdjusting : null}
            />
          );
        })}
      </ul>
      {current === undefined ? null : (
        <StockDialog
          key={current.id}
          item={{ variantId: current.id, name: `${product.title}, ${current.title}`, ...current }}
          onClose={() => setAdjusting(null)}
          onAdjusted={() => void utils.admin.products.get.invalidate({ productId: product.id })}
        />
      )}
    </Panel>
  );
}
