"use client";

import type { Customer } from "@cartwright/contracts/admin-people";
import type { CustomerNotes } from "@cartwright/contracts/customer-notes";
import type { CustomerId } from "@cartwright/contracts/ids";
import { UserId } from "@cartwright/contracts/ids";
import { useTranslations } from "@cartwright/messages/use-translations";
import { api } from "../../../trpc/react.tsx";
import { NotesPanel } from "../notes/notes-panel.tsx";
import { AccountActions, type AccountPermissions } from "../people/account-actions.tsx";
import { nameOf } from "../people/person.ts";
import { AccountPanel, PersonHeader, SessionsPanel } from "../people/person-panels.tsx";
import { Fact } from "../shell/fact.tsx";
import { ChangeRole } from "../staff/change-role.tsx";
import { AddressesPanel, GuestPanel, ReturnsPanel } from "./customer-panels.tsx";
import { customerTagPath } from "./customer-search.ts";
import { EraseCustomer } from "./erase-customer.tsx";
import { MergeCustomer } from "./merge-customer.tsx";
import { OrdersPanel } from "./orders-panel.tsx";
import { useCustomerNoteChanges, useCustomerNotes } from "./use-customer-notes.ts";

interface CustomerPageProps {
  initial: Customer;
  notes: CustomerNotes;
  may: AccountPermissions & {
    readonly changeRole: boolean;
    readonly edit: boolean;
    readonly merge: boolean;
    readonly erase: boolean;
  };
}

/** One customer: what they ordered, what staff wrote about them, and of a member the account and its devices. */
export function CustomerPage({ initial, notes, may }: CustomerPageProps) {
  const t = useTranslations("adminPeople");
  const { data: customer } = api.admin.customers.get.useQuery({ id: initial.id }, { initialData: initial });
  const isGuest = customer.kind === "guest";
  return (
    <div className="grid gap-6">
      <PersonHeader
        person={customer}
        back={{ href: "/admin/customers", label: t("customers.title") }}
        {...(isGuest ? { note: t("kind.guest"), hasAccount: false } : {})}
      >
        {isGuest ? null : <MemberActions customer={customer} may={may} />}
        {may.merge ? <MergeCustomer customer={customer} /> : null}
        {may.erase ? <EraseCustomer customer={customer} /> : null}
      </PersonHeader>
      <div className="grid gap-6 xl:grid-cols-[1fr_20rem]">
        <div className="grid min-w-0 content-start gap-6">
          <OrdersPanel customer={customer} />
          {customer.openReturns.length === 0 ? null : <ReturnsPanel returns={customer.openReturns} />}
          <CustomerNotesPanel id={customer.id} initial={notes} mayEdit={may.edit} />
        </div>
        <div className="grid min-w-0 content-start gap-6 sm:grid-cols-2 xl:grid-cols-1">
          {isGuest ? (
            <GuestPanel customer={customer} />
          ) : (
            <AccountPanel person={customer}>
              <Fact name={t("customers.marketing")}>
                {customer.marketingConsent ? t("customers.subscribed") : t("customers.notSubscribed")}
              </Fact>
              <OtherEmails emails={customer.otherEmails} />
            </AccountPanel>
          )}
          <AddressesPanel addresses={customer.addresses} />
          {isGuest ? null : <SessionsPanel sessions={customer.sessions} />}
        </div>
      </div>
    </div>
  );
}

function MemberActions({ customer, may }: { customer: Customer; may: CustomerPageProps["may"] }) {
  const utils = api.useUtils();
  const refresh = () => void utils.admin.customers.invalidate();
  const person = { ...customer, id: UserId.parse(customer.id) };
  return (
    <>
      <AccountActions area="customers" person={person} may={may} onSettled={refresh} />
      {may.changeRole && person.emailVerified ? (
        <ChangeRole person={{ id: person.id, name: nameOf(person), role: "shopper" }} onSettled={refresh} />
      ) : null}
    </>
  );
}

function OtherEmails({ emails }: { emails: readonly string[] }) {
  const t = useTranslations("adminPeople");
  if (emails.length === 0) return null;
  return <Fact name={t("customers.otherEmails")}>{emails.join(", ")}</Fact>;
}

function CustomerNotesPanel({ id, initial, mayEdit }: { id: CustomerId; initial: CustomerNotes; mayEdit: boolean }) {
  const written = useCustomerNotes(id, initial);
  const changes = useCustomerNoteChanges(id);
  const { data: choices = [] } = api.admin.customers.tags.useQuery(undefined, { enabled: mayEdit });
  return (
    <NotesPanel written={written} changes={changes} choices={choices} pathOfTag={customerTagPath} mayEdit={mayEdit} />
  );
}
