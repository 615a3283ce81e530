import { holds } from "@cartwright/contracts/permissions";
import { PromotionId } from "@cartwright/contracts/promotions";
import { ClientMessages } from "@cartwright/messages/client-messages";
import { getTranslations } from "@cartwright/messages/get-translations";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { createPageContext } from "../../../../auth/page-context.ts";
import { categoryChoices } from "../../../../features/admin/products/category-choices.ts";
import { PromotionEditor } from "../../../../features/admin/promotions/promotion-editor.tsx";
import { asStaff } from "../../as-staff.ts";

export const dynamic = "force-dynamic";

export function generateMetadata(): Metadata {
  return { title: getTranslations("adminPromotions")("promotion") };
}

export default async function PromotionPage({ params }: { params: Promise<{ id: string }> }) {
  const id = PromotionId.safeParse((await params).id);
  if (!id.success) notFound();
  const [promotion, categories] = await asStaff(`/admin/promotions/${id.data}`, ({ admin, catalog }) =>
    Promise.all([admin.promotions.get({ promotionId: id.data }), catalog.categories()]),
  );
  const { actor } = await createPageContext();
  // Only which controls are shown; the API asks for the permission again.
  const mayWrite = actor.kind === "user" && holds(actor.role, "promotions:write");
  return (
    <ClientMessages areas={["adminPromotions"]}>
      <PromotionEditor initial={promotion} categories={categoryChoices(categories)} mayWrite={mayWrite} />
    </ClientMessages>
  );
}
