import { CustomerId } from "@cartwright/contracts/ids";
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
  const id = CustomerId.safeParse((await params).id);
  if (!id.success) notFound();
  const [customer, notes] = await asStaff(`/admin/customers/${id.data}`, ({ admin }) =>
    Promise.all([admin.customers.get({ id: id.data }), admin.customers.notes({ id: id.data })]),
  );
  const { actor } = await createPageContext();
  // Only which buttons are shown; the API asks for the permission again.
  const may = (permission: Permission) => actor.kind === "user" && holds(actor.role, permission);
  return (
    <ClientMessages areas={["adminPeople", "adminMerge", "adminNotes", "places"]}>
      <CustomerPage
        initial={customer}
        notes={notes}
        may={{
          unlock: may("customers:unlock"),
          endSessions: may("customers:end-sessions"),
          resetSecondFactor: may("customers:reset-second-factor"),
          disable: may("customers:disable"),
          edit: may("customers:edit"),
          merge: may("customers:merge"),
          erase: may("customers:erase"),
          changeRole: may("staff:write"),
        }}
      />
    </ClientMessages>
  );
}
