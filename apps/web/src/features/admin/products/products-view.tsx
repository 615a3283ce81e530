"use client";

import type { AdminProductPage } from "@cartwright/contracts/admin-products";
import { ProductStatus } from "@cartwright/contracts/product-status";
import { Select } from "@cartwright/ui/select";
import { getQueryKey } from "@trpc/react-query";
import type { z } from "zod";
import { api } from "../../../trpc/react.tsx";
import { Chip } from "../shell/chip.tsx";
import type { CategoryChoice } from "./category-choices.ts";
import { ListPane } from "../shell/list-pane.tsx";
import { PRODUCT_WORD } from "./product-words.ts";
import { type ProductSearch, productSearchPath, toProductInput } from "./product-search.ts";
import { ProductTable } from "./product-table.tsx";
import { SearchBox } from "../shell/search-box.tsx";
import { useDeskList } from "../shell/use-admin-list.ts";

interface ProductsViewProps {
  search: ProductSearch;
  initial: z.infer<typeof AdminProductPage>;
  categories: readonly CategoryChoice[];
}

/** All products: searched, filtered, and walked through by keyboard. */
export function ProductsView({ search: asked, initial, categories }: ProductsViewProps) {
  const { client } = api.useUtils();
  const desk = useDeskList({
    key: getQueryKey(api.admin.products.list),
    asked,
    initial,
    pathOf: productSearchPath,
    read: (wanted, page, signal) =>
      client.admin.products.list.query({ ...toProductInput(wanted), ...page }, { signal }),
  });
  const { search, setSearch, list, body } = desk;
  const toggle = (status: ProductStatus, on: boolean) =>
    setSearch({
      ...search,
      status: ProductStatus.options.filter((each) => (each === status ? on : search.status.includes(each))),
    });
  return (
    <div className="grid gap-4">
      <h1 className="text-xl">Products</h1>
      <search aria-label="Products" className="grid gap-3">
        <div className="flex flex-wrap gap-3">
          <SearchBox label="Title or SKU" desk={desk} />
          <div className="w-52 max-sm:w-full">
            <Select
              aria-label="Category"
              value={search.category}
              onChange={(event) => setSearch({ ...search, category: event.target.value })}
              className="min-h-10 text-sm"
            >
              <option value="">All categories</option>
              {categories.map(({ slug, label }) => (
                <option key={slug} value={slug}>
                  {label}
                </option>
              ))}
            </Select>
          </div>
        </div>
        <fieldset>
          <legend className="sr-only">Status and stock</legend>
          <div className="flex flex-wrap gap-1.5">
            {ProductStatus.options.map((status) => (
              <Chip
                key={status}
                label={PRODUCT_WORD[status].label}
                on={search.status.includes(status)}
                onChange={(on) => toggle(status, on)}
              />
            ))}
            <Chip label="Low stock" on={search.lowStock} onChange={(lowStock) => setSearch({ ...search, lowStock })} />
          </div>
        </fieldset>
      </search>
      <ListPane list={list} noun="products" nothing="No products match. Try less of the title, or the start of a SKU.">
        <ProductTable products={list.items} body={body} />
      </ListPane>
    </div>
  );
}
