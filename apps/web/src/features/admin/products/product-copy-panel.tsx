"use client";

import { ProductStatus } from "@cartwright/contracts/product-status";
import { Field, Textarea, TextField } from "@cartwright/ui/field";
import { SelectField } from "@cartwright/ui/select";
import type { CategoryChoice } from "./category-choices.ts";
import { Panel } from "../shell/panel.tsx";
import { PRODUCT_WORD } from "./product-words.ts";
import type { ProductDeskState } from "./use-product-page.ts";

interface CopyPanelProps {
  desk: ProductDeskState;
  categories: readonly CategoryChoice[];
  mayWrite: boolean;
}

/** What the product is called, what is said of it, and where it stands in the shop. */
export function ProductCopyPanel({ desk, categories, mayWrite }: CopyPanelProps) {
  const { fields, errors, theirs, setField } = desk;
  const meanwhile = (name: string) =>
    theirs[name] === undefined ? {} : { hint: `Saved in the meantime: ${theirs[name].slice(0, 200) || "nothing"}` };
  return (
    <Panel title="Product">
      <div className="grid gap-4">
        <TextField
          label="Title"
          value={fields["title"] ?? ""}
          error={errors["title"]}
          maxLength={300}
          readOnly={!mayWrite}
          onChange={(event) => setField("title", event.target.value)}
          {...meanwhile("title")}
        />
        <div className="grid gap-4 sm:grid-cols-3">
          <TextField
            label="Maker"
            optional
            value={fields["vendor"] ?? ""}
            maxLength={200}
            readOnly={!mayWrite}
            onChange={(event) => setField("vendor", event.target.value)}
            {...meanwhile("vendor")}
          />
          <SelectField
            label="Category"
            value={fields["categoryId"] ?? ""}
            disabled={!mayWrite}
            onChange={(event) => setField("categoryId", event.target.value)}
          >
            <option value="">None</option>
            {categories.map(({ id, label }) => (
              <option key={id} value={id}>
                {label}
              </option>
            ))}
          </SelectField>
          <SelectField
            label="Status"
            value={fields["status"] ?? ""}
            disabled={!mayWrite}
            onChange={(event) => setField("status", event.target.value)}
          >
            {ProductStatus.options.map((status) => (
              <option key={status} value={status}>
                {PRODUCT_WORD[status].label}
              </option>
            ))}
          </SelectField>
        </div>
        <Field
          label="Description"
          hint={
            meanwhile("description").hint ??
            "HTML of a few tags: p, ul, li, strong, em, h2, a, table. All else is taken out."
          }
        >
          {(control) => (
            <Textarea
              {...control}
              value={fields["description"] ?? ""}
              maxLength={50_000}
              readOnly={!mayWrite}
              onChange={(event) => setField("description", event.target.value)}
              className="min-h-48 font-mono text-[0.8125rem]"
            />
          )}
        </Field>
      </div>
    </Panel>
  );
}
