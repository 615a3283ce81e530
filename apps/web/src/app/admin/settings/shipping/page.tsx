import { holds } from "@cartwright/contracts/permissions";
import { listCountries } from "@cartwright/contracts/place";
import { ClientMessages } from "@cartwright/messages/client-messages";
import { getTranslations } from "@cartwright/messages/get-translations";
import type { Metadata } from "next";
import { createPageContext } from "../../../../auth/page-context.ts";
import { BackLink } from "../../../../features/admin/shell/back-link.tsx";
import { ShippingView } from "../../../../features/admin/shipping/shipping-view.tsx";
import { asStaff } from "../../as-staff.ts";

export const dynamic = "force-dynamic";

export function generateMetadata(): Metadata {
  return { title: getTranslations("adminShipping")("title") };
}

export default async function ShippingPage() {
  const shipping = await asStaff("/admin/settings/shipping", ({ admin }) => admin.shipping.list());
  const { actor } = await createPageContext();
  // Only which buttons are shown; the API asks for the permission again.
  const mayWrite = actor.kind === "user" && holds(actor.role, "settings:write");
  return (
    <ClientMessages areas={["adminShipping", "delivery"]}>
      <div className="grid gap-4">
        <BackLink href="/admin/settings" label={getTranslations("adminSettings")("title")} />
        <ShippingView initial={shipping} countries={listCountries()} mayWrite={mayWrite} />
      </div>
    </ClientMessages>
  );
}
