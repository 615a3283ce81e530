"use client";

import type { AdminProduct } from "@cartwright/contracts/admin-products";
import { Badge } from "@cartwright/ui/badge";
import { Button } from "@cartwright/ui/button";
import { Notice } from "@cartwright/ui/notice";
import { ChevronLeft } from "lucide-react";
import Link from "next/link";
import { useId } from "react";
import type { CategoryChoice } from "./category-choices.ts";
import { Moment } from "../shell/timestamp.tsx";
import { PicturesPanel } from "./pictures-panel.tsx";
import { ProductCopyPanel } from "./product-copy-panel.tsx";
import { PRODUCT_WORD } from "./product-words.ts";
import { useProductDesk } from "./use-product-page.ts";
import { VariantsPanel } from "./variants-panel.tsx";

export interface ProductPermissions {
  readonly write: boolean;
  readonly adjust: boolean;
}

interface ProductDeskProps {
  initial: AdminProduct;
  categories: readonly CategoryChoice[];
  may: ProductPermissions;
}

/** One product: copy, prices, numbers, stock. What is saved is on open pages at once. */
export function ProductDesk({ initial, categories, may }: ProductDeskProps) {
  const formId = useId();
  const desk = useProductDesk(initial);
  const { product } = desk;
  const { label, tone } = PRODUCT_WORD[product.status];
  return (
    <div className="grid gap-6">
      <header className="grid gap-3">
        <Link
          href="/admin/products"
          className="flex items-center gap-1 justify-self-start rounded-sm text-muted hover:text-ink"
        >
          <ChevronLeft aria-hidden="true" className="size-4" />
          Products
        </Link>
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <h1 className="text-xl">{product.title}</h1>
          <Badge tone={tone} className="px-2 py-px">
            {label}
          </Badge>
          <span className="text-muted">
            changed <Moment at={product.updatedAt} />
          </span>
          {product.status === "active" ? (
            <Link
              href={`/products/${product.slug}`}
              prefetch={false}
              className="rounded-sm text-muted underline underline-offset-4 hover:text-ink"
            >
              Page in the shop
            </Link>
          ) : null}
        </div>
      </header>
      {desk.refusal === null ? null : (
        <Notice tone="warn" urgent>
          {desk.refusal}
        </Notice>
      )}
      {/* Only what has no dialogs of its own: a form in a form sends the page away. The button below belongs to it. */}
      <form
        id={formId}
        noValidate
        aria-label={product.title}
        onSubmit={(event) => {
          event.preventDefault();
          void desk.submit();
        }}
      >
        <ProductCopyPanel desk={desk} categories={categories} mayWrite={may.write} />
      </form>
      <PicturesPanel desk={desk} mayWrite={may.write} />
      <VariantsPanel desk={desk} mayWrite={may.write} mayAdjust={may.adjust} />
      {may.write ? (
        <div className="sticky bottom-0 -mx-4 flex items-center justify-end gap-3 border-t border-line bg-paper px-4 py-3 sm:-mx-6 sm:px-6">
          <p className="mr-auto text-muted">{desk.isDirty ? "Not saved yet" : "Everything is saved"}</p>
          <Button variant="quiet" size="sm" disabled={!desk.isDirty} onClick={desk.discard}>
            Discard
          </Button>
          <Button type="submit" form={formId} size="sm" busy={desk.busy} disabled={!desk.isDirty}>
            Save
          </Button>
        </div>
      ) : null}
    </div>
  );
}
