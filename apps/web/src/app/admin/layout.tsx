import { isStaff, type Role } from "@cartwright/contracts/permissions";
import { ClientMessages } from "@cartwright/messages/client-messages";
import { getTranslations } from "@cartwright/messages/get-translations";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { createPageContext } from "../../auth/page-context.ts";
import { ShopTimeProvider } from "../../features/admin/shell/shop-time.tsx";
import { AdminFrame } from "../../features/admin/shell/admin-frame.tsx";
import { visitorApi } from "../../trpc/server.ts";

export const dynamic = "force-dynamic";

export function generateMetadata(): Metadata {
  const name = getTranslations("admin")("backOffice");
  return { title: { default: name, template: `%s – ${name}` }, robots: { index: false, follow: false } };
}

/**
 * The frame for staff. It protects nothing: each page calls the API as the visitor, and the API decides. For a shopper the
 * back office does not exist; without a session the page redirects to the log-in page, which returns to it.
 */
export default async function AdminLayout({ children }: { children: ReactNode }) {
  const { actor } = await createPageContext();
  if (actor.kind === "user" && !isStaff(actor.role)) notFound();
  // Without a session, or before two-step verification is set up, the page redirects: no frame is shown.
  const isFramed = actor.kind === "user" && !actor.enrolmentDue;
  return (
    <ClientMessages areas={["admin", "adminCodes", "adminPalette"]}>
      {isFramed ? <StaffFrame role={actor.role}>{children}</StaffFrame> : children}
    </ClientMessages>
  );
}

async function StaffFrame({ role, children }: { role: Role; children: ReactNode }) {
  const api = await visitorApi();
  const [{ email }, { timeZone }] = await Promise.all([api.account.me(), api.admin.settings.time()]);
  return (
    <ShopTimeProvider timeZone={timeZone}>
      <AdminFrame role={role} email={email}>
        {children}
      </AdminFrame>
    </ShopTimeProvider>
  );
}
