import { holds } from "@cartwright/contracts/permissions";
import { ClientMessages } from "@cartwright/messages/client-messages";
import { getTranslations } from "@cartwright/messages/get-translations";
import type { Metadata } from "next";
import { createPageContext } from "../../../auth/page-context.ts";
import {
  giftCardSearchPath,
  readGiftCardSearch,
  toGiftCardInput,
} from "../../../features/admin/gift-cards/gift-card-search.ts";
import { GiftCardsView } from "../../../features/admin/gift-cards/gift-cards-view.tsx";
import { LIST_LIMIT } from "../../../features/admin/shell/list-search.ts";
import { asStaff } from "../as-staff.ts";
import { readParams, type SearchParams } from "../read-params.ts";

export const dynamic = "force-dynamic";

export function generateMetadata(): Metadata {
  return { title: getTranslations("adminGiftCards")("title") };
}

export default async function GiftCardsPage({ searchParams }: { searchParams: SearchParams }) {
  const search = readGiftCardSearch(await readParams(searchParams));
  const first = await asStaff(giftCardSearchPath(search), ({ admin }) =>
    admin.giftCards.list({ ...toGiftCardInput(search), limit: LIST_LIMIT }),
  );
  const { actor } = await createPageContext();
  // Only which controls are shown; the API asks for the permission again.
  const mayIssue = actor.kind === "user" && holds(actor.role, "gift-cards:write");
  return (
    <ClientMessages areas={["adminGiftCards"]}>
      <GiftCardsView search={search} initial={first} mayIssue={mayIssue} />
    </ClientMessages>
  );
}
