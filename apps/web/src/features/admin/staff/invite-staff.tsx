"use client";

import { StaffRole } from "@cartwright/contracts/permissions";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { TextField } from "@cartwright/ui/field";
import { toast } from "@cartwright/ui/toast";
import { useState } from "react";
import { fieldsOf, reasonOf } from "../../../trpc/failure.ts";
import { api } from "../../../trpc/react.tsx";
import { ReasonDialog } from "../shell/reason-dialog.tsx";
import { RoleField } from "./role-field.tsx";
import { useErrorMessage } from "../../../trpc/use-error-message.ts";

/** What is wrong with the address; undefined when the error is about something else. */
function addressFault(error: unknown): "emailTaken" | "emailInvalid" | undefined {
  if (reasonOf(error) === "email_taken") return "emailTaken";
  return "email" in fieldsOf(error) ? "emailInvalid" : undefined;
}

/** Emails someone a link to a staff account. */
export function InviteStaff() {
  const t = useTranslations("adminPeople");
  const errorMessage = useErrorMessage();
  const [asking, setAsking] = useState(false);
  /** A new key clears the dialog. */
  const [round, setRound] = useState(0);
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<StaffRole>("support");
  const utils = api.useUtils();
  const invite = api.admin.staff.invite.useMutation({
    onSuccess: () => {
      void utils.admin.staff.list.invalidate();
      toast(t("staff.invited", { email }));
      setAsking(false);
      setEmail("");
      setRound((count) => count + 1);
    },
  });
  const fault = invite.error ? addressFault(invite.error) : undefined;
  return (
    <>
      <Button size="sm" onClick={() => setAsking(true)}>
        {t("staff.invite")}
      </Button>
      <ReasonDialog
        key={round}
        title={t("staff.inviteTitle")}
        confirm={t("staff.inviteSend")}
        harmless
        open={asking}
        busy={invite.isPending}
        refusal={invite.error && fault === undefined ? errorMessage(invite.error) : null}
        onClose={() => setAsking(false)}
        onConfirm={(reason) => invite.mutate({ email, role, reason })}
      >
        <div className="grid gap-4 text-ink">
          <TextField
            label={t("column.email")}
            type="email"
            autoComplete="off"
            required
            maxLength={254}
            value={email}
            onChange={(event) => setEmail(event.target.value)}
            error={fault && t(`staff.${fault}`)}
          />
          <RoleField role={role} roles={StaffRole.options} onChange={setRole} />
        </div>
      </ReasonDialog>
    </>
  );
}
