import { holds } from "@cartwright/contracts/permissions";
import { listCountries } from "@cartwright/contracts/place";
import { ClientMessages } from "@cartwright/messages/client-messages";
import { getTranslations } from "@cartwright/messages/get-translations";
import type { Metadata } from "next";
import { createPageContext } from "../../../../auth/page-context.ts";
import { BackLink } from "../../../../features/admin/shell/back-link.tsx";
import { TaxesView } from "../../../../features/admin/taxes/taxes-view.tsx";
import { asStaff } from "../../as-staff.ts";

export const dynamic = "force-dynamic";

export function generateMetadata(): Metadata {
  return { title: getTranslations("adminTaxes")("title") };
}

export default async function TaxesPage() {
  const taxes = await asStaff("/admin/settings/taxes", ({ admin }) => admin.taxes.list());
  const { actor } = await createPageContext();
  // Only which buttons are shown; the API asks for the permission again.
  const mayWrite = actor.kind === "user" && holds(actor.role, "settings:write");
  return (
    <ClientMessages areas={["adminShipping", "adminTaxes", "delivery"]}>
      <div className="grid gap-4">
        <BackLink href="/admin/settings" label={getTranslations("adminSettings")("title")} />
        <TaxesView initial={taxes} countries={listCountries()} mayWrite={mayWrite} />
      </div>
    </ClientMessages>
  );
}
