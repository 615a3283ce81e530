"use client";

import type { Order } from "@cartwright/contracts/orders";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { Dialog } from "@cartwright/ui/dialog";
import { Notice } from "@cartwright/ui/notice";
import { useEffect, useId, useRef, useState } from "react";
import { api } from "../../trpc/react.tsx";
import { useErrorMessage } from "../../trpc/use-error-message.ts";
import { ReturnExchanges } from "./exchange-notice.tsx";
import { ReturnForm } from "./return-form.tsx";

type Returnable = Pick<Order, "number" | "lines" | "returnable" | "returns">;

/** What has been requested, and a button while something can be returned. */
export function RequestReturn({ order }: { order: Returnable }) {
  const [requestedHere, setRequestedHere] = useState(false);
  const isRequested = order.returns.some(({ state }) => state === "requested");
  return (
    <>
      {isRequested ? <ReturnRequested focus={requestedHere} /> : null}
      {order.returns.map(({ id, state, note }) =>
        state === "approved" || state === "refused" ? <ReturnDecision key={id} state={state} note={note} /> : null,
      )}
      {order.returns.map(({ id, exchanges }) => (
        <ReturnExchanges key={id} exchanges={exchanges} />
      ))}
      {order.returnable ? <ReturnDialog order={order} onRequested={() => setRequestedHere(true)} /> : null}
    </>
  );
}

/** What our team decided, and what they wrote. */
function ReturnDecision({ state, note }: { state: "approved" | "refused"; note: string }) {
  const t = useTranslations("orders");
  return (
    <Notice tone={state === "approved" ? "good" : "neutral"}>
      {t(state === "approved" ? "return.approved" : "return.declined")}
      {note === "" ? null : <span className="block break-words">{note}</span>}
    </Notice>
  );
}

/** Takes the focus after the dialog has closed, because the button that opened the dialog may be gone. */
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

function ReturnDialog({ order, onRequested }: { order: Returnable; onRequested: () => void }) {
  const t = useTranslations("orders");
  const [open, setOpen] = useState(false);
  /** One for each opening of the dialog, so that a retry after a lost response requests no second return. */
  const [returnId, setReturnId] = useState("");
  const errorMessage = useErrorMessage();
  const utils = api.useUtils();
  const { number } = order;
  const request = api.orders.requestReturn.useMutation({
    async onSuccess() {
      await utils.orders.get.invalidate({ number });
      setOpen(false);
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
      <Button
        variant="secondary"
        size="sm"
        onClick={() => {
          setReturnId(crypto.randomUUID());
          setOpen(true);
        }}
      >
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
        <ReturnForm
          id={formId}
          lines={order.lines.filter((line) => line.returnableQuantity > 0)}
          refusal={request.error === null ? null : errorMessage(request.error)}
          onRequest={(lines) => {
            if (!request.isPending) request.mutate({ number, returnId, lines });
          }}
        />
      </Dialog>
    </div>
  );
}
