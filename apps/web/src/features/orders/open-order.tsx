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

/** Opens the order of an emailed link. Offers to email a new link when it is no longer valid, and to retry after another failure. */
export function OpenOrder({ number }: { number: OrderNumber }) {
  const t = useTranslations("orders");
  const { outcome, retry } = useOrderLink(number);
  if (outcome === null || outcome.state === "opened") return <OrderSkeleton />;
  if (outcome.state === "failed") return <OpeningFailed error={outcome.error} onRetry={retry} />;
  return (
    <div className="page">
      <EmptyState as="h1" title={t("link.invalidTitle")} action={<RenewLink number={number} />}>
        {t("link.invalidText")}
      </EmptyState>
    </div>
  );
}

function OpeningFailed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const t = useTranslations("orders");
  const errorMessage = useErrorMessage();
  const common = useTranslations("common");
  return (
    <div className="page">
      <EmptyState
        as="h1"
        title={t("link.failedTitle")}
        action={<Button onClick={onRetry}>{common("tryAgain")}</Button>}
      >
        {errorMessage(error)}
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
