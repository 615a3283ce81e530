"use client";

import {
  WEBHOOK_REPLAY_MAX,
  WebhookDeliveryEvent,
  type WebhookDeliveryPage,
  WebhookDeliveryState,
} from "@cartwright/contracts/webhooks";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { Select } from "@cartwright/ui/select";
import { toast } from "@cartwright/ui/toast";
import { getQueryKey } from "@trpc/react-query";
import { useState } from "react";
import { api } from "../../../trpc/react.tsx";
import { useErrorMessage } from "../../../trpc/use-error-message.ts";
import { Chip } from "../shell/chip.tsx";
import { ListPane } from "../shell/list-pane.tsx";
import { useAdminList } from "../shell/use-admin-list.ts";
import { deliveryPath, type DeliverySearch, toDeliveryInput } from "./delivery-search.ts";
import { DeliveryTable } from "./delivery-table.tsx";
import { useWebhookLabels } from "./webhook-labels.ts";

const REFETCH_MS = 5_000;

interface DeliveryLogProps {
  search: DeliverySearch;
  initial: WebhookDeliveryPage;
  mayReplay: boolean;
}

/** The deliveries of an endpoint, filtered by outcome and event; those that have ended can be replayed. */
export function DeliveryLog({ search: asked, initial, mayReplay }: DeliveryLogProps) {
  const t = useTranslations("adminWebhooks");
  const { client } = api.useUtils();
  const adminList = useAdminList({
    key: getQueryKey(api.admin.webhooks.deliveries),
    asked,
    initial,
    pathOf: deliveryPath,
    read: (wanted, page, signal) =>
      client.admin.webhooks.deliveries.query({ ...toDeliveryInput(wanted), ...page }, { signal }),
    refetchMs: REFETCH_MS,
  });
  const { search, setSearch, list, body } = adminList;
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  // What is no longer listed, or waits again, is not acted on.
  const selected = list.items.filter(({ id, state }) => state !== "pending" && chosen.has(id)).map(({ id }) => id);
  return (
    <div className="grid gap-3">
      <Filters search={search} onChange={setSearch} />
      {selected.length === 0 ? null : <ReplayBar ids={selected} onDone={() => setChosen(new Set())} />}
      <ListPane
        list={list}
        countText={t("log.count", { count: list.items.length })}
        empty={t("log.empty")}
        hasSearch={false}
      >
        <DeliveryTable
          deliveries={list.items}
          body={body}
          chosen={chosen}
          onChoose={mayReplay ? setChosen : undefined}
        />
      </ListPane>
    </div>
  );
}

function Filters({ search, onChange }: { search: DeliverySearch; onChange: (search: DeliverySearch) => void }) {
  const t = useTranslations("adminWebhooks");
  const labels = useWebhookLabels();
  return (
    <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
      <fieldset className="flex flex-wrap items-center gap-1.5">
        <legend className="sr-only">{t("log.outcome")}</legend>
        {[null, ...WebhookDeliveryState.options].map((state) => (
          <Chip
            key={state ?? ""}
            group="outcome"
            label={state === null ? t("log.any") : t(`state.${state}`)}
            on={search.state === state}
            onChange={() => onChange({ ...search, state })}
          />
        ))}
      </fieldset>
      <div className="w-56 max-sm:w-full">
        <Select
          aria-label={t("log.event")}
          value={search.event ?? ""}
          onChange={({ target }) =>
            onChange({ ...search, event: WebhookDeliveryEvent.safeParse(target.value).data ?? null })
          }
          className="min-h-10 text-sm"
        >
          <option value="">{t("log.anyEvent")}</option>
          {WebhookDeliveryEvent.options.map((event) => (
            <option key={event} value={event}>
              {labels.event(event)}
            </option>
          ))}
        </Select>
      </div>
    </div>
  );
}

function ReplayBar({ ids, onDone }: { ids: readonly string[]; onDone: () => void }) {
  const t = useTranslations("adminWebhooks");
  const errorMessage = useErrorMessage();
  const utils = api.useUtils();
  // One for each selection, so that a click that is sent twice replays once.
  const [requestId, setRequestId] = useState(() => crypto.randomUUID());
  const replay = api.admin.webhooks.replay.useMutation({
    async onSuccess({ replayed }) {
      toast(t("log.replayed", { count: replayed }));
      setRequestId(crypto.randomUUID());
      await utils.admin.webhooks.invalidate();
      onDone();
    },
    onError: (error) => toast(errorMessage(error), { tone: "bad" }),
  });
  const isTooMany = ids.length > WEBHOOK_REPLAY_MAX;
  return (
    <div className="flex flex-wrap items-center gap-3 rounded-lg border border-line bg-surface px-4 py-2">
      <output className="figures text-sm">
        {t("log.selected", { count: ids.length })} {isTooMany ? t("log.most", { max: WEBHOOK_REPLAY_MAX }) : null}
      </output>
      <Button
        size="sm"
        className="ml-auto"
        busy={replay.isPending}
        disabled={isTooMany}
        onClick={() => replay.mutate({ deliveryIds: [...ids], requestId })}
      >
        {t("log.replay", { count: ids.length })}
      </Button>
    </div>
  );
}
