"use client";

import type { OrderNumber } from "@cartwright/contracts/ids";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { EmptyState } from "@cartwright/ui/empty-state";
import { Notice } from "@cartwright/ui/notice";
import { useState } from "react";
import { api } from "../../trpc/react.tsx";
import { useErrorMessage } from "../../trpc/use-error-message.ts";
import { OrderSkeleton } from "./order-view.tsx";
import { useOrderLink } from "./use-order-link.ts";

/** Opens the order of an emailed link, or offers to email a new one when the link is no longer valid. */
export function OpenOrder({ number }: { number: OrderNumber }) {
  const t = useTranslations("orders");
  const state = useOrderLink(number);
  if (state !== "invalid") return <OrderSkeleton />;
  return (
    <div className="page">
      <EmptyState as="h1" title={t("link.invalidTitle")} action={<RenewLink number={number} />}>
        {t("link.invalidText")}
      </EmptyState>
    </div>
  );
}

function RenewLink({ number }: { number: OrderNumber }) {
  const t = useTranslations("orders");
  const errorMessage = useErrorMessage();
  const { mutateAsync: renew, isPending, error } = api.orders.renewLink.useMutation();
  const [isSent, setIsSent] = useState(false);
  if (isSent)
    return (
      <Notice tone="good" urgent>
        {t("link.sent")}
      </Notice>
    );
  return (
    <div className="grid justify-items-center gap-4">
      {error ? (
        <Notice tone="bad" urgent>
          {errorMessage(error)}
        </Notice>
      ) : null}
      <Button
        busy={isPending}
        onClick={() => {
          // The error is shown above.
          renew({ number }).then(
            () => setIsSent(true),
            () => undefined,
          );
        }}
      >
        {t("link.renew")}
      </Button>
    </div>
  );
}
