import { isStaff } from "@cartwright/contracts/permissions";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { createPageContext } from "../../auth/page-context.ts";
import { AdminFrame } from "../../features/admin/shell/admin-frame.tsx";

export const dynamic = "force-dynamic";
export const metadata: Metadata = {
  title: { default: "Back office", template: "%s – Back office" },
  robots: { index: false, follow: false },
};

/**
 * The frame for staff. It protects nothing: each page asks the API as the visitor, and the API decides. To a shopper the
 * back office does not exist; somebody who is not logged in is sent to the log-in by the page, which knows where he wanted to go.
 */
export default async function AdminLayout({ children }: { children: ReactNode }) {
  const { actor } = await createPageContext();
  if (actor.kind !== "user") return children;
  if (!isStaff(actor.role)) notFound();
  // The page leads on to where the second step is set up; nothing of the back office is shown around that.
  if (actor.enrolmentDue) return children;
  return <AdminFrame role={actor.role}>{children}</AdminFrame>;
}
