"use client";

import type { BookFindingPage, BookFindingRow, BookRun } from "@cartwright/contracts/books";
import { useTranslations } from "@cartwright/messages/use-translations";
import { getQueryKey } from "@trpc/react-query";
import { useState } from "react";
import { api } from "../../../trpc/react.tsx";
import { ActionButton } from "../shell/action-button.tsx";
import { ChipChoice } from "../shell/chip-choice.tsx";
import { ListPane } from "../shell/list-pane.tsx";
import { Timestamp } from "../shell/timestamp.tsx";
import { useAdminList } from "../shell/use-admin-list.ts";
import { FINDING_STATES, findingPath, type FindingSearch, toFindingInput } from "./finding-search.ts";
import { FindingTable } from "./finding-table.tsx";
import { PaymentsHeader } from "./payments-header.tsx";
import { RepairDialog } from "./repair-dialog.tsx";

interface FindingsViewProps {
  search: FindingSearch;
  initial: BookFindingPage;
  mayRepair: boolean;
}

/** Often enough to see what the scheduled comparison and running repairs change. */
const REFETCH_MS = 10_000;

/** Where the books do not agree, when they were compared, and what can be done about it. */
export function FindingsView({ search: asked, initial, mayRepair }: FindingsViewProps) {
  const t = useTranslations("adminPayments");
  const { client, admin } = api.useUtils();
  const [repairing, setRepairing] = useState<BookFindingRow | null>(null);
  const adminList = useAdminList({
    key: getQueryKey(api.admin.payments.findings),
    asked,
    initial,
    pathOf: findingPath,
    read: (wanted, page, signal) =>
      client.admin.payments.findings.query({ ...toFindingInput(wanted), ...page }, { signal }),
    refetchMs: REFETCH_MS,
  });
  const { data: now } = api.admin.payments.findings.useQuery(
    { limit: 1 },
    { initialData: initial, refetchInterval: REFETCH_MS },
  );
  const { search, list, body } = adminList;
  return (
    <div className="grid gap-4">
      <PaymentsHeader here="findings" />
      <div className="flex flex-wrap items-start justify-between gap-x-8 gap-y-3">
        <p className="max-w-prose text-sm text-ink-soft">{t("intro")}</p>
        {mayRepair ? (
          <ActionButton
            label={t("reconcile.label")}
            title={t("reconcile.title")}
            confirm={t("reconcile.label")}
            harmless
            done={t("reconcile.done")}
            act={(reason) => client.admin.payments.reconcile.mutate({ reason })}
            onSettled={() => void admin.payments.findings.invalidate()}
          >
            {t("reconcile.text")}
          </ActionButton>
        ) : null}
      </div>
      <Run run={now.run} />
      <Filters adminList={adminList} counts={now.counts} />
      <ListPane
        list={list}
        countText={t("count", { count: list.items.length })}
        empty={search.state === "open" && search.finding === "" ? t("empty.open") : t("empty.other")}
        hasSearch={false}
      >
        <FindingTable rows={list.items} body={body} state={search.state} onRepair={mayRepair ? setRepairing : null} />
      </ListPane>
      {repairing ? <RepairDialog row={repairing} onClose={() => setRepairing(null)} /> : null}
    </div>
  );
}

function Run({ run: { finishedAt, compared, checkedAt, isRunning } }: { run: BookRun }) {
  const t = useTranslations("adminPayments");
  return (
    <p className="flex flex-wrap gap-x-2 text-sm text-ink-soft">
      <span>
        {finishedAt === null
          ? t("run.never")
          : t.rich("run.finished", { time: <Timestamp key="end" at={finishedAt} />, count: compared })}
      </span>
      {checkedAt === null ? null : (
        <span>{t.rich("run.checked", { time: <Timestamp key="look" at={checkedAt} /> })}</span>
      )}
      {isRunning ? <span>{t("run.running")}</span> : null}
    </p>
  );
}

interface FiltersProps {
  adminList: { readonly search: FindingSearch; readonly setSearch: (search: FindingSearch) => void };
  counts: BookFindingPage["counts"];
}

function Filters({ adminList: { search, setSearch }, counts }: FiltersProps) {
  const t = useTranslations("adminPayments");
  return (
    <div className="flex flex-wrap gap-x-8 gap-y-3">
      <ChipChoice
        legend={t("state.label")}
        group="state"
        options={FINDING_STATES.map((state) => ({ value: state, label: t(`state.${state}`) }))}
        value={search.state}
        onChange={(state) => setSearch({ ...search, state })}
      />
      {counts.length === 0 || search.state !== "open" ? null : (
        <ChipChoice
          legend={t("kinds")}
          group="kind"
          options={[
            { value: "", label: t("allKinds") },
            ...counts.map(({ finding, count }) => ({
              value: finding,
              label: t("kind", { kind: t(`finding.${finding}`), count }),
            })),
          ]}
          value={search.finding}
          onChange={(finding) => setSearch({ ...search, finding })}
        />
      )}
    </div>
  );
}
