import { UserId } from "@cartwright/contracts/ids";
import { holds } from "@cartwright/contracts/permissions";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { createPageContext } from "../../../../auth/page-context.ts";
import { StaffDesk } from "../../../../features/admin/staff/staff-member-page.tsx";
import { asStaff } from "../../as-staff.ts";

export const dynamic = "force-dynamic";
export const metadata: Metadata = { title: "Colleague" };

export default async function StaffMemberPage({ params }: { params: Promise<{ id: string }> }) {
  const id = UserId.safeParse((await params).id);
  if (!id.success) notFound();
  const member = await asStaff(`/admin/staff/${id.data}`, ({ admin }) => admin.staff.get({ id: id.data }));
  const { actor } = await createPageContext();
  const reader = actor.kind === "user" ? actor : null;
  // Only which buttons are shown; the API asks for the permission again.
  const may = { write: reader !== null && holds(reader.role, "staff:write"), isSelf: reader?.userId === member.id };
  return <StaffDesk initial={member} may={may} />;
}
