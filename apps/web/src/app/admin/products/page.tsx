import { holds } from "@cartwright/contracts/permissions";
import { ClientMessages } from "@cartwright/messages/client-messages";
import { getTranslations } from "@cartwright/messages/get-translations";
import type { Metadata } from "next";
import { createPageContext } from "../../../auth/page-context.ts";
import { categoryChoices } from "../../../features/admin/products/category-choices.ts";
import { LIST_LIMIT } from "../../../features/admin/shell/list-search.ts";
import {
  productSearchPath,
  readProductSearch,
  toProductInput,
} from "../../../features/admin/products/product-search.ts";
import { ProductsView } from "../../../features/admin/products/products-view.tsx";
import { asStaff } from "../as-staff.ts";
import { readParams, type SearchParams } from "../read-params.ts";

export const dynamic = "force-dynamic";

export function generateMetadata(): Metadata {
  return { title: getTranslations("adminProducts")("title") };
}

export default async function ProductsPage({ searchParams }: { searchParams: SearchParams }) {
  const search = readProductSearch(await readParams(searchParams));
  const [first, categories, setup] = await asStaff(productSearchPath(search), ({ admin, catalog }) =>
    Promise.all([
      admin.products.list({ ...toProductInput(search), limit: LIST_LIMIT }),
      catalog.categories(),
      admin.lists.get({ list: "products" }),
    ]),
  );
  const { actor } = await createPageContext();
  const mayWrite = actor.kind === "user" && holds(actor.role, "products:write");
  return (
    <ClientMessages areas={["adminProducts", "adminViews"]}>
      <ProductsView
        search={search}
        initial={first}
        setup={setup}
        categories={categoryChoices(categories)}
        mayWrite={mayWrite}
      />
    </ClientMessages>
  );
}
