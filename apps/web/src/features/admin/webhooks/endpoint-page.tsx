"use client";

import { WEBHOOK_KEPT_DAYS, type WebhookDeliveryPage, type WebhookEndpoint } from "@cartwright/contracts/webhooks";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Notice } from "@cartwright/ui/notice";
import { api } from "../../../trpc/react.tsx";
import { Fact } from "../shell/fact.tsx";
import { Panel } from "../shell/panel.tsx";
import { Timestamp } from "../shell/timestamp.tsx";
import { DeliveryLog } from "./delivery-log.tsx";
import type { DeliverySearch } from "./delivery-search.ts";
import { EndpointActs } from "./endpoint-acts.tsx";
import { HealthBadge } from "./health-badge.tsx";
import { useWebhookLabels } from "./webhook-labels.ts";

const REFETCH_MS = 10_000;
const FAILING_DAYS_MAX = 3;

interface EndpointPageProps {
  initial: WebhookEndpoint;
  search: DeliverySearch;
  deliveries: WebhookDeliveryPage;
  mayWrite: boolean;
  mayReplay: boolean;
}

/** One endpoint: its health, its settings and its delivery log. */
export function EndpointPage({ initial, search, deliveries, mayWrite, mayReplay }: EndpointPageProps) {
  const t = useTranslations("adminWebhooks");
  const { data: endpoint } = api.admin.webhooks.get.useQuery(
    { endpointId: initial.id },
    { initialData: initial, refetchInterval: REFETCH_MS },
  );
  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h1 className="min-w-0 text-xl wrap-anywhere">{endpoint.description || endpoint.url}</h1>
        {mayWrite ? <EndpointActs endpoint={endpoint} /> : null}
      </div>
      <HealthNotice endpoint={endpoint} />
      <Facts endpoint={endpoint} />
      <section aria-label={t("log.title")} className="grid gap-3">
        <div className="flex flex-wrap items-baseline justify-between gap-x-4">
          <h2 className="text-base">{t("log.title")}</h2>
          <p className="text-xs text-muted">{t("log.kept", { days: WEBHOOK_KEPT_DAYS })}</p>
        </div>
        <DeliveryLog search={search} initial={deliveries} mayReplay={mayReplay} />
      </section>
    </div>
  );
}

function HealthNotice({ endpoint: { health } }: { endpoint: WebhookEndpoint }) {
  const t = useTranslations("adminWebhooks");
  if (health === "failing") return <Notice tone="warn">{t("failing", { days: FAILING_DAYS_MAX })}</Notice>;
  if (health === "failed") return <Notice tone="bad">{t("failed")}</Notice>;
  return health === "disabled" ? <Notice>{t("disabled")}</Notice> : null;
}

function Facts({ endpoint }: { endpoint: WebhookEndpoint }) {
  const t = useTranslations("adminWebhooks");
  const labels = useWebhookLabels();
  const times = [
    ["facts.lastSuccess", endpoint.lastSuccessAt],
    ["facts.lastFailure", endpoint.lastFailureAt],
    ["facts.failingSince", endpoint.failingSince],
    ["facts.oldSecret", endpoint.oldSecretUntil],
  ] as const;
  return (
    <Panel title={t("facts.title")}>
      <dl className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
        <Fact name={t("facts.url")}>
          <code className="font-mono text-xs">{endpoint.url}</code>
        </Fact>
        <Fact name={t("facts.health")}>
          <HealthBadge health={endpoint.health} />
        </Fact>
        <Fact name={t("facts.waiting")}>
          <span className="figures">{endpoint.waiting}</span>
        </Fact>
        {times.map(([name, at]) =>
          at === null ? null : (
            <Fact key={name} name={t(name)}>
              <Timestamp at={at} />
            </Fact>
          ),
        )}
        <Fact name={t("facts.events")}>{endpoint.events.map(labels.event).join(", ")}</Fact>
      </dl>
    </Panel>
  );
}
