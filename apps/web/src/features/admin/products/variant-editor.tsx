"use client";

import type { AdminVariant } from "@cartwright/contracts/admin-products";
import { VariantStatus } from "@cartwright/contracts/product-status";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { Field, Input } from "@cartwright/ui/field";
import { Select } from "@cartwright/ui/select";
import { memo } from "react";
import { isOnlyVariant } from "@cartwright/contracts/only-variant";
import { type VariantField, variantKey } from "./product-draft.ts";

interface VariantEditorProps {
  variant: AdminVariant;
  /** Values, errors and others' values by field name, as JSON, so that `memo` compares the content. */
  form: string;
  mayWrite: boolean;
  onField: (name: string, text: string) => void;
  /** Null when the user may not adjust stock. */
  onAdjust: ((variant: AdminVariant) => void) | null;
  onPolicy: ((variant: AdminVariant) => void) | null;
}

export interface VariantForm {
  readonly texts: Readonly<Partial<Record<VariantField, string>>>;
  readonly errors: Readonly<Partial<Record<VariantField, string>>>;
  readonly theirs: Readonly<Partial<Record<VariantField, string>>>;
}

const COLUMNS: readonly { field: Exclude<VariantField, "shipping" | "status">; decimal?: boolean; length: number }[] = [
  { field: "price", decimal: true, length: 16 },
  { field: "compareAt", decimal: true, length: 16 },
  { field: "sku", length: 100 },
  { field: "barcode", length: 100 },
  { field: "weight", decimal: true, length: 8 },
];

/** One variant: its editable fields and its stock. A product has up to 250, so each re-renders only when it has changed. */
export const VariantEditor = memo(function VariantEditor({
  variant,
  form,
  mayWrite,
  onField,
  onAdjust,
  onPolicy,
}: VariantEditorProps) {
  const t = useTranslations("adminProducts");
  const inventory = useTranslations("adminInventory");
  const { texts, errors, theirs } = JSON.parse(form) as VariantForm; // serialised by the panel, from the same type
  const name = isOnlyVariant(variant.title) ? t("variants.theProduct") : variant.title;
  const available = variant.onHand - variant.reserved;
  return (
    <li className="grid gap-3 border-b border-line p-4 last:border-b-0">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <h3 className="text-sm font-medium">{name}</h3>
        <p className="figures text-xs text-muted">
          {variant.policy === "untracked"
            ? t("variants.notTracked")
            : t.rich("variants.stock", {
                onHand: variant.onHand,
                reserved: variant.reserved,
                count: available,
                available: <span className={available <= 0 ? "text-bad" : "text-ink-soft"} />,
              })}
          {variant.policy === "backorder" ? ` · ${t("variants.backorder", { days: variant.backorderDays })}` : null}
        </p>
        {onPolicy === null ? null : (
          <Button
            variant="quiet"
            size="sm"
            className="ml-auto"
            aria-label={inventory("changePolicyOf", { name })}
            onClick={() => onPolicy(variant)}
          >
            {inventory("changePolicy")}
          </Button>
        )}
        {onAdjust === null ? null : (
          <Button
            variant="secondary"
            size="sm"
            aria-label={t("variants.adjustOf", { name })}
            onClick={() => onAdjust(variant)}
          >
            {t("variants.adjust")}
          </Button>
        )}
      </div>
      <div className="grid grid-cols-2 gap-3 sm:grid-cols-3 xl:grid-cols-7">
        {COLUMNS.map(({ field, decimal = false, length }) => (
          <Field
            key={field}
            label={t(`field.${field}`)}
            error={errors[field]}
            {...(theirs[field] === undefined
              ? {}
              : { hint: t("savedByOthers", { value: theirs[field] || t("emptyValue") }) })}
          >
            {(control) => (
              <Input
                {...control}
                aria-label={t("field.of", { field: t(`field.${field}`), name })}
                inputMode={decimal ? "decimal" : "text"}
                autoComplete="off"
                maxLength={length}
                readOnly={!mayWrite}
                value={texts[field] ?? ""}
                onChange={(event) => onField(variantKey(variant.id, field), event.target.value)}
                className="figures min-h-9 text-sm"
              />
            )}
          </Field>
        ))}
        <Field label={t("field.shipping")}>
          {(control) => (
            <Select
              {...control}
              aria-label={t("field.of", { field: t("field.shipping"), name })}
              disabled={!mayWrite}
              value={texts.shipping ?? "ships"}
              onChange={(event) => onField(variantKey(variant.id, "shipping"), event.target.value)}
              className="min-h-9 text-sm"
            >
              <option value="ships">{t("shipping.ships")}</option>
              <option value="digital">{t("shipping.digital")}</option>
            </Select>
          )}
        </Field>
        <Field label={t("field.status")}>
          {(control) => (
            <Select
              {...control}
              aria-label={t("field.of", { field: t("field.status"), name })}
              disabled={!mayWrite}
              value={texts.status ?? "active"}
              onChange={(event) => onField(variantKey(variant.id, "status"), event.target.value)}
              className="min-h-9 text-sm"
            >
              {VariantStatus.options.map((status) => (
                <option key={status} value={status}>
                  {t(`variantStatus.${status}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
    </li>
  );
});
