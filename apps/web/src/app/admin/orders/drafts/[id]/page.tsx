import { SHOP_COUNTRY } from "@cartwright/contracts/checkout";
import { holds, type Permission } from "@cartwright/contracts/permissions";
import { Country, listCountries } from "@cartwright/contracts/place";
import { ClientMessages } from "@cartwright/messages/client-messages";
import { getTranslations } from "@cartwright/messages/get-translations";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { createPageContext } from "../../../../../auth/page-context.ts";
import { DraftPage } from "../../../../../features/admin/drafts/draft-page.tsx";
import { asStaff } from "../../../as-staff.ts";

export const dynamic = "force-dynamic";

const NEW = "new";

export function generateMetadata(): Metadata {
  return { title: getTranslations("adminDrafts")("title") };
}

export default async function EditDraftPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const draftId = z.uuid().safeParse(id).data ?? null;
  if (draftId === null && id !== NEW) notFound();
  const path = `/admin/orders/drafts/${id}`;
  const { draft, form } = await asStaff(path, async ({ admin, shop }) => {
    // A new draft takes the same permission as its list.
    const found =
      draftId === null ? await admin.drafts.list({ limit: 1 }).then(() => null) : await admin.drafts.get({ draftId });
    const country = Country.safeParse(found?.shippingAddress?.country).data ?? SHOP_COUNTRY;
    return { draft: found, form: await shop.addressForm({ country }) };
  });
  const { actor } = await createPageContext();
  const may = (permission: Permission) => actor.kind === "user" && holds(actor.role, permission);
  if (draft === null && !may("orders:edit")) notFound();
  return (
    <ClientMessages areas={["address", "adminDrafts", "totals"]}>
      <DraftPage
        initial={draft}
        contact={{ countries: listCountries(), form }}
        may={{ edit: may("orders:edit"), discount: may("orders:refund") }}
      />
    </ClientMessages>
  );
}
