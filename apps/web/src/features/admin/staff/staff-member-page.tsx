"use client";

import type { StaffMember } from "@cartwright/contracts/admin-people";
import { useTranslations } from "@cartwright/messages/use-translations";
import { api } from "../../../trpc/react.tsx";
import { AccountActions } from "../people/account-actions.tsx";
import { ActionButton } from "../shell/action-button.tsx";
import { ChangeRole } from "./change-role.tsx";
import { nameOf } from "../people/person.ts";
import { AccountPanel, PersonHeader, SessionsPanel } from "../people/person-panels.tsx";

interface StaffMemberPageProps {
  initial: StaffMember;
  /** Whether the viewer may change anything; no one can change their own account here. */
  may: { readonly write: boolean; readonly isSelf: boolean };
}

/** One member of staff: role, access and devices. */
export function StaffMemberPage({ initial, may }: StaffMemberPageProps) {
  const t = useTranslations("adminPeople");
  const utils = api.useUtils();
  const { data: member } = api.admin.staff.get.useQuery({ id: initial.id }, { initialData: initial });
  const refresh = () => void utils.admin.staff.invalidate();
  const mayAct = may.write && !may.isSelf;
  const isInvited = !member.emailVerified;
  return (
    <div className="grid gap-6">
      <PersonHeader
        person={member}
        back={{ href: "/admin/staff", label: t("staff.title") }}
        note={may.isSelf ? t("staff.self", { role: t(`role.${member.role}`) }) : t(`role.${member.role}`)}
        isInvited={isInvited}
      >
        {mayAct && isInvited && member.status === "active" ? <InviteAgain member={member} onSettled={refresh} /> : null}
        {mayAct ? (
          <>
            <ChangeRole person={{ id: member.id, name: nameOf(member), role: member.role }} onSettled={refresh} />
            <AccountActions
              area="staff"
              person={member}
              may={{ unlock: true, endSessions: true, disable: true, resetSecondFactor: true }}
              onSettled={refresh}
            />
          </>
        ) : null}
      </PersonHeader>
      <div className="grid items-start gap-6 sm:grid-cols-2">
        <AccountPanel person={member} />
        <SessionsPanel sessions={member.sessions} />
      </div>
    </div>
  );
}

interface ActProps {
  member: StaffMember;
  onSettled: () => void;
}

function InviteAgain({ member, onSettled }: ActProps) {
  const t = useTranslations("adminPeople");
  const { client } = api.useUtils();
  return (
    <ActionButton
      label={t("staff.inviteAgain")}
      title={t("staff.inviteAgainTitle", { email: member.email })}
      confirm={t("staff.inviteSend")}
      harmless
      done={t("staff.invited", { email: member.email })}
      act={(reason) => client.admin.staff.inviteAgain.mutate({ id: member.id, reason })}
      onSettled={onSettled}
    >
      {t("staff.inviteAgainText")}
    </ActionButton>
  );
}
