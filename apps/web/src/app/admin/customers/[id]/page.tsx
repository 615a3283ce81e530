import { UserId } from "@cartwright/contracts/ids";
import { holds, type Permission } from "@cartwright/contracts/permissions";
import { ClientMessages } from "@cartwright/messages/client-messages";
import { getTranslations } from "@cartwright/messages/get-translations";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { createPageContext } from "../../../../auth/page-context.ts";
import { CustomerPage } from "../../../../features/admin/customers/customer-page.tsx";
import { asStaff } from "../../as-staff.ts";

export const dynamic = "force-dynamic";

export function generateMetadata(): Metadata {
  return { title: getTranslations("adminPeople")("customers.one") };
}

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const id = UserId.safeParse((await params).id);
  if (!id.success) notFound();
  const customer = await asStaff(`/admin/customers/${id.data}`, ({ admin }) => admin.customers.get({ id: id.data }));
  const { actor } = await createPageContext();
  // Only which buttons are shown; the API asks for the permission again.
  const may = (permission: Permission) => actor.kind === "user" && holds(actor.role, permission);
  return (
    <ClientMessages areas={["adminPeople", "places"]}>
      <CustomerPage
        initial={customer}
        may={{
          unlock: may("customers:unlock"),
          endSessions: may("customers:end-sessions"),
          resetSecondFactor: may("customers:reset-second-factor"),
          disable: may("customers:disable"),
          changeRole: may("staff:write"),
        }}
      />
    </ClientMessages>
  );
}
