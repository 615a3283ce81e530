"use client";

import type { InboundWebhookDetail, InboundWebhookRow } from "@cartwright/contracts/inbound-webhooks";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { Notice } from "@cartwright/ui/notice";
import { useState } from "react";
import { api } from "../../../../trpc/react.tsx";
import { useErrorMessage } from "../../../../trpc/use-error-message.ts";
import { useCodeLabel } from "../../shell/code-label.ts";
import { Fact } from "../../shell/fact.tsx";
import { Timestamp } from "../../shell/timestamp.tsx";
import { RerunDialog } from "./rerun-dialog.tsx";

/** One webhook: what was stored of it, what it contradicted, and "Run again". */
export function WebhookDetails({ row, mayRepair }: { row: InboundWebhookRow; mayRepair: boolean }) {
  const t = useTranslations("adminInboundWebhooks");
  const label = useCodeLabel();
  const errorMessage = useErrorMessage();
  const [isAsking, setAsking] = useState(false);
  const { provider, eventId } = row;
  const { data, error } = api.admin.payments.webhook.useQuery({ provider, eventId });
  if (error) return <Notice tone="bad">{errorMessage(error)}</Notice>;
  if (!data) return <p className="pl-6 text-muted">{t("details.loading")}</p>;
  return (
    <div className="grid gap-4 pl-6 max-md:pl-0">
      <p className="max-w-prose">{t(`meaning.${data.outcome}`)}</p>
      <dl className="grid gap-3 sm:grid-cols-2">
        <Fact name={t("details.provider")}>{label("provider", provider)}</Fact>
        <Fact name={t("details.id")}>
          <code className="font-mono text-xs break-all">{eventId}</code>
        </Fact>
        <Fact name={t("details.charge")}>
          <code className="font-mono text-xs break-all">{data.providerRef ?? "–"}</code>
        </Fact>
        {data.rerun === null ? null : (
          <Fact name={t("details.rerun")}>
            {t(`done.${data.rerun.effect}`)} <Timestamp at={data.rerun.at} className="text-muted" />
          </Fact>
        )}
      </dl>
      <Differences differences={data.differences} />
      <figure className="grid gap-1">
        <figcaption className="text-xs text-muted">{t("details.payload")}</figcaption>
        <pre className="rounded-md border border-line bg-surface p-3 font-mono text-xs break-all whitespace-pre-wrap">
          {JSON.stringify(data.payload, null, 2)}
        </pre>
      </figure>
      {mayRepair ? (
        <div>
          <Button variant="secondary" size="sm" onClick={() => setAsking(true)}>
            {t("rerun.open")}
          </Button>
        </div>
      ) : null}
      {isAsking ? <RerunDialog id={{ provider, eventId }} onClose={() => setAsking(false)} /> : null}
    </div>
  );
}

function Differences({ differences }: Pick<InboundWebhookDetail, "differences">) {
  const t = useTranslations("adminInboundWebhooks");
  if (differences.length === 0) return null;
  return (
    <ul className="grid gap-1">
      {differences.map(({ fact, expected, received }) => (
        <li key={fact} className="wrap-anywhere">
          {t("details.difference", { fact, expected: expected ?? "–", received: received ?? "–" })}
        </li>
      ))}
    </ul>
  );
}
