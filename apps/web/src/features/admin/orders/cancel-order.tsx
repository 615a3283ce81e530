"use client";

import type { OrderNumber } from "@cartwright/contracts/ids";
import { api } from "../../../trpc/react.tsx";
import { ActButton } from "../shell/action-button.tsx";

/** Cancels the order for the shopper. */
export function CancelFromDesk({ number }: { number: OrderNumber }) {
  const utils = api.useUtils();
  return (
    <ActButton
      label="Cancel order"
      title={`Cancel ${number}?`}
      confirm="Cancel the order"
      done={`${number} is being cancelled`}
      act={async (reason) => {
        const order = await utils.client.admin.orders.cancel.mutate({ number, reason });
        utils.admin.orders.get.setData({ number }, order);
      }}
    >
      Held stock goes back on the shelf, and money that was taken goes back in full. The shopper is told by e-mail. This
      cannot be undone.
    </ActButton>
  );
}
