"use client";

import { summaryOf } from "@cartwright/contracts/plain-text";
import { SHOP_NAME } from "@cartwright/messages/shop-name";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Field, Textarea, TextField } from "@cartwright/ui/field";
import { Panel } from "../shell/panel.tsx";
import type { ProductPageState } from "./use-product-page.ts";

/** Search engines cut what is longer. */
const TITLE_SHOWN = 60;
const DESCRIPTION_SHOWN = 160;

const pathOf = (slug: string) => `/products/${slug}`;

const cut = (text: string, max: number) => (text.length > max ? `${text.slice(0, max - 1).trimEnd()}…` : text);

/** The product's address, and what search engines show of it. */
export function SearchListingPanel({ page, mayWrite }: { page: ProductPageState; mayWrite: boolean }) {
  const t = useTranslations("adminProducts");
  const { product, fields, errors, theirs, setField } = page;
  const { slug = "", seoTitle = "", seoDescription = "", title = "", description = "" } = fields;
  const isMoved = slug !== product.slug;
  const hint = (name: string, ...texts: readonly string[]) => {
    const saved = theirs[name];
    const told = saved === undefined ? texts : [...texts, t("savedByOthers", { value: saved || t("emptyValue") })];
    return told.length === 0 ? {} : { hint: told.join(" ") };
  };
  const length = (text: string, max: number) => (text === "" ? [] : [t("listing.length", { count: text.length, max })]);
  return (
    <Panel title={t("listing.title")}>
      <div className="grid gap-6 lg:grid-cols-2">
        <div className="grid content-start gap-4">
          <TextField
            label={t("field.slug")}
            value={slug}
            error={errors["slug"]}
            maxLength={200}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            readOnly={!mayWrite}
            onChange={(event) => setField("slug", event.target.value)}
            {...hint("slug", isMoved ? t("listing.moved", { path: pathOf(product.slug) }) : t("listing.slugHint"))}
          />
          <TextField
            label={t("field.seoTitle")}
            optional
            value={seoTitle}
            error={errors["seoTitle"]}
            maxLength={300}
            readOnly={!mayWrite}
            onChange={(event) => setField("seoTitle", event.target.value)}
            {...hint("seoTitle", t("listing.titleHint"), ...length(seoTitle, TITLE_SHOWN))}
          />
          <Field
            label={t("field.seoDescription")}
            optional
            error={errors["seoDescription"]}
            {...hint("seoDescription", t("listing.descriptionHint"), ...length(seoDescription, DESCRIPTION_SHOWN))}
          >
            {(control) => (
              <Textarea
                {...control}
                rows={3}
                maxLength={1_000}
                readOnly={!mayWrite}
                value={seoDescription}
                onChange={(event) => setField("seoDescription", event.target.value)}
              />
            )}
          </Field>
        </div>
        <div className="grid content-start gap-4">
          {/* For the eye only: it repeats what is typed in the fields. */}
          <figure aria-hidden="true" className="grid gap-2">
            <figcaption className="text-sm font-medium">{t("listing.preview")}</figcaption>
            <div className="grid gap-1 rounded-md border border-line bg-paper p-4">
              <p className="truncate text-xs text-muted">{t("listing.crumbs", { shop: SHOP_NAME, slug })}</p>
              <p className="text-base break-words font-medium">
                {cut(`${seoTitle || title} – ${SHOP_NAME}`, TITLE_SHOWN)}
              </p>
              <p className="text-sm break-words text-ink-soft">
                {cut(summaryOf({ seoDescription, description }), DESCRIPTION_SHOWN) || t("listing.nothing")}
              </p>
            </div>
          </figure>
          {product.oldSlugs.length === 0 ? null : (
            <div className="grid gap-1 text-sm">
              <h3 className="font-medium">{t("listing.old")}</h3>
              <ul className="grid gap-0.5 text-muted">
                {product.oldSlugs.map((each) => (
                  <li key={each} className="break-all">
                    {pathOf(each)}
                  </li>
                ))}
              </ul>
            </div>
          )}
        </div>
      </div>
    </Panel>
  );
}
