import { holds } from "@cartwright/contracts/permissions";
import { ClientMessages } from "@cartwright/messages/client-messages";
import { getTranslations } from "@cartwright/messages/get-translations";
import type { Metadata } from "next";
import { createPageContext } from "../../../auth/page-context.ts";
import {
  promotionSearchPath,
  readPromotionSearch,
  toPromotionInput,
} from "../../../features/admin/promotions/promotion-search.ts";
import { PromotionsView } from "../../../features/admin/promotions/promotions-view.tsx";
import { LIST_LIMIT } from "../../../features/admin/shell/list-search.ts";
import { asStaff } from "../as-staff.ts";
import { readParams, type SearchParams } from "../read-params.ts";

export const dynamic = "force-dynamic";

export function generateMetadata(): Metadata {
  return { title: getTranslations("adminPromotions")("title") };
}

export default async function PromotionsPage({ searchParams }: { searchParams: SearchParams }) {
  const search = readPromotionSearch(await readParams(searchParams));
  const first = await asStaff(promotionSearchPath(search), ({ admin }) =>
    admin.promotions.list({ ...toPromotionInput(search), limit: LIST_LIMIT }),
  );
  const { actor } = await createPageContext();
  const mayWrite = actor.kind === "user" && holds(actor.role, "promotions:write");
  return (
    <ClientMessages areas={["adminPromotions"]}>
      <PromotionsView search={search} initial={first} mayWrite={mayWrite} />
    </ClientMessages>
  );
}
