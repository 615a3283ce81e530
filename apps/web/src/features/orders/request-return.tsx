"use client";

import type { OrderNumber } from "@cartwright/contracts/ids";
import type { Order } from "@cartwright/contracts/orders";
import { RETURN_REASON_MAX, RETURN_REASON_MIN } from "@cartwright/contracts/return-reason";
import { Button } from "@cartwright/ui/button";
import { Dialog } from "@cartwright/ui/dialog";
import { Field, Textarea } from "@cartwright/ui/field";
import { Notice } from "@cartwright/ui/notice";
import { useEffect, useId, useRef, useState } from "react";
import { messageOf } from "../../trpc/failure.ts";
import { api } from "../../trpc/react.tsx";
import { returnState } from "./return-state.ts";

/** Sending an order back: the question while it may be asked, a line once it was. */
export function RequestReturn({ order }: { order: Pick<Order, "number" | "status" | "returnable" | "timeline"> }) {
  const [askedHere, setAskedHere] = useState(false);
  switch (returnState(order)) {
    case "may_ask":
      return <AskForReturn number={order.number} onAsked={() => setAskedHere(true)} />;
    case "asked":
      return <Asked here={askedHere} />;
    case "none":
      return null;
  }
}

/** The line takes the focus from the dialog that was answered, which would lose it with the button that opened it. */
function Asked({ here }: { here: boolean }) {
  const line = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (here) line.current?.focus();
  }, [here]);
  return (
    <div ref={line} tabIndex={-1}>
      <Notice>You asked to send this order back. We will e-mail you about the next steps.</Notice>
    </div>
  );
}

function AskForReturn({ number, onAsked }: { number: OrderNumber; onAsked: () => void }) {
  const [asking, setAsking] = useState(false);
  const utils = api.useUtils();
  const request = api.orders.requestReturn.useMutation({
    onSuccess: (order) => {
      utils.orders.get.setData({ number }, order);
      onAsked();
    },
  });
  const formId = useId();
  const close = () => {
    setAsking(false);
    // A refusal may mean that the order has moved on; its words stay until they were read.
    if (request.isError) void utils.orders.get.invalidate({ number });
    request.reset();
  };
  return (
    <div>
      <Button variant="secondary" size="sm" onClick={() => setAsking(true)}>
        Request a return
      </Button>
      <Dialog
        open={asking}
        onClose={close}
        title="Send this order back?"
        footer={
          <div className="flex justify-end gap-3">
            <Button variant="quiet" onClick={close}>
              Keep it
            </Button>
            <Button type="submit" form={formId} busy={request.isPending}>
              {request.isPending ? "Asking…" : "Request the return"}
            </Button>
          </div>
        }
      >
        <ReasonForm
          id={formId}
          refusal={request.error === null ? null : messageOf(request.error)}
          onReason={(reason) => {
            if (!request.isPending) request.mutate({ number, reason });
          }}
        />
      </Dialog>
    </div>
  );
}

interface ReasonFormProps {
  id: string;
  /** Why the request was refused, in a sentence. */
  refusal: string | null;
  onReason: (reason: string) => void;
}

function ReasonForm({ id, refusal, onReason }: ReasonFormProps) {
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const isShort = reason.trim().length < RETURN_REASON_MIN;
  return (
    <form
      id={id}
      noValidate
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (!isShort) onReason(reason.trim());
      }}
    >
      <p className="text-ink-soft">We will read your reason and e-mail you about the next steps.</p>
      {refusal === null ? null : (
        <Notice tone="bad" urgent>
          {refusal}
        </Notice>
      )}
      <Field
        label="Why are you sending it back?"
        hint={`Up to ${RETURN_REASON_MAX} characters.`}
        error={tried && isShort ? "Write a few words, so that we know what went wrong." : undefined}
      >
        {(control) => (
          <Textarea
            {...control}
            required
            value={reason}
            maxLength={RETURN_REASON_MAX}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
    </form>
  );
}
