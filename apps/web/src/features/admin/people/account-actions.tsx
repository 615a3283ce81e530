"use client";

import type { CustomerRow } from "@cartwright/contracts/admin-people";
import { api } from "../../../trpc/react.tsx";
import { ActButton } from "../shell/action-button.tsx";
import { nameOf } from "./people-words.ts";

export interface AccountPermissions {
  readonly unlock: boolean;
  readonly endSessions: boolean;
  readonly disable: boolean;
  readonly resetSecondFactor: boolean;
}

interface AccountActsProps {
  area: "customers" | "staff";
  person: CustomerRow & {
    readonly failedTries: number;
    readonly sessions: readonly unknown[];
    readonly secondFactor: boolean;
  };
  may: AccountPermissions;
  onSettled: () => void;
}

/** What can be done to an account as it is now, by whoever looks at it. */
export function AccountActs({ area, person, may, onSettled }: AccountActsProps) {
  const { client } = api.useUtils();
  const calls = client.admin[area];
  const name = nameOf(person);
  const { id } = person;
  return (
    <>
      {may.unlock && person.failedTries > 0 && person.status === "active" ? (
        <ActButton
          label="Unlock"
          title={`Unlock ${name}?`}
          confirm="Unlock"
          harmless
          done={`${name} can log in again`}
          act={(reason) => calls.unlock.mutate({ id, reason })}
          onSettled={onSettled}
        >
          The failed log-in attempts are forgotten. Make sure that the request comes from the owner.
        </ActButton>
      ) : null}
      {may.endSessions && person.sessions.length > 0 ? (
        <ActButton
          label="Log out everywhere"
          title={`Log ${name} out everywhere?`}
          confirm="Log out"
          done={`${name} is logged out`}
          act={(reason) => calls.endSessions.mutate({ id, reason })}
          onSettled={onSettled}
        >
          Every device is logged out at once. The password stays as it is.
        </ActButton>
      ) : null}
      {may.disable && person.status === "active" ? (
        <ActButton
          label="Disable"
          title={`Disable ${name}?`}
          confirm="Disable the account"
          done={`${name} is disabled`}
          act={(reason) => calls.disable.mutate({ id, reason })}
          onSettled={onSettled}
        >
          Every device is logged out at once, and nobody can log in until the account is enabled again. Orders go on as
          they are.
        </ActButton>
      ) : null}
      {may.disable && person.status === "disabled" ? (
        <ActButton
          label="Enable"
          title={`Enable ${name}?`}
          confirm="Enable the account"
          harmless
          done={`${name} is enabled`}
          act={(reason) => calls.enable.mutate({ id, reason })}
          onSettled={onSettled}
        >
          The owner can log in again with the same password.
        </ActButton>
      ) : null}
      {may.resetSecondFactor && person.secondFactor ? (
        <ActButton
          label="Reset second step"
          title={`Take the second step off ${name}?`}
          confirm="Reset"
          done={`${name} logs in with the password alone now`}
          act={(reason) => calls.resetSecondFactor.mutate({ id, reason })}
          onSettled={onSettled}
        >
          For somebody who lost the device and the recovery codes. Every device is logged out, and a mail tells of it.
          Make sure that it is the owner who asks, and not somebody who has the password.
        </ActButton>
      ) : null}
    </>
  );
}
