import { holds } from "@cartwright/contracts/permissions";
import { ClientMessages } from "@cartwright/messages/client-messages";
import { getTranslations } from "@cartwright/messages/get-translations";
import type { Metadata } from "next";
import { createPageContext } from "../../../auth/page-context.ts";
import { InventoryView } from "../../../features/admin/inventory/inventory-view.tsx";
import { LIST_LIMIT } from "../../../features/admin/shell/list-search.ts";
import { readStockSearch, stockSearchPath, toStockInput } from "../../../features/admin/inventory/stock-search.ts";
import { asStaff } from "../as-staff.ts";
import { readParams, type SearchParams } from "../read-params.ts";

export const dynamic = "force-dynamic";

export function generateMetadata(): Metadata {
  return { title: getTranslations("adminInventory")("title") };
}

export default async function InventoryPage({ searchParams }: { searchParams: SearchParams }) {
  const search = readStockSearch(await readParams(searchParams));
  const [first, setup] = await asStaff(stockSearchPath(search), ({ admin }) =>
    Promise.all([
      admin.inventory.list({ ...toStockInput(search), limit: LIST_LIMIT }),
      admin.lists.get({ list: "inventory" }),
    ]),
  );
  const { actor } = await createPageContext();
  const mayAdjust = actor.kind === "user" && holds(actor.role, "inventory:adjust");
  return (
    <ClientMessages areas={["adminInventory", "adminViews"]}>
      <InventoryView search={search} initial={first} setup={setup} mayAdjust={mayAdjust} />
    </ClientMessages>
  );
}
