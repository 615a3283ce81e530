"use client";

import { formatMoney } from "@cartwright/contracts/amounts";
import { type CollectionRules, MATCHES_COUNTED_MAX } from "@cartwright/contracts/collections";
import { useTranslations } from "@cartwright/messages/use-translations";
import { keepPreviousData } from "@tanstack/react-query";
import { api } from "../../../trpc/react.tsx";
import { useErrorMessage } from "../../../trpc/use-error-message.ts";
import { Panel } from "../shell/panel.tsx";
import { Thumbnail } from "../shell/thumbnail.tsx";
import { useSettled } from "../shell/use-settled.ts";
import type { CollectionEditor } from "./use-collection-editor.ts";

/** What the conditions match, before they are saved. */
export function PreviewPanel({ editor: { form, input } }: { editor: CollectionEditor }) {
  const t = useTranslations("adminCollections");
  if (form.kind !== "rule") return null;
  return (
    <Panel title={t("panel.preview")}>
      {input?.rules ? <Matches rules={input.rules} /> : <p className="text-muted">{t("preview.unfinished")}</p>}
    </Panel>
  );
}

function Matches({ rules }: { rules: CollectionRules }) {
  const t = useTranslations("adminCollections");
  const errorMessage = useErrorMessage();
  const settled = useSettled(JSON.stringify(rules));
  const asked = JSON.parse(settled) as CollectionRules; // written a line above
  const { data, error, isFetching } = api.admin.collections.preview.useQuery(asked, {
    placeholderData: keepPreviousData,
  });
  if (error) return <p className="text-bad">{errorMessage(error)}</p>;
  if (!data) return <p className="text-muted">{t("preview.loading")}</p>;
  const isMany = data.count >= MATCHES_COUNTED_MAX;
  return (
    <div aria-busy={isFetching} className="grid gap-3">
      <output className="figures block font-medium">
        {t(isMany ? "preview.many" : "preview.count", { count: data.count })}
      </output>
      <ul aria-label={t("preview.list")} className="grid gap-2">
        {data.items.map(({ id, title, imageUrl, priceMinor, currency }) => (
          <li key={id} className="flex items-center gap-3 text-sm">
            <Thumbnail url={imageUrl} />
            <span className="min-w-0 grow truncate">{title}</span>
            <span className="figures text-muted">{formatMoney(priceMinor, currency)}</span>
          </li>
        ))}
      </ul>
      {data.count > data.items.length ? <p className="text-sm text-muted">{t("preview.newest")}</p> : null}
    </div>
  );
}
