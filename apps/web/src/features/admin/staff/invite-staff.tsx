"use client";

import { StaffRole } from "@cartwright/contracts/permissions";
import { Button } from "@cartwright/ui/button";
import { TextField } from "@cartwright/ui/field";
import { toast } from "@cartwright/ui/toast";
import { useState } from "react";
import { fieldsOf, messageOf, reasonOf } from "../../../trpc/failure.ts";
import { api } from "../../../trpc/react.tsx";
import { ReasonDialog } from "../shell/reason-dialog.tsx";
import { RoleField } from "./role-field.tsx";

/** What is wrong with the address; nothing where something else is. */
function addressFault(error: unknown): string | undefined {
  if (reasonOf(error) === "email_taken")
    return "This address already has an account. Give it a role on the customer’s page.";
  return "email" in fieldsOf(error) ? "Enter a complete e-mail address." : undefined;
}

/** Mails somebody a link to a staff account. */
export function InviteStaff() {
  const [asking, setAsking] = useState(false);
  /** A new key empties the dialog. */
  const [round, setRound] = useState(0);
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<StaffRole>("support");
  const utils = api.useUtils();
  const invite = api.admin.staff.invite.useMutation({
    onSuccess: () => {
      void utils.admin.staff.list.invalidate();
      toast(`An invitation is on its way to ${email}`);
      setAsking(false);
      setEmail("");
      setRound((count) => count + 1);
    },
    onError: (error) => {
      if (addressFault(error) === undefined) toast(messageOf(error), { tone: "bad" });
    },
  });
  return (
    <>
      <Button size="sm" onClick={() => setAsking(true)}>
        Invite
      </Button>
      <ReasonDialog
        key={round}
        title="Invite a colleague"
        confirm="Send invitation"
        harmless
        open={asking}
        busy={invite.isPending}
        onClose={() => setAsking(false)}
        onConfirm={(reason) => invite.mutate({ email, role, reason })}
      >
        <div className="grid gap-4 text-ink">
          <TextField
            label="E-mail"
            type="email"
            autoComplete="off"
            required
            maxLength={254}
            value={email}
            onChange={(event) => setEmail(event.target.value)}
            error={invite.error ? addressFault(invite.error) : undefined}
          />
          <RoleField role={role} roles={StaffRole.options} onChange={setRole} />
        </div>
      </ReasonDialog>
    </>
  );
}
