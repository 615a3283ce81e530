"use client";

import { ProductStatus } from "@cartwright/contracts/product-status";
import { useTranslations } from "@cartwright/messages/use-translations";
import { TextField } from "@cartwright/ui/field";
import { SelectField } from "@cartwright/ui/select";
import Link from "next/link";
import type { CategoryChoice } from "./category-choices.ts";
import { Panel } from "../shell/panel.tsx";
import { DescriptionField } from "./rich-text/description-field.tsx";
import type { ProductPageState } from "./use-product-page.ts";

interface CopyPanelProps {
  page: ProductPageState;
  categories: readonly CategoryChoice[];
  mayWrite: boolean;
}

/** The product's title, description, category and status. */
export function ProductCopyPanel({ page, categories, mayWrite }: CopyPanelProps) {
  const t = useTranslations("adminProducts");
  const { fields, errors, theirs, setField } = page;
  const savedByOthers = (name: string) =>
    theirs[name] === undefined
      ? {}
      : { hint: t("savedByOthers", { value: theirs[name].slice(0, 200) || t("emptyValue") }) };
  return (
    <Panel title={t("product")}>
      <div className="grid gap-4">
        <TextField
          label={t("field.title")}
          value={fields["title"] ?? ""}
          error={errors["title"]}
          maxLength={300}
          readOnly={!mayWrite}
          onChange={(event) => setField("title", event.target.value)}
          {...savedByOthers("title")}
        />
        <div className="grid gap-4 sm:grid-cols-3">
          <TextField
            label={t("field.vendor")}
            optional
            value={fields["vendor"] ?? ""}
            maxLength={200}
            readOnly={!mayWrite}
            onChange={(event) => setField("vendor", event.target.value)}
            {...savedByOthers("vendor")}
          />
          <SelectField
            label={t("field.category")}
            value={fields["categoryId"] ?? ""}
            disabled={!mayWrite}
            hint={
              <Link href="/admin/categories" prefetch={false} className="link link-alone">
                {t("manageCategories")}
              </Link>
            }
            onChange={(event) => setField("categoryId", event.target.value)}
          >
            <option value="">{t("noCategory")}</option>
            {categories.map(({ id, label }) => (
              <option key={id} value={id}>
                {label}
              </option>
            ))}
          </SelectField>
          <SelectField
            label={t("field.status")}
            value={fields["status"] ?? ""}
            disabled={!mayWrite}
            onChange={(event) => setField("status", event.target.value)}
          >
            {ProductStatus.options.map((status) => (
              <option key={status} value={status}>
                {t(`status.${status}`)}
              </option>
            ))}
          </SelectField>
        </div>
        <DescriptionField
          value={fields["description"] ?? ""}
          readOnly={!mayWrite}
          onChange={(html) => setField("description", html)}
          {...savedByOthers("description")}
        />
      </div>
    </Panel>
  );
}
