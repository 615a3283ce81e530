import { getTranslations } from "@cartwright/messages/get-translations";
import type { Metadata } from "next";
import { BackLink } from "../../../../features/admin/shell/back-link.tsx";
import { RolesTable } from "../../../../features/admin/staff/roles-table.tsx";
import { asStaff } from "../../as-staff.ts";

export const dynamic = "force-dynamic";

export function generateMetadata(): Metadata {
  return { title: getTranslations("adminRoles")("title") };
}

export default async function RolesPage() {
  const t = getTranslations("adminRoles");
  // Nothing of it is secret; the page is for those who may see who has which role.
  await asStaff("/admin/staff/roles", ({ admin }) => admin.staff.list({ limit: 1 }));
  return (
    <div className="grid grid-cols-1 gap-4">
      <header className="grid gap-3">
        <BackLink href="/admin/staff" label={getTranslations("adminPeople")("staff.title")} />
        <h1 className="text-xl">{t("title")}</h1>
        <p className="max-w-prose text-muted">{t("intro")}</p>
      </header>
      <RolesTable />
    </div>
  );
}
