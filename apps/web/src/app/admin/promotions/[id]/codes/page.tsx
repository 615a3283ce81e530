import { holds } from "@cartwright/contracts/permissions";
import { PromotionId } from "@cartwright/contracts/promotions";
import { ClientMessages } from "@cartwright/messages/client-messages";
import { getTranslations } from "@cartwright/messages/get-translations";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { createPageContext } from "../../../../../auth/page-context.ts";
import { CodesView } from "../../../../../features/admin/promotions/codes-view.tsx";
import { asStaff } from "../../../as-staff.ts";

export const dynamic = "force-dynamic";

export function generateMetadata(): Metadata {
  return { title: getTranslations("adminPromotions")("codes.title") };
}

export default async function CodesPage({ params }: { params: Promise<{ id: string }> }) {
  const id = PromotionId.safeParse((await params).id);
  if (!id.success) notFound();
  const promotion = await asStaff(`/admin/promotions/${id.data}/codes`, ({ admin }) =>
    admin.promotions.get({ promotionId: id.data }),
  );
  if (promotion.method !== "codes") notFound();
  const { actor } = await createPageContext();
  const mayWrite = actor.kind === "user" && holds(actor.role, "promotions:write");
  return (
    <ClientMessages areas={["adminPromotions"]}>
      <CodesView initial={promotion} mayWrite={mayWrite} />
    </ClientMessages>
  );
}
