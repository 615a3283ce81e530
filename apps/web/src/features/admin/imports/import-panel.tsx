"use client";

import type { ImportId } from "@cartwright/contracts/ids";
import type { AdminImport } from "@cartwright/contracts/product-imports";
import { useTranslations } from "@cartwright/messages/use-translations";
import type { WatchState } from "@cartwright/realtime/client";
import { Badge } from "@cartwright/ui/badge";
import { LiveRegion } from "@cartwright/ui/live-region";
import { Notice } from "@cartwright/ui/notice";
import { Skeleton } from "@cartwright/ui/skeleton";
import { useErrorMessage } from "../../../trpc/use-error-message.ts";
import { formatBytes } from "../../downloads/format-bytes.ts";
import { Panel } from "../shell/panel.tsx";
import { Timestamp } from "../shell/timestamp.tsx";
import { ImportDecision } from "./import-decision.tsx";
import { ImportOutcome } from "./import-outcome.tsx";
import { ImportReportView } from "./import-report-view.tsx";
import { importLabel } from "./import-tone.ts";
import { useImport } from "./use-imports.ts";

interface ImportPanelProps {
  importId: ImportId;
  first: AdminImport | null;
  live: WatchState;
  onChanged: () => void;
}

/** One import: how far it is, what it found, and what can be done with it now. */
export function ImportPanel({ importId, first, live, onChanged }: ImportPanelProps) {
  const t = useTranslations("adminImports");
  const errorMessage = useErrorMessage();
  const { data, error } = useImport(importId, first, live);
  if (!data)
    return error ? (
      <Notice tone="bad" urgent>
        {errorMessage(error)}
      </Notice>
    ) : (
      <Skeleton className="h-40" />
    );
  const { tone, name } = importLabel(data);
  return (
    <Panel title={data.fileName} aside={<Badge tone={tone}>{t(`state.${name}`)}</Badge>}>
      <div className="grid gap-4">
        <LiveRegion>{t(`state.${name}`)}</LiveRegion>
        {error ? (
          <Notice tone="bad" urgent>
            {errorMessage(error)}
          </Notice>
        ) : null}
        <p className="flex flex-wrap gap-x-4 gap-y-1 text-sm text-muted">
          {data.bytes === null ? null : <span className="figures">{formatBytes(data.bytes)}</span>}
          <span className="min-w-0 break-words">{data.author ?? t("someone")}</span>
          <Timestamp at={data.endedAt ?? data.createdAt} />
        </p>
        <ImportOutcome shown={data} />
        <ImportDecision key={data.state} shown={data} onChanged={onChanged} />
        {data.report === null ? null : <ImportReportView shown={data} report={data.report} />}
      </div>
    </Panel>
  );
}
