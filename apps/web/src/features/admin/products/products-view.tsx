"use client";

import type { AdminProductPage } from "@cartwright/contracts/admin-products";
import { LIST_COLUMNS, type ListSetup } from "@cartwright/contracts/list-setup";
import { listFilePath } from "@cartwright/contracts/list-files";
import { ProductStatus } from "@cartwright/contracts/product-status";
import { useTranslations } from "@cartwright/messages/use-translations";
import { buttonClass } from "@cartwright/ui/button-class";
import { Select } from "@cartwright/ui/select";
import { getQueryKey } from "@trpc/react-query";
import Link from "next/link";
import { useState } from "react";
import type { z } from "zod";
import { api } from "../../../trpc/react.tsx";
import { bulkPath } from "./bulk/bulk-path.ts";
import { Chip } from "../shell/chip.tsx";
import { type ProductSelection, ProductSelectionBar, withTicks } from "./acts/product-selection.tsx";
import type { CategoryChoice } from "./category-choices.ts";
import { ListHeader } from "../shell/list-header.tsx";
import { ListPane } from "../shell/list-pane.tsx";
import { type ProductSearch, productSearchPath, readProductSearch, toProductInput } from "./product-search.ts";
import { ProductTable } from "./product-table.tsx";
import { SearchBox } from "../shell/search-box.tsx";
import { ListBar } from "../views/list-bar.tsx";
import { useListSetup } from "../views/use-list-setup.ts";
import { useAdminList } from "../shell/use-admin-list.ts";
import { useChoiceKeys } from "../shell/use-choice-keys.ts";

interface ProductsViewProps {
  search: ProductSearch;
  initial: z.infer<typeof AdminProductPage>;
  setup: ListSetup;
  categories: readonly CategoryChoice[];
  /** Whether the visitor may add and change products. */
  mayWrite: boolean;
}

/** All products: search, filters and keyboard navigation. */
export function ProductsView({ search: asked, initial, setup, categories, mayWrite }: ProductsViewProps) {
  const t = useTranslations("adminProducts");
  const { client } = api.useUtils();
  const adminList = useAdminList({
    key: getQueryKey(api.admin.products.list),
    asked,
    initial,
    pathOf: productSearchPath,
    read: (wanted, page, signal) =>
      client.admin.products.list.query({ ...toProductInput(wanted), ...page }, { signal }),
  });
  const { search, setSearch, list, body } = adminList;
  const used = useListSetup("products", setup);
  const [chosen, setChosen] = useState<ProductSelection["chosen"]>(() => new Map());
  const shown = new Map(list.items.map((product) => [product.id as string, product]));
  const current = new Map([...chosen].map(([id, product]) => [id, shown.get(id) ?? product]));
  const selection = mayWrite ? { chosen: current, set: setChosen } : null;
  useChoiceKeys(
    body,
    selection &&
      ((from, to, on) => {
        const products = list.items.slice(from, to + 1);
        setChosen(withTicks(current, products, on ?? !products.every(({ id }) => current.has(id))));
      }),
  );
  const toggle = (status: ProductStatus, on: boolean) =>
    setSearch({
      ...search,
      status: ProductStatus.options.filter((each) => (each === status ? on : search.status.includes(each))),
    });
  return (
    <div className="grid gap-4">
      <ListHeader title={t("title")} exportPath={listFilePath("products", toProductInput(search))}>
        {mayWrite ? (
          <>
            <Link href={bulkPath(search)} prefetch={false} className="link link-alone">
              {t("select.bulkAll")}
            </Link>
            <Link
              href="/admin/products/import"
              prefetch={false}
              className={buttonClass({ variant: "secondary", size: "sm" })}
            >
              {t("import")}
            </Link>
            <Link href="/admin/products/new" prefetch={false} className={buttonClass({ size: "sm" })}>
              {t("new.link")}
            </Link>
          </>
        ) : null}
      </ListHeader>
      <ListBar
        used={used}
        columns={LIST_COLUMNS.products.map((id) => ({ id, label: t(`column.${id}`) }))}
        firstColumn={t("column.product")}
        adminList={adminList}
        pathOf={productSearchPath}
        read={readProductSearch}
      />
      <search aria-label={t("title")} className="grid gap-3">
        <div className="flex flex-wrap gap-3">
          <SearchBox label={t("search")} adminList={adminList} />
          <div className="w-52 max-sm:w-full">
            <Select
              aria-label={t("category")}
              value={search.category}
              onChange={(event) => setSearch({ ...search, category: event.target.value })}
              className="min-h-10 text-sm"
            >
              <option value="">{t("allCategories")}</option>
              {categories.map(({ slug, label }) => (
                <option key={slug} value={slug}>
                  {label}
                </option>
              ))}
            </Select>
          </div>
        </div>
        <fieldset>
          <legend className="sr-only">{t("statusAndStock")}</legend>
          <div className="flex flex-wrap gap-1.5">
            {ProductStatus.options.map((status) => (
              <Chip
                key={status}
                label={t(`status.${status}`)}
                on={search.status.includes(status)}
                onChange={(on) => toggle(status, on)}
              />
            ))}
            <Chip
              label={t("lowStock")}
              on={search.lowStock}
              onChange={(lowStock) => setSearch({ ...search, lowStock })}
            />
          </div>
        </fieldset>
      </search>
      {selection === null ? null : <ProductSelectionBar {...selection} bulkHref={(ids) => bulkPath(search, ids)} />}
      <ListPane list={list} countText={t("count", { count: list.items.length })} empty={t("empty")}>
        <ProductTable products={list.items} body={body} shows={used.shows} selection={selection} />
      </ListPane>
    </div>
  );
}
