import { ProductId } from "@cartwright/contracts/ids";
import { holds, type Permission } from "@cartwright/contracts/permissions";
import { PRODUCTS_PER_ACT_MAX } from "@cartwright/contracts/product-acts";
import type { AdminReadBulk } from "@cartwright/contracts/product-bulk";
import { ClientMessages } from "@cartwright/messages/client-messages";
import { getTranslations } from "@cartwright/messages/get-translations";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { createPageContext } from "../../../../auth/page-context.ts";
import { BulkView } from "../../../../features/admin/products/bulk/bulk-view.tsx";
import { bulkPath } from "../../../../features/admin/products/bulk/bulk-path.ts";
import {
  productSearchPath,
  readProductSearch,
  toProductInput,
} from "../../../../features/admin/products/product-search.ts";
import { asStaff } from "../../as-staff.ts";
import { readParams, type SearchParams } from "../../read-params.ts";

export const dynamic = "force-dynamic";

export function generateMetadata(): Metadata {
  return { title: getTranslations("adminBulk")("title") };
}

export default async function BulkPage({ searchParams }: { searchParams: SearchParams }) {
  const params = await readParams(searchParams);
  const named = new Set(params.getAll("id").flatMap((text) => ProductId.safeParse(text).data ?? []));
  const ids = [...named].slice(0, PRODUCTS_PER_ACT_MAX);
  const search = readProductSearch(params);
  const input: AdminReadBulk = ids.length > 0 ? { productIds: ids } : { filter: toProductInput(search) };
  const rows = await asStaff(bulkPath(search, ids), ({ admin }) => admin.products.bulk(input));
  const { actor } = await createPageContext();
  const may = (permission: Permission) => actor.kind === "user" && holds(actor.role, permission);
  if (!may("products:write")) notFound();
  return (
    <ClientMessages areas={["adminBulk"]}>
      <BulkView initial={rows} backHref={productSearchPath(search)} mayAdjust={may("inventory:adjust")} />
    </ClientMessages>
  );
}
