"use client";

import type { PersonRow } from "@cartwright/contracts/admin-people";
import { useTranslations } from "@cartwright/messages/use-translations";
import { api } from "../../../trpc/react.tsx";
import { ActionButton } from "../shell/action-button.tsx";
import { nameOf } from "./person.ts";

export interface AccountPermissions {
  readonly unlock: boolean;
  readonly endSessions: boolean;
  readonly disable: boolean;
  readonly resetSecondFactor: boolean;
}

interface AccountActionsProps {
  area: "customers" | "staff";
  person: PersonRow & {
    readonly failedTries: number;
    readonly sessions: readonly unknown[];
    readonly secondFactor: boolean;
  };
  may: AccountPermissions;
  onSettled: () => void;
}

/** The actions that the account's state and the user's permissions allow. */
export function AccountActions({ area, person, may, onSettled }: AccountActionsProps) {
  const t = useTranslations("adminPeople");
  const { client } = api.useUtils();
  const calls = client.admin[area];
  const name = nameOf(person);
  const { id } = person;
  return (
    <>
      {may.unlock && person.failedTries > 0 && person.status === "active" ? (
        <ActionButton
          label={t("unlock.label")}
          title={t("unlock.title", { name })}
          confirm={t("unlock.confirm")}
          harmless
          done={t("unlock.done", { name })}
          act={(reason) => calls.unlock.mutate({ id, reason })}
          onSettled={onSettled}
        >
          {t("unlock.text")}
        </ActionButton>
      ) : null}
      {may.endSessions && person.sessions.length > 0 ? (
        <ActionButton
          label={t("logOut.label")}
          title={t("logOut.title", { name })}
          confirm={t("logOut.confirm")}
          done={t("logOut.done", { name })}
          act={(reason) => calls.endSessions.mutate({ id, reason })}
          onSettled={onSettled}
        >
          {t("logOut.text")}
        </ActionButton>
      ) : null}
      {may.disable && person.status === "active" ? (
        <ActionButton
          label={t("disable.label")}
          title={t("disable.title", { name })}
          confirm={t("disable.confirm")}
          done={t("disable.done", { name })}
          act={(reason) => calls.disable.mutate({ id, reason })}
          onSettled={onSettled}
        >
          {t("disable.text")}
        </ActionButton>
      ) : null}
      {may.disable && person.status === "disabled" ? (
        <ActionButton
          label={t("enable.label")}
          title={t("enable.title", { name })}
          confirm={t("enable.confirm")}
          harmless
          done={t("enable.done", { name })}
          act={(reason) => calls.enable.mutate({ id, reason })}
          onSettled={onSettled}
        >
          {t("enable.text")}
        </ActionButton>
      ) : null}
      {may.resetSecondFactor && person.secondFactor ? (
        <ActionButton
          label={t("resetTwoStep.label")}
          title={t("resetTwoStep.title", { name })}
          confirm={t("resetTwoStep.confirm")}
          done={t("resetTwoStep.done", { name })}
          act={(reason) => calls.resetSecondFactor.mutate({ id, reason })}
          onSettled={onSettled}
        >
          {t("resetTwoStep.text")}
        </ActionButton>
      ) : null}
    </>
  );
}
