import { GiftCardId } from "@cartwright/contracts/ids";
import { holds } from "@cartwright/contracts/permissions";
import { ClientMessages } from "@cartwright/messages/client-messages";
import { getTranslations } from "@cartwright/messages/get-translations";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { createPageContext } from "../../../../auth/page-context.ts";
import { GiftCardPage } from "../../../../features/admin/gift-cards/gift-card-page.tsx";
import { asStaff } from "../../as-staff.ts";

export const dynamic = "force-dynamic";

export function generateMetadata(): Metadata {
  return { title: getTranslations("adminGiftCards")("one") };
}

export default async function OneGiftCardPage({ params }: { params: Promise<{ id: string }> }) {
  const id = GiftCardId.safeParse((await params).id);
  if (!id.success) notFound();
  const card = await asStaff(`/admin/gift-cards/${id.data}`, ({ admin }) => admin.giftCards.get({ id: id.data }));
  const { actor } = await createPageContext();
  // Only which controls are shown; the API asks for the permission again.
  const mayWrite = actor.kind === "user" && holds(actor.role, "gift-cards:write");
  return (
    <ClientMessages areas={["adminGiftCards"]}>
      <GiftCardPage initial={card} mayWrite={mayWrite} />
    </ClientMessages>
  );
}
