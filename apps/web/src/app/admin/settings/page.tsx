import { localTime } from "@cartwright/contracts/time-zone";
import { holds } from "@cartwright/contracts/permissions";
import { ClientMessages } from "@cartwright/messages/client-messages";
import { getTranslations } from "@cartwright/messages/get-translations";
import type { Metadata } from "next";
import { createPageContext } from "../../../auth/page-context.ts";
import { DocumentsExport } from "../../../features/admin/settings/documents-export.tsx";
import { InvoicesPanel } from "../../../features/admin/settings/invoices-panel.tsx";
import { PlacesPanel } from "../../../features/admin/settings/places-panel.tsx";
import { SynonymsPanel } from "../../../features/admin/settings/synonyms-panel.tsx";
import { TimeZonePanel } from "../../../features/admin/settings/time-zone-panel.tsx";
import { asStaff } from "../as-staff.ts";

export const dynamic = "force-dynamic";

export function generateMetadata(): Metadata {
  return { title: getTranslations("adminSettings")("title") };
}

export default async function SettingsPage() {
  const t = getTranslations("adminSettings");
  const [synonyms, time, invoices] = await asStaff("/admin/settings", ({ admin }) =>
    Promise.all([admin.search.synonyms(), admin.settings.time(), admin.settings.invoices()]),
  );
  const zones = [...new Set([time.timeZone, "UTC", ...Intl.supportedValuesOf("timeZone")])].toSorted();
  const { actor } = await createPageContext();
  // Only which buttons are shown; the API asks for the permission again.
  const mayWrite = actor.kind === "user" && holds(actor.role, "settings:write");
  return (
    <ClientMessages areas={["adminInvoices", "adminSettings"]}>
      <div className="grid gap-6">
        <h1 className="text-xl">{t("title")}</h1>
        <PlacesPanel />
        <TimeZonePanel initial={time} zones={zones} mayWrite={mayWrite} />
        <InvoicesPanel initial={invoices} mayWrite={mayWrite} />
        <DocumentsExport month={localTime(Date.now(), time.timeZone).date.slice(0, 7)} />
        <SynonymsPanel initial={synonyms} mayWrite={mayWrite} />
      </div>
    </ClientMessages>
  );
}
