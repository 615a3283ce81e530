"use client";

import type { AuditRow } from "@cartwright/contracts/admin-audit";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { classNames } from "@cartwright/ui/class-names";
import { Table, Td, Th } from "@cartwright/ui/table";
import { type Ref, useId, useState } from "react";
import { diffStates } from "./audit-diff.ts";
import type { AuditSearch } from "./audit-search.ts";
import { Fact } from "../shell/fact.tsx";
import { RowDetails, RowToggle } from "../shell/expandable-row.tsx";
import { Timestamp, useExactTime } from "../shell/timestamp.tsx";
import { useCodeLabel } from "../shell/code-label.ts";

/** Columns for wide screens only. */
const WIDE = "max-md:hidden";
const CELL = "py-2";
const COLUMNS = 5;

interface AuditTableProps {
  entries: readonly AuditRow[];
  body: Ref<HTMLTableSectionElement>;
  /** Filters the log by a value of an entry. */
  onNarrow: (part: Partial<AuditSearch>) => void;
}

/** The log as rows; each expands to its changes and its origin. */
export function AuditTable({ entries, body, onNarrow }: AuditTableProps) {
  const t = useTranslations("adminAudit");
  return (
    <Table caption={t("caption")}>
      <thead>
        <tr>
          <Th>{t("column.action")}</Th>
          <Th className={WIDE}>{t("column.who")}</Th>
          <Th className={WIDE}>{t("column.target")}</Th>
          <Th className={WIDE}>{t("column.reason")}</Th>
          <Th className="text-right">{t("column.when")}</Th>
        </tr>
      </thead>
      <tbody ref={body}>
        {entries.map((entry) => (
          <Entry key={entry.id} entry={entry} onNarrow={onNarrow} />
        ))}
      </tbody>
    </Table>
  );
}

/** The message for an actor without an email address. */
const actorKey = (kind: AuditRow["actor"]["kind"]) =>
  kind === "user" ? "actor.deleted" : kind === "system" ? "actor.system" : "actor.unknown";

const targetOf = ({ email, id }: AuditRow["subject"]) => email ?? id;

function Entry({ entry, onNarrow }: { entry: AuditRow; onNarrow: AuditTableProps["onNarrow"] }) {
  const t = useTranslations("adminAudit");
  const label = useCodeLabel();
  const [isOpen, setOpen] = useState(false);
  const detailsId = useId();
  const who = entry.actor.email ?? t(actorKey(entry.actor.kind));
  return (
    <>
      <tr className="relative transition-colors last:*:border-b-0 hover:bg-sunk">
        <Td className={CELL}>
          <RowToggle isOpen={isOpen} detailsId={detailsId} onToggle={() => setOpen(!isOpen)} className="font-medium">
            {label("action", entry.action)}
          </RowToggle>
          <span className="block max-w-56 truncate pl-6 text-xs text-muted md:hidden">
            {who} → {targetOf(entry.subject)}
          </span>
        </Td>
        <Td className={classNames(CELL, WIDE, "max-w-52 truncate text-ink-soft")}>{who}</Td>
        <Td className={classNames(CELL, WIDE, "max-w-52 truncate text-ink-soft")}>
          <span className="text-muted">{label("subject", entry.subject.kind)}</span> {targetOf(entry.subject)}
        </Td>
        <Td className={classNames(CELL, WIDE, "max-w-64 truncate text-ink-soft")}>{entry.reason}</Td>
        <Td className={classNames(CELL, "figures text-right whitespace-nowrap text-muted")}>
          <Timestamp at={entry.at} />
        </Td>
      </tr>
      {isOpen ? (
        <RowDetails id={detailsId} columns={COLUMNS}>
          <Details entry={entry} onNarrow={onNarrow} />
        </RowDetails>
      ) : null}
    </>
  );
}

function Details({ entry, onNarrow }: { entry: AuditRow; onNarrow: AuditTableProps["onNarrow"] }) {
  const t = useTranslations("adminAudit");
  const admin = useTranslations("admin");
  const label = useCodeLabel();
  const exactTime = useExactTime();
  const { actor, subject, requestId } = entry;
  const who = actor.email ?? actor.id;
  return (
    <div className="grid gap-4 pl-6">
      <Changes entry={entry} />
      <dl className="grid gap-3 sm:grid-cols-2 xl:grid-cols-4">
        <Fact name={t("detail.time")}>
          <span className="figures">{exactTime(entry.at)}</span>
        </Fact>
        <Fact name={t("detail.address")}>{entry.address ?? admin("none")}</Fact>
        <Fact name={label("subject", subject.kind)}>
          {subject.email === null ? null : <span className="block">{subject.email}</span>}
          <code className="font-mono text-xs break-all">{subject.id}</code>
        </Fact>
        <Fact name={t("detail.request")}>
          {requestId === null ? admin("none") : <code className="font-mono text-xs break-all">{requestId}</code>}
        </Fact>
        {entry.reason === null ? null : <Fact name={t("detail.reason")}>{entry.reason}</Fact>}
      </dl>
      <div className="flex flex-wrap gap-2">
        <Button variant="secondary" size="sm" onClick={() => onNarrow({ target: targetOf(subject) })}>
          {t("detail.ofTarget")}
        </Button>
        {who === null ? null : (
          <Button variant="secondary" size="sm" onClick={() => onNarrow({ who })}>
            {t("detail.byPerson")}
          </Button>
        )}
      </div>
    </div>
  );
}

function Changes({ entry: { before, after } }: { entry: AuditRow }) {
  const t = useTranslations("adminAudit");
  const changes = diffStates(before, after);
  if (changes.length === 0) return null;
  return (
    <ul aria-label={t("detail.changes")} className="grid gap-1 font-mono text-xs">
      {changes.map((change) => (
        <li key={change.path} className="flex flex-wrap items-baseline gap-x-2">
          <span className="text-muted">{change.path}</span>
          {change.before === null ? null : (
            <del className="rounded-sm bg-bad-soft px-1 break-all text-bad">{change.before}</del>
          )}
          {change.after === null ? null : (
            <ins className="rounded-sm bg-good-soft px-1 break-all text-good no-underline">{change.after}</ins>
          )}
        </li>
      ))}
    </ul>
  );
}
