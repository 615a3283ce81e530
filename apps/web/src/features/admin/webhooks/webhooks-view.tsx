"use client";

import type { WebhookEndpoint, WebhookList, WebhookWithSecret } from "@cartwright/contracts/webhooks";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { classNames } from "@cartwright/ui/class-names";
import { Notice } from "@cartwright/ui/notice";
import { Table, Td, Th } from "@cartwright/ui/table";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { api } from "../../../trpc/react.tsx";
import { useErrorMessage } from "../../../trpc/use-error-message.ts";
import { EmptyPanel } from "../shell/panel.tsx";
import { Timestamp } from "../shell/timestamp.tsx";
import { EndpointDialog } from "./endpoint-dialog.tsx";
import { HealthBadge } from "./health-badge.tsx";
import { SecretDialog } from "./secret-dialog.tsx";

const WIDE = "max-md:hidden";
/** Health changes by itself. */
const REFETCH_MS = 15_000;

/** All endpoints with their health, and "Add endpoint". */
export function WebhooksView({ initial, mayWrite }: { initial: WebhookList; mayWrite: boolean }) {
  const t = useTranslations("adminWebhooks");
  const errorMessage = useErrorMessage();
  const router = useRouter();
  const utils = api.useUtils();
  const [isAdding, setAdding] = useState(false);
  const [created, setCreated] = useState<WebhookWithSecret | null>(null);
  const { data, error } = api.admin.webhooks.list.useQuery(undefined, {
    initialData: initial,
    refetchInterval: REFETCH_MS,
  });
  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h1 className="text-xl">{t("title")}</h1>
        {mayWrite ? (
          <Button size="sm" onClick={() => setAdding(true)}>
            {t("add")}
          </Button>
        ) : null}
      </div>
      <p className="max-w-prose text-sm text-ink-soft">{t("intro")}</p>
      {error ? <Notice tone="bad">{errorMessage(error)}</Notice> : null}
      <div className="overflow-hidden rounded-lg border border-line bg-surface">
        {data.items.length === 0 ? <EmptyPanel>{t("empty")}</EmptyPanel> : <EndpointTable endpoints={data.items} />}
      </div>
      {isAdding ? (
        <EndpointDialog
          endpoint={null}
          onClose={() => setAdding(false)}
          onCreated={(made) => {
            setAdding(false);
            setCreated(made);
            void utils.admin.webhooks.list.invalidate();
          }}
        />
      ) : null}
      {created ? (
        <SecretDialog
          secret={created.secret}
          isRotated={false}
          onClose={() => {
            setCreated(null);
            router.push(`/admin/webhooks/${created.endpoint.id}`);
          }}
        />
      ) : null}
    </div>
  );
}

function EndpointTable({ endpoints }: { endpoints: readonly WebhookEndpoint[] }) {
  const t = useTranslations("adminWebhooks");
  return (
    <Table caption={t("caption")}>
      <thead>
        <tr>
          <Th>{t("column.endpoint")}</Th>
          <Th>{t("column.health")}</Th>
          <Th className={classNames(WIDE, "text-right")}>{t("column.events")}</Th>
          <Th className={classNames(WIDE, "text-right")}>{t("column.waiting")}</Th>
          <Th className={classNames(WIDE, "text-right")}>{t("column.last")}</Th>
        </tr>
      </thead>
      <tbody>
        {endpoints.map((endpoint) => (
          <tr key={endpoint.id} className="relative transition-colors last:*:border-b-0 hover:bg-sunk">
            <Td className="py-2">
              <Link
                href={`/admin/webhooks/${endpoint.id}`}
                prefetch={false}
                className="block max-w-md truncate font-mono text-xs after:absolute after:inset-0 max-md:max-w-44"
              >
                {endpoint.url}
              </Link>
              <span className="block max-w-md truncate text-xs text-muted max-md:max-w-44">{endpoint.description}</span>
            </Td>
            <Td className="py-2">
              <HealthBadge health={endpoint.health} />
            </Td>
            <Td className={classNames(WIDE, "figures py-2 text-right")}>{endpoint.events.length}</Td>
            <Td className={classNames(WIDE, "figures py-2 text-right")}>{endpoint.waiting}</Td>
            <Td className={classNames(WIDE, "figures py-2 text-right whitespace-nowrap text-muted")}>
              {endpoint.lastSuccessAt === null ? t("never") : <Timestamp at={endpoint.lastSuccessAt} />}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
