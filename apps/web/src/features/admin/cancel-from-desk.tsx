"use client";

import type { OrderNumber } from "@cartwright/contracts/ids";
import { Button } from "@cartwright/ui/button";
import { toast } from "@cartwright/ui/toast";
import { useState } from "react";
import { messageOf } from "../../trpc/failure.ts";
import { api } from "../../trpc/react.tsx";
import { ReasonDialog } from "./reason-dialog.tsx";

/** Cancels the order for the shopper. */
export function CancelFromDesk({ number }: { number: OrderNumber }) {
  const [asking, setAsking] = useState(false);
  const utils = api.useUtils();
  const cancel = api.admin.orders.cancel.useMutation({
    onSuccess: (order) => {
      utils.admin.orders.get.setData({ number }, order);
      toast(`${number} is being cancelled`);
    },
    onError: (error) => toast(messageOf(error), { tone: "bad" }),
    onSettled: () => setAsking(false),
  });
  return (
    <>
      <Button variant="secondary" size="sm" onClick={() => setAsking(true)}>
        Cancel order
      </Button>
      <ReasonDialog
        title={`Cancel ${number}?`}
        confirm="Cancel the order"
        open={asking}
        busy={cancel.isPending}
        onClose={() => setAsking(false)}
        onConfirm={(reason) => cancel.mutate({ number, reason })}
      >
        Held stock goes back on the shelf, and money that was taken goes back in full. The shopper is told by mail. This
        cannot be undone.
      </ReasonDialog>
    </>
  );
}
