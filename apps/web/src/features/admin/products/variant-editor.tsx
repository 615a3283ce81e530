"use client";

import type { AdminVariant } from "@cartwright/contracts/admin-products";
import { Button } from "@cartwright/ui/button";
import { Field, Input } from "@cartwright/ui/field";
import { Select } from "@cartwright/ui/select";
import { memo } from "react";
import { isOnlyVariant } from "../../cart/only-variant.ts";
import { type VariantField, variantKey } from "./product-draft.ts";
import { VARIANT_WORD } from "./product-words.ts";

interface VariantEditorProps {
  variant: AdminVariant;
  /** Texts, complaints and what others saved, by the field's name, as JSON: equal text is equal content for `memo`. */
  form: string;
  mayWrite: boolean;
  onField: (name: string, text: string) => void;
  /** None where stock may not be adjusted. */
  onAdjust: ((variant: AdminVariant) => void) | null;
}

export interface VariantForm {
  readonly texts: Readonly<Partial<Record<VariantField, string>>>;
  readonly errors: Readonly<Partial<Record<VariantField, string>>>;
  readonly theirs: Readonly<Partial<Record<VariantField, string>>>;
}

const COLUMNS: readonly { field: Exclude<VariantField, "status">; label: string; decimal?: boolean; length: number }[] =
  [
    { field: "price", label: "Price", decimal: true, length: 16 },
    { field: "compareAt", label: "Compare at", decimal: true, length: 16 },
    { field: "sku", label: "SKU", length: 100 },
    { field: "barcode", label: "Barcode", length: 100 },
    { field: "weight", label: "Weight (g)", decimal: true, length: 8 },
  ];

/** One variant: its numbers to edit, and its stock. A product has up to 250, so each is drawn anew only when it changed. */
export const VariantEditor = memo(function VariantEditor({
  variant,
  form,
  mayWrite,
  onField,
  onAdjust,
}: VariantEditorProps) {
  const { texts, errors, theirs } = JSON.parse(form) as VariantForm; // made by the panel below the same type
  const name = isOnlyVariant(variant.title) ? "The product" : variant.title;
  return (
    <li className="grid gap-3 border-b border-line p-4 last:border-b-0">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <h3 className="text-sm font-medium">{name}</h3>
        <p className="figures text-xs text-muted">
          {variant.onHand} on hand · {variant.reserved} held ·{" "}
          <span className={variant.onHand - variant.reserved <= 0 ? "text-bad" : "text-ink-soft"}>
            {variant.onHand - variant.reserved} available
          </span>
        </p>
        {onAdjust === null ? null : (
          <Button
            variant="secondary"
            size="sm"
            className="ml-auto"
            aria-label={`Adjust stock of ${name}`}
            onClick={() => onAdjust(variant)}
          >
            Adjust stock
          </Button>
        )}
      </div>
      <div className="grid grid-cols-2 gap-3 sm:grid-cols-3 xl:grid-cols-6">
        {COLUMNS.map(({ field, label, decimal = false, length }) => (
          <Field
            key={field}
            label={label}
            error={errors[field]}
            {...(theirs[field] === undefined ? {} : { hint: `Saved in the meantime: ${theirs[field] || "nothing"}` })}
          >
            {(control) => (
              <Input
                {...control}
                aria-label={`${label} of ${name}`}
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
        <Field label="Status">
          {(control) => (
            <Select
              {...control}
              aria-label={`Status of ${name}`}
              disabled={!mayWrite}
              value={texts.status ?? "active"}
              onChange={(event) => onField(variantKey(variant.id, "status"), event.target.value)}
              className="min-h-9 text-sm"
            >
              {Object.entries(VARIANT_WORD).map(([value, label]) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
    </li>
  );
});
