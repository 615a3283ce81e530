import { holds } from "@cartwright/contracts/permissions";
import { ClientMessages } from "@cartwright/messages/client-messages";
import { getTranslations } from "@cartwright/messages/get-translations";
import type { Metadata } from "next";
import { createPageContext } from "../../../auth/page-context.ts";
import { SynonymsPanel } from "../../../features/admin/settings/synonyms-panel.tsx";
import { TimeZonePanel } from "../../../features/admin/settings/time-zone-panel.tsx";
import { asStaff } from "../as-staff.ts";

export const dynamic = "force-dynamic";

export function generateMetadata(): Metadata {
  return { title: getTranslations("adminSettings")("title") };
}

export default async function SettingsPage() {
  const t = getTranslations("adminSettings");
  const [synonyms, time] = await asStaff("/admin/settings", ({ admin }) =>
    Promise.all([admin.search.synonyms(), admin.settings.time()]),
  );
  const zones = [...new Set([time.timeZone, "UTC", ...Intl.supportedValuesOf("timeZone")])].toSorted();
  const { actor } = await createPageContext();
  // Only which buttons are shown; the API asks for the permission again.
  const mayWrite = actor.kind === "user" && holds(actor.role, "settings:write");
  return (
    <ClientMessages areas={["adminSettings"]}>
      <div className="grid gap-6">
        <h1 className="text-xl">{t("title")}</h1>
        <TimeZonePanel initial={time} zones={zones} mayWrite={mayWrite} />
        <SynonymsPanel initial={synonyms} mayWrite={mayWrite} />
      </div>
    </ClientMessages>
  );
}
