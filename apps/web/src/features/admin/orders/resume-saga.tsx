"use client";

import type { OrderNumber, SagaId } from "@cartwright/contracts/ids";
import { api } from "../../../trpc/react.tsx";
import { ActButton } from "../shell/action-button.tsx";

interface ResumeSagaProps {
  number: OrderNumber;
  sagaId: SagaId;
  step: string;
}

/** Sets a stuck saga going again, once whatever was broken is mended. */
export function ResumeSaga({ number, sagaId, step }: ResumeSagaProps) {
  const utils = api.useUtils();
  return (
    <ActButton
      label="Try again"
      title="Try this saga again?"
      confirm="Try again"
      done="The saga is running again"
      act={async (reason) => {
        const order = await utils.client.admin.orders.resumeSaga.mutate({ number, sagaId, reason });
        utils.admin.orders.get.setData({ number }, order);
      }}
    >
      It goes on at the step “{step}”, with its tries counted from the start. Steps that were done before are not done
      twice.
    </ActButton>
  );
}
