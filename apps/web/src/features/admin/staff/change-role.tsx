"use client";

import { Role } from "@cartwright/contracts/permissions";
import { useTranslations } from "@cartwright/messages/use-translations";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { api } from "../../../trpc/react.tsx";
import { ActionButton } from "../shell/action-button.tsx";
import { RoleField } from "./role-field.tsx";

/** Changes a role. A person who becomes staff, or stops being staff, is then shown on their new page. */
export function ChangeRole({
  person: { id, name, role },
  onSettled,
}: {
  person: { readonly id: string; readonly name: string; readonly role: Role };
  onSettled: () => void;
}) {
  const t = useTranslations("adminPeople");
  const router = useRouter();
  const { client } = api.useUtils();
  const choices = Role.options.filter((each) => each !== role);
  const [chosen, setChosen] = useState<Role>(choices[0] ?? role);
  // After the change, the chosen role is the current one.
  const wanted = chosen === role ? (choices[0] ?? role) : chosen;
  return (
    <ActionButton
      label={role === "shopper" ? t("changeRole.makeStaff") : t("changeRole.label")}
      title={t("changeRole.title", { name })}
      confirm={t("changeRole.confirm")}
      done={t("changeRole.done", { name })}
      act={async (reason) => {
        await client.admin.staff.changeRole.mutate({ id, role: wanted, reason });
        const [before, after] = [role, wanted].map((each) => (each === "shopper" ? "customers" : "staff"));
        if (before !== after) router.replace(`/admin/${after}/${id}`);
      }}
      onSettled={onSettled}
    >
      <div className="grid gap-4">
        <p>{t("changeRole.text")}</p>
        <RoleField role={wanted} roles={choices} onChange={setChosen} />
      </div>
    </ActionButton>
  );
}
