"use client";

import type { AdminVariant } from "@cartwright/contracts/admin-products";
import type { VariantId } from "@cartwright/contracts/ids";
import { useTranslations } from "@cartwright/messages/use-translations";
import { useCallback, useState } from "react";
import { api } from "../../../trpc/react.tsx";
import { isOnlyVariant } from "@cartwright/contracts/only-variant";
import { Panel } from "../shell/panel.tsx";
import type { Draft, VariantField } from "./product-draft.ts";
import { PolicyDialog } from "../inventory/policy-dialog.tsx";
import { StockDialog } from "../inventory/stock-dialog.tsx";
import type { ProductPageState } from "./use-product-page.ts";
import { VariantEditor, type VariantForm } from "./variant-editor.tsx";

interface VariantsPanelProps {
  page: ProductPageState;
  mayWrite: boolean;
  mayAdjust: boolean;
}

/** The fields of one variant, without their prefix. */
function partOf(fields: Draft, id: string): Partial<Record<VariantField, string>> {
  const prefix = `variants.${id}.`;
  return Object.fromEntries(
    Object.entries(fields).flatMap(([key, text]) => (key.startsWith(prefix) ? [[key.slice(prefix.length), text]] : [])),
  );
}

/** The product's variants: prices, SKUs and stock. */
export function VariantsPanel({ page, mayWrite, mayAdjust }: VariantsPanelProps) {
  const t = useTranslations("adminProducts");
  const { product, fields, errors, theirs, setField } = page;
  const inventory = useTranslations("adminInventory");
  const utils = api.useUtils();
  const [opened, setOpened] = useState<{ id: VariantId; dialog: "adjust" | "policy" } | null>(null);
  const current = product.variants.find((variant) => variant.id === opened?.id);
  const adjust = useCallback(({ id }: AdminVariant) => setOpened({ id, dialog: "adjust" }), []);
  const changePolicy = useCallback(({ id }: AdminVariant) => setOpened({ id, dialog: "policy" }), []);
  const nameOf = ({ title: variant }: AdminVariant) =>
    isOnlyVariant(variant) ? product.title : inventory("name", { product: product.title, variant });
  const close = () => setOpened(null);
  const readAgain = () => void utils.admin.products.get.invalidate({ productId: product.id });
  return (
    <Panel
      title={t("variants.title")}
      flush
      aside={
        <span className="text-xs text-muted">
          {product.options.length === 0 ? t("variants.single") : product.options.join(", ")}
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
              onAdjust={mayAdjust ? adjust : null}
              onPolicy={mayAdjust ? changePolicy : null}
            />
          );
        })}
      </ul>
      {current !== undefined && opened?.dialog === "policy" ? (
        <PolicyDialog
          key={current.id}
          item={{
            variantId: current.id,
            name: nameOf(current),
            ...current,
          }}
          onClose={close}
          onChanged={readAgain}
        />
      ) : null}
      {current === undefined || opened?.dialog !== "adjust" ? null : (
        <StockDialog
          key={current.id}
          item={{
            variantId: current.id,
            name: nameOf(current),
            ...current,
          }}
          onClose={close}
          onAdjusted={readAgain}
        />
      )}
    </Panel>
  );
}
