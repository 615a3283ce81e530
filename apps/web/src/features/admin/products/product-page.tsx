"use client";

import type { AdminProduct } from "@cartwright/contracts/admin-products";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Badge } from "@cartwright/ui/badge";
import { Button } from "@cartwright/ui/button";
import { Notice } from "@cartwright/ui/notice";
import Link from "next/link";
import { useId } from "react";
import type { CategoryChoice } from "./category-choices.ts";
import { Timestamp } from "../shell/timestamp.tsx";
import { BackLink } from "../shell/back-link.tsx";
import { ProductActs } from "./acts/product-acts.tsx";
import { ScheduledNote } from "./acts/scheduled-note.tsx";
import { SaveBar } from "../shell/save-bar.tsx";
import { FilesPanel } from "./files-panel.tsx";
import { PicturesPanel } from "./pictures-panel.tsx";
import { ProductCopyPanel } from "./product-copy-panel.tsx";
import { PRODUCT_TONE } from "./product-tone.ts";
import { SearchListingPanel } from "./search-listing-panel.tsx";
import { useProductPage } from "./use-product-page.ts";
import { VariantsPanel } from "./variants-panel.tsx";

export interface ProductPermissions {
  readonly write: boolean;
  readonly adjust: boolean;
}

interface ProductPageProps {
  initial: AdminProduct;
  categories: readonly CategoryChoice[];
  may: ProductPermissions;
}

/** One product: copy, prices, SKUs and stock. Saved changes are live at once. */
export function ProductPage({ initial, categories, may }: ProductPageProps) {
  const t = useTranslations("adminProducts");
  const formId = useId();
  const page = useProductPage(initial);
  const { product } = page;
  return (
    <div className="grid gap-6">
      <header className="grid gap-3">
        <BackLink href="/admin/products" label={t("title")} />
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <h1 className="text-xl">{product.title}</h1>
          <Badge tone={PRODUCT_TONE[product.status]} className="px-2 py-px">
            {t(`status.${product.status}`)}
          </Badge>
          <span className="text-muted">{t.rich("changed", { time: <Timestamp at={product.updatedAt} /> })}</span>
          {product.status === "active" ? (
            <Link
              href={`/products/${product.slug}`}
              prefetch={false}
              className="link-alone rounded-sm text-muted underline underline-offset-4 hover:text-ink"
            >
              {t("viewInShop")}
            </Link>
          ) : null}
          {may.write ? (
            <div className="ml-auto flex gap-3">
              <ProductActs product={product} onChanged={page.receive} />
            </div>
          ) : null}
        </div>
      </header>
      {page.refusal === null ? null : (
        <Notice tone="warn" urgent>
          {page.refusal}
        </Notice>
      )}
      {product.publishAt === null ? null : (
        <ScheduledNote product={product} publishAt={product.publishAt} mayWrite={may.write} onChanged={page.receive} />
      )}
      {product.giftCard ? <Notice>{t("giftCard")}</Notice> : null}
      {/* Only the part without dialogs, because forms must not be nested. The button below submits it. */}
      <form
        id={formId}
        noValidate
        aria-label={product.title}
        onSubmit={(event) => {
          event.preventDefault();
          void page.submit();
        }}
      >
        <div className="grid gap-6">
          <ProductCopyPanel page={page} categories={categories} mayWrite={may.write} />
          <SearchListingPanel page={page} mayWrite={may.write} />
        </div>
      </form>
      <PicturesPanel page={page} mayWrite={may.write} />
      {product.files.length > 0 || product.variants.some((variant) => !variant.requiresShipping) ? (
        <FilesPanel page={page} mayWrite={may.write} />
      ) : null}
      <VariantsPanel page={page} mayWrite={may.write} mayAdjust={may.adjust} />
      {may.write ? (
        <SaveBar>
          <p className="mr-auto text-muted">{page.isDirty ? t("unsaved") : t("allSaved")}</p>
          <Button variant="quiet" size="sm" disabled={!page.isDirty} onClick={page.discard}>
            {t("discard")}
          </Button>
          <Button type="submit" form={formId} size="sm" busy={page.busy} disabled={!page.isDirty}>
            {t("save")}
          </Button>
        </SaveBar>
      ) : null}
    </div>
  );
}
