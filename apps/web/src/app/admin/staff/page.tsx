import { holds } from "@cartwright/contracts/permissions";
import type { Metadata } from "next";
import { createPageContext } from "../../../auth/page-context.ts";
import { StaffView } from "../../../features/admin/staff-view.tsx";
import { asStaff } from "../as-staff.ts";

export const dynamic = "force-dynamic";
export const metadata: Metadata = { title: "Staff" };

export default async function StaffPage() {
  const first = await asStaff("/admin/staff", ({ admin }) => admin.staff.list({ limit: 50 }));
  const { actor } = await createPageContext();
  // Only which buttons are shown; the API asks for the permission again.
  return <StaffView initial={first} mayInvite={actor.kind === "user" && holds(actor.role, "staff:write")} />;
}
