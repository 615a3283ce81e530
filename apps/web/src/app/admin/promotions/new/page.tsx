import { holds } from "@cartwright/contracts/permissions";
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
  return { title: getTranslations("adminPromotions")("new.title") };
}

export default async function NewPromotionPage() {
  const [categories] = await asStaff("/admin/promotions/new", ({ catalog, admin }) =>
    Promise.all([catalog.categories(), admin.promotions.list({ limit: 1 })]),
  );
  const { actor } = await createPageContext();
  if (actor.kind !== "user" || !holds(actor.role, "promotions:write")) notFound();
  return (
    <ClientMessages areas={["adminPromotions"]}>
      <PromotionEditor initial={null} categories={categoryChoices(categories)} mayWrite />
    </ClientMessages>
  );
}
