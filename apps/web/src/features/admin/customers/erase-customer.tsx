"use client";

import type { Customer } from "@cartwright/contracts/admin-people";
import { useTranslations } from "@cartwright/messages/use-translations";
import { useRouter } from "next/navigation";
import { api } from "../../../trpc/react.tsx";
import { nameOf } from "../people/person.ts";
import { ActionButton } from "../shell/action-button.tsx";

/** Deletes a customer who asked for it. Says before what stays. */
export function EraseCustomer({ customer }: { customer: Customer }) {
  const t = useTranslations("adminPeople");
  const { client } = api.useUtils();
  const router = useRouter();
  const name = nameOf(customer);
  return (
    <ActionButton
      label={t("erase.label")}
      title={t("erase.title", { name })}
      confirm={t("erase.confirm")}
      done={t("erase.done", { name })}
      act={async (reason) => {
        await client.admin.customers.erase.mutate({ id: customer.id, reason });
        router.push("/admin/customers");
      }}
    >
      {t(customer.kind === "member" ? "erase.member" : "erase.guest")}
    </ActionButton>
  );
}
