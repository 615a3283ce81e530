"use client";

import type { SecondFactorPolicy as Policy } from "@cartwright/contracts/second-factor";
import { useTranslations } from "@cartwright/messages/use-translations";
import { api } from "../../../trpc/react.tsx";
import { ActionButton } from "../shell/action-button.tsx";
import { Panel } from "../shell/panel.tsx";

/** Whether staff must use two-step verification, and the switch for those who may change it. */
export function SecondFactorPolicy({ initial, mayChange }: { initial: Policy; mayChange: boolean }) {
  const t = useTranslations("adminPeople");
  const utils = api.useUtils();
  const { data: policy } = api.admin.secondFactor.policy.useQuery(undefined, { initialData: initial });
  const { required, staff, staffWithout } = policy;
  return (
    <Panel title={t("policy.title")}>
      <div className="flex flex-wrap items-center justify-between gap-4">
        <p className="grid gap-0.5">
          <span className="font-medium">{required ? t("policy.required") : t("policy.optional")}</span>
          <span className="text-muted">
            {staffWithout === 0
              ? t("policy.allOn", { count: staff })
              : t("policy.someOff", { off: staffWithout, count: staff })}
          </span>
        </p>
        {mayChange ? (
          <ActionButton
            label={required ? t("policy.stop") : t("policy.require")}
            title={required ? t("policy.stopTitle") : t("policy.requireTitle")}
            confirm={required ? t("policy.stop") : t("policy.require")}
            done={required ? t("policy.stopDone") : t("policy.requireDone")}
            act={(reason) => utils.client.admin.secondFactor.setPolicy.mutate({ required: !required, reason })}
            onSettled={() => void utils.admin.secondFactor.policy.invalidate()}
          >
            {required ? t("policy.stopText") : t("policy.requireText", { count: staffWithout })}
          </ActionButton>
        ) : null}
      </div>
    </Panel>
  );
}
