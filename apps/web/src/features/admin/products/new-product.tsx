"use client";

import { SHOP_CURRENCY } from "@cartwright/contracts/money";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { Checkbox } from "@cartwright/ui/checkbox";
import { TextField } from "@cartwright/ui/field";
import { Notice } from "@cartwright/ui/notice";
import { SelectField } from "@cartwright/ui/select";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { fieldsOf, reasonOf } from "../../../trpc/failure.ts";
import { api } from "../../../trpc/react.tsx";
import { useErrorMessage } from "../../../trpc/use-error-message.ts";
import { Panel } from "../shell/panel.tsx";
import { BackLink } from "../shell/back-link.tsx";
import type { CategoryChoice } from "./category-choices.ts";
import { DescriptionField } from "./rich-text/description-field.tsx";
import { EMPTY, fieldOf, type NewProductForm, readNewProduct } from "./read-new-product.ts";

type FormErrors = Readonly<Partial<Record<keyof NewProductForm, string>>>;

const mapErrors = <Error,>(errors: Readonly<Record<string, Error>>, map: (error: Error) => string): FormErrors =>
  Object.fromEntries(Object.entries(errors).map(([name, error]) => [name, map(error)]));

/** A new product with one variant. It is saved as a draft, or published at once; then its page opens, where pictures are added. */
export function NewProduct({ categories }: { categories: readonly CategoryChoice[] }) {
  const t = useTranslations("adminProducts");
  const router = useRouter();
  const errorMessage = useErrorMessage();
  const create = api.admin.products.create.useMutation();
  const [form, setForm] = useState(EMPTY);
  const [errors, setErrors] = useState<FormErrors>({});
  const [refusal, setRefusal] = useState<string | null>(null);
  const busy = create.isPending || create.isSuccess;

  async function save(status: "draft" | "active"): Promise<void> {
    if (busy) return;
    const reading = readNewProduct(form, status);
    setRefusal(null);
    setErrors(reading.ok ? {} : mapErrors(reading.errors, (error) => t(`invalid.${error}`)));
    if (!reading.ok) return setRefusal(t("new.incomplete"));
    try {
      const product = await create.mutateAsync(reading.input);
      router.push(`/admin/products/${product.id}`);
    } catch (error) {
      setRefusal(errorMessage(error));
      const fields = Object.entries(fieldsOf(error)).map(([path, text]) => [fieldOf(path), text] as const);
      setErrors({
        ...Object.fromEntries(fields),
        ...(reasonOf(error) === "sku_taken" && { sku: errorMessage(error) }),
      });
    }
  }

  const control = (name: Exclude<keyof NewProductForm, "giftCard">) => ({
    value: form[name],
    error: errors[name],
    onChange: (event: { target: { value: string } }) => setForm({ ...form, [name]: event.target.value }),
  });
  return (
    <form
      noValidate
      aria-label={t("new.title")}
      className="grid max-w-3xl gap-6"
      onSubmit={(event) => {
        event.preventDefault();
        void save("draft");
      }}
    >
      <header className="grid gap-3">
        <BackLink href="/admin/products" label={t("title")} />
        <h1 className="text-xl">{t("new.title")}</h1>
      </header>
      {refusal === null ? null : (
        <Notice tone="bad" urgent>
          {refusal}
        </Notice>
      )}
      <Panel title={t("product")}>
        <div className="grid gap-4">
          <TextField label={t("field.title")} maxLength={300} {...control("title")} />
          <DescriptionField
            value={form.description}
            error={errors.description}
            onChange={(description) => setForm((now) => ({ ...now, description }))}
          />
          <div className="grid gap-4 sm:grid-cols-2">
            <TextField label={t("field.vendor")} optional maxLength={200} {...control("vendor")} />
            <SelectField
              label={t("field.category")}
              error={errors.categoryId}
              value={form.categoryId}
              onChange={(event) => setForm({ ...form, categoryId: event.target.value })}
            >
              <option value="">{t("noCategory")}</option>
              {categories.map(({ id, label }) => (
                <option key={id} value={id}>
                  {label}
                </option>
              ))}
            </SelectField>
          </div>
        </div>
      </Panel>
      <Panel title={t("new.sale")}>
        <div className="grid gap-4 sm:grid-cols-3">
          <TextField
            label={t("new.price", { currency: SHOP_CURRENCY })}
            inputMode="decimal"
            autoComplete="off"
            {...control("price")}
          />
          <TextField label={t("field.sku")} optional maxLength={100} autoComplete="off" {...control("sku")} />
          <TextField label={t("new.stock")} optional inputMode="numeric" autoComplete="off" {...control("stock")} />
        </div>
        <Checkbox
          className="mt-4"
          label={t("new.giftCard")}
          checked={form.giftCard}
          onChange={({ target }) => setForm({ ...form, giftCard: target.checked })}
        />
        {form.giftCard ? <p className="max-w-prose pl-7 text-sm text-muted">{t("new.giftCardHint")}</p> : null}
      </Panel>
      <p className="text-muted">{t("new.pictures")}</p>
      <div className="flex flex-wrap justify-end gap-3">
        <Button type="submit" variant="secondary" size="sm" busy={busy}>
          {t("new.saveDraft")}
        </Button>
        <Button size="sm" disabled={busy} onClick={() => void save("active")}>
          {t("new.publish")}
        </Button>
      </div>
    </form>
  );
}
