"use client";

import type { SecondFactorPolicy as Policy } from "@cartwright/contracts/second-factor";
import { api } from "../../../trpc/react.tsx";
import { ActButton } from "../shell/action-button.tsx";
import { Panel } from "../shell/panel.tsx";

const people = (count: number) => (count === 1 ? "1 person" : `${count} people`);

function missing({ staff, staffWithout }: Policy): string {
  if (staffWithout === 0) return staff === 1 ? "The one person here has it on." : `All ${people(staff)} have it on.`;
  return `${people(staffWithout)} of ${staff} ${staffWithout === 1 ? "has" : "have"} it off.`;
}

/** Whether everybody who works here needs a second step, and the switch for whoever may say so. */
export function SecondFactorPolicy({ initial, mayChange }: { initial: Policy; mayChange: boolean }) {
  const utils = api.useUtils();
  const { data: policy } = api.admin.secondFactor.policy.useQuery(undefined, { initialData: initial });
  const { required, staffWithout } = policy;
  return (
    <Panel title="Second step">
      <div className="flex flex-wrap items-center justify-between gap-4">
        <p className="grid gap-0.5">
          <span className="font-medium">{required ? "Required of all staff" : "Optional for staff"}</span>
          <span className="text-muted">{missing(policy)}</span>
        </p>
        {mayChange ? (
          <ActButton
            label={required ? "Stop requiring it" : "Require it"}
            title={required ? "Stop requiring the second step?" : "Require a second step of all staff?"}
            confirm={required ? "Stop requiring it" : "Require it"}
            done={required ? "The second step is now optional for staff" : "The second step is now required for staff"}
            act={(reason) => utils.client.admin.secondFactor.setPolicy.mutate({ required: !required, reason })}
            onSettled={() => void utils.admin.secondFactor.policy.invalidate()}
          >
            {required
              ? "Anyone who has it on keeps it, and may turn it off."
              : `${staffWithout === 0 ? "Nobody is" : `${people(staffWithout)} ${staffWithout === 1 ? "is" : "are"}`} logged out by that. Whoever has it off can log in, and must set it up before anything else.`}
          </ActButton>
        ) : null}
      </div>
    </Panel>
  );
}
