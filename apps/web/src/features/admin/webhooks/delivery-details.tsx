"use client";

import type { WebhookDeliveryDetail } from "@cartwright/contracts/webhooks";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Notice } from "@cartwright/ui/notice";
import { api } from "../../../trpc/react.tsx";
import { useErrorMessage } from "../../../trpc/use-error-message.ts";
import { Fact } from "../shell/fact.tsx";
import { Timestamp } from "../shell/timestamp.tsx";
import { useWebhookLabels } from "./webhook-labels.ts";

const CODE = "rounded-md border border-line bg-surface p-3 font-mono text-xs break-all whitespace-pre-wrap";

/** One delivery: what is sent, and each attempt with the beginning of its response. */
export function DeliveryDetails({ id }: { id: string }) {
  const t = useTranslations("adminWebhooks");
  const errorMessage = useErrorMessage();
  const { data: delivery, error } = api.admin.webhooks.delivery.useQuery({ deliveryId: id });
  if (error) return <Notice tone="bad">{errorMessage(error)}</Notice>;
  if (!delivery) return <p className="pl-6 text-muted">{t("details.loading")}</p>;
  return (
    <div className="grid gap-4 pl-6 max-md:pl-0">
      <dl className="grid gap-3 sm:grid-cols-2">
        <Fact name={t("details.id")}>
          <code className="font-mono text-xs break-all">{delivery.eventId}</code>
        </Fact>
        {delivery.nextAttemptAt === null ? null : (
          <Fact name={t("details.next")}>
            <Timestamp at={delivery.nextAttemptAt} />
          </Fact>
        )}
      </dl>
      <figure className="grid gap-1">
        <figcaption className="text-xs text-muted">{t("details.payload")}</figcaption>
        <pre className={CODE}>{JSON.stringify(JSON.parse(delivery.payload), null, 2)}</pre>
      </figure>
      <Attempts log={delivery.log} />
    </div>
  );
}

function Attempts({ log }: { log: WebhookDeliveryDetail["log"] }) {
  const t = useTranslations("adminWebhooks");
  const labels = useWebhookLabels();
  if (log.length === 0) return <p className="text-muted">{t("details.none")}</p>;
  return (
    <div className="grid gap-1">
      <h3 className="text-xs font-normal text-muted">{t("details.attempts")}</h3>
      <ol className="grid gap-3">
        {log.map(({ number, at, status, error, durationMs, answer }) => (
          <li key={number} className="grid gap-1">
            <p className="flex flex-wrap gap-x-3 text-sm">
              <span className="font-medium">{t("details.attempt", { number })}</span>
              <span>{t("details.result", { result: labels.result(status, error), ms: durationMs })}</span>
              <Timestamp at={at} className="text-muted" />
            </p>
            {answer === "" ? null : (
              <details>
                <summary className="text-xs text-muted">{t("details.answer")}</summary>
                <pre className={CODE}>{answer}</pre>
              </details>
            )}
          </li>
        ))}
      </ol>
    </div>
  );
}
