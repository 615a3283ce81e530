"use client";

import { Role } from "@cartwright/contracts/permissions";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { api } from "../../../trpc/react.tsx";
import { ActButton } from "../shell/action-button.tsx";
import { RoleField } from "./role-field.tsx";

/** Gives somebody another role. Who becomes staff, or stops being so, is shown at his new place. */
export function ChangeRole({
  person: { id, name, role },
  onSettled,
}: {
  person: { readonly id: string; readonly name: string; readonly role: Role };
  onSettled: () => void;
}) {
  const router = useRouter();
  const { client } = api.useUtils();
  const choices = Role.options.filter((each) => each !== role);
  const [chosen, setChosen] = useState<Role>(choices[0] ?? role);
  // After the change the role that was chosen is the one there is.
  const wanted = chosen === role ? (choices[0] ?? role) : chosen;
  return (
    <ActButton
      label={role === "shopper" ? "Make staff" : "Change role"}
      title={`Change the role of ${name}?`}
      confirm="Change the role"
      done={`${name} has a new role`}
      act={async (reason) => {
        await client.admin.staff.changeRole.mutate({ id, role: wanted, reason });
        const [before, after] = [role, wanted].map((each) => (each === "shopper" ? "customers" : "staff"));
        if (before !== after) router.replace(`/admin/${after}/${id}`);
      }}
      onSettled={onSettled}
    >
      <div className="grid gap-4">
        <p>Every device is logged out; the new role applies from the next log-in.</p>
        <RoleField role={wanted} roles={choices} onChange={setChosen} />
      </div>
    </ActButton>
  );
}
