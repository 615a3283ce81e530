"use client";

import type { OrderNumber } from "@cartwright/contracts/ids";
import { Button } from "@cartwright/ui/button";
import { Dialog } from "@cartwright/ui/dialog";
import { toast } from "@cartwright/ui/toast";
import { useState } from "react";
import { messageOf } from "../../trpc/failure.ts";
import { api } from "../../trpc/react.tsx";

/** Cancelling, asked twice: it cannot be taken back. */
export function CancelOrder({ number }: { number: OrderNumber }) {
  const [asking, setAsking] = useState(false);
  const utils = api.useUtils();
  const cancel = api.orders.cancel.useMutation({
    onSuccess: (order) => utils.orders.get.setData({ number }, order),
    onError: (error) => toast(messageOf(error), { tone: "bad" }),
    onSettled: () => setAsking(false),
  });
  return (
    <div>
      <Button variant="secondary" size="sm" onClick={() => setAsking(true)}>
        Cancel order
      </Button>
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title="Cancel this order?"
        footer={
          <div className="flex justify-end gap-3">
            <Button variant="quiet" onClick={() => setAsking(false)}>
              Keep it
            </Button>
            <Button variant="danger" busy={cancel.isPending} onClick={() => cancel.mutate({ number })}>
              Cancel the order
            </Button>
          </div>
        }
      >
        <p className="text-ink-soft">We will put everything back on the shelf and refund what you paid in full.</p>
      </Dialog>
    </div>
  );
}
