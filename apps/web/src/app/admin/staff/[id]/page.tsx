import { UserId } from "@cartwright/contracts/ids";
import { holds } from "@cartwright/contracts/permissions";
import { ClientMessages } from "@cartwright/messages/client-messages";
import { getTranslations } from "@cartwright/messages/get-translations";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { createPageContext } from "../../../../auth/page-context.ts";
import { StaffMemberPage } from "../../../../features/admin/staff/staff-member-page.tsx";
import { asStaff } from "../../as-staff.ts";

export const dynamic = "force-dynamic";

export function generateMetadata(): Metadata {
  return { title: getTranslations("adminPeople")("staff.one") };
}

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const id = UserId.safeParse((await params).id);
  if (!id.success) notFound();
  const member = await asStaff(`/admin/staff/${id.data}`, ({ admin }) => admin.staff.get({ id: id.data }));
  const { actor } = await createPageContext();
  const reader = actor.kind === "user" ? actor : null;
  // Only which buttons are shown; the API asks for the permission again.
  const may = { write: reader !== null && holds(reader.role, "staff:write"), isSelf: reader?.userId === member.id };
  return (
    <ClientMessages areas={["adminPeople", "places"]}>
      <StaffMemberPage initial={member} may={may} />
    </ClientMessages>
  );
}
