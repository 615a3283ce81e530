import { holds } from "@cartwright/contracts/permissions";
import { ClientMessages } from "@cartwright/messages/client-messages";
import { getTranslations } from "@cartwright/messages/get-translations";
import type { Metadata } from "next";
import { createPageContext } from "../../../auth/page-context.ts";
import { LIST_LIMIT } from "../../../features/admin/shell/list-search.ts";
import { SecondFactorPolicy } from "../../../features/admin/staff/second-factor-policy.tsx";
import { StaffView } from "../../../features/admin/staff/staff-view.tsx";
import { asStaff } from "../as-staff.ts";

export const dynamic = "force-dynamic";

export function generateMetadata(): Metadata {
  return { title: getTranslations("adminPeople")("staff.title") };
}

export default async function StaffPage() {
  const [first, policy] = await asStaff("/admin/staff", ({ admin }) =>
    Promise.all([admin.staff.list({ limit: LIST_LIMIT }), admin.secondFactor.policy()]),
  );
  const { actor } = await createPageContext();
  // Only which buttons are shown; the API asks for the permission again.
  const mayWrite = actor.kind === "user" && holds(actor.role, "staff:write");
  return (
    <ClientMessages areas={["adminPeople"]}>
      <div className="grid gap-6">
        <StaffView initial={first} mayInvite={mayWrite} />
        <SecondFactorPolicy initial={policy} mayChange={mayWrite} />
      </div>
    </ClientMessages>
  );
}
