"use client";

import type { StaffMember } from "@cartwright/contracts/admin-people";
import { api } from "../../../trpc/react.tsx";
import { AccountActs } from "../people/account-actions.tsx";
import { ActButton } from "../shell/action-button.tsx";
import { ChangeRole } from "./change-role.tsx";
import { nameOf, ROLE_WORD } from "../people/people-words.ts";
import { AccountPanel, PersonHeader, SessionsPanel } from "../people/person-panels.tsx";

interface StaffDeskProps {
  initial: StaffMember;
  /** Whether the one who looks may change anything; nobody changes his own account here. */
  may: { readonly write: boolean; readonly isSelf: boolean };
}

/** Somebody who works here: role, access, and where he is logged in. */
export function StaffDesk({ initial, may }: StaffDeskProps) {
  const utils = api.useUtils();
  const { data: member } = api.admin.staff.get.useQuery({ id: initial.id }, { initialData: initial });
  const refresh = () => void utils.admin.staff.invalidate();
  const mayAct = may.write && !may.isSelf;
  const isInvited = !member.emailVerified;
  return (
    <div className="grid gap-6">
      <PersonHeader
        person={member}
        back={{ href: "/admin/staff", label: "Staff" }}
        note={may.isSelf ? `${ROLE_WORD[member.role]}, you` : ROLE_WORD[member.role]}
        isInvited={isInvited}
      >
        {mayAct && isInvited && member.status === "active" ? <InviteAgain member={member} onSettled={refresh} /> : null}
        {mayAct ? (
          <>
            <ChangeRole person={{ id: member.id, name: nameOf(member), role: member.role }} onSettled={refresh} />
            <AccountActs
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
  const { client } = api.useUtils();
  return (
    <ActButton
      label="Invite again"
      title={`Invite ${member.email} again?`}
      confirm="Send invitation"
      harmless
      done={`An invitation is on its way to ${member.email}`}
      act={(reason) => client.admin.staff.inviteAgain.mutate({ id: member.id, reason })}
      onSettled={onSettled}
    >
      Another e-mail with a new link is sent. The previous link stops working.
    </ActButton>
  );
}
