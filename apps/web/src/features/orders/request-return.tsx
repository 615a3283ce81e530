"use client";

import type { OrderNumber } from "@cartwright/contracts/ids";
import type { Order } from "@cartwright/contracts/orders";
import { RETURN_REASON_MAX, RETURN_REASON_MIN } from "@cartwright/contracts/return-reason";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { Dialog } from "@cartwright/ui/dialog";
import { Field, Textarea } from "@cartwright/ui/field";
import { Notice } from "@cartwright/ui/notice";
import { useEffect, useId, useRef, useState } from "react";
import { api } from "../../trpc/react.tsx";
import { returnState } from "./return-state.ts";
import { useErrorMessage } from "../../trpc/use-error-message.ts";

/** The return request: a button while it is possible, a notice once it was made. */
export function RequestReturn({ order }: { order: Pick<Order, "number" | "status" | "returnable" | "timeline"> }) {
  const [requestedHere, setRequestedHere] = useState(false);
  switch (returnState(order)) {
    case "available":
      return <ReturnDialog number={order.number} onRequested={() => setRequestedHere(true)} />;
    case "requested":
      return <ReturnRequested focus={requestedHere} />;
    case "none":
      return null;
  }
}

/** Takes the focus after the dialog has closed, because the button that opened the dialog is gone. */
function ReturnRequested({ focus }: { focus: boolean }) {
  const t = useTranslations("orders");
  const line = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (focus) line.current?.focus();
  }, [focus]);
  return (
    <div ref={line} tabIndex={-1}>
      <Notice>{t("return.requested")}</Notice>
    </div>
  );
}

function ReturnDialog({ number, onRequested }: { number: OrderNumber; onRequested: () => void }) {
  const t = useTranslations("orders");
  const [open, setOpen] = useState(false);
  const errorMessage = useErrorMessage();
  const utils = api.useUtils();
  const request = api.orders.requestReturn.useMutation({
    onSuccess: (order) => {
      utils.orders.get.setData({ number }, order);
      onRequested();
    },
  });
  const formId = useId();
  const close = () => {
    setOpen(false);
    // An error may mean that the order has changed. It is reloaded only now, so that the message can be read first.
    if (request.isError) void utils.orders.get.invalidate({ number });
    request.reset();
  };
  return (
    <div>
      <Button variant="secondary" size="sm" onClick={() => setOpen(true)}>
        {t("return.open")}
      </Button>
      <Dialog
        open={open}
        onClose={close}
        title={t("return.title")}
        footer={
          <div className="flex justify-end gap-3">
            <Button variant="quiet" onClick={close}>
              {t("return.keep")}
            </Button>
            <Button type="submit" form={formId} busy={request.isPending}>
              {request.isPending ? t("return.sending") : t("return.confirm")}
            </Button>
          </div>
        }
      >
        <ReasonForm
          id={formId}
          refusal={request.error === null ? null : errorMessage(request.error)}
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
  /** Why the request was refused. */
  refusal: string | null;
  onReason: (reason: string) => void;
}

function ReasonForm({ id, refusal, onReason }: ReasonFormProps) {
  const t = useTranslations("orders");
  const [reason, setReason] = useState("");
  const [submitted, setSubmitted] = useState(false);
  const isShort = reason.trim().length < RETURN_REASON_MIN;
  return (
    <form
      id={id}
      noValidate
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        setSubmitted(true);
        if (!isShort) onReason(reason.trim());
      }}
    >
      <p className="text-ink-soft">{t("return.text")}</p>
      {refusal === null ? null : (
        <Notice tone="bad" urgent>
          {refusal}
        </Notice>
      )}
      <Field
        label={t("return.reason")}
        hint={t("return.reasonHint", { max: RETURN_REASON_MAX })}
        error={submitted && isShort ? t("return.reasonMissing") : undefined}
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
