"use client";

import type { OrderNumber, SagaId } from "@cartwright/contracts/ids";
import { Button } from "@cartwright/ui/button";
import { toast } from "@cartwright/ui/toast";
import { useState } from "react";
import { messageOf } from "../../trpc/failure.ts";
import { api } from "../../trpc/react.tsx";
import { ReasonDialog } from "./reason-dialog.tsx";

interface ResumeSagaProps {
  number: OrderNumber;
  sagaId: SagaId;
  step: string;
}

/** Sets a stuck saga going again, once whatever was broken is mended. */
export function ResumeSaga({ number, sagaId, step }: ResumeSagaProps) {
  const [asking, setAsking] = useState(false);
  const utils = api.useUtils();
  const resume = api.admin.orders.resumeSaga.useMutation({
    onSuccess: (order) => {
      utils.admin.orders.get.setData({ number }, order);
      toast("The saga goes on");
    },
    onError: (error) => toast(messageOf(error), { tone: "bad" }),
    onSettled: () => setAsking(false),
  });
  return (
    <>
      <Button variant="secondary" size="sm" onClick={() => setAsking(true)}>
        Try again
      </Button>
      <ReasonDialog
        title="Try this saga again?"
        confirm="Try again"
        open={asking}
        busy={resume.isPending}
        onClose={() => setAsking(false)}
        onConfirm={(reason) => resume.mutate({ number, sagaId, reason })}
      >
        It goes on at the step “{step}”, with its tries counted from the start. Steps that were done before are not done
        twice.
      </ReasonDialog>
    </>
  );
}
