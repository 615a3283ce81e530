"use client";

import type { AuditRow } from "@cartwright/contracts/admin-audit";
import { Button } from "@cartwright/ui/button";
import { classNames } from "@cartwright/ui/class-names";
import { Table, Td, Th } from "@cartwright/ui/table";
import { ChevronRight } from "lucide-react";
import { type Ref, useId, useState } from "react";
import { diffStates } from "./audit-diff.ts";
import type { AuditSearch } from "./audit-search.ts";
import { Fact } from "../shell/fact.tsx";
import { Moment } from "../shell/timestamp.tsx";
import { engineWord } from "../shell/words.ts";

/** What only wider screens have room for. */
const WIDE = "max-md:hidden";
const CELL = "py-2";
const COLUMNS = 5;

interface AuditTableProps {
  entries: readonly AuditRow[];
  body: Ref<HTMLTableSectionElement>;
  /** Narrows the log to something that an entry names. */
  onNarrow: (part: Partial<AuditSearch>) => void;
}

/** The log as rows; each opens to what was changed, and from where. */
export function AuditTable({ entries, body, onNarrow }: AuditTableProps) {
  return (
    <Table caption="Audit log, newest first">
      <thead>
        <tr>
          <Th>What</Th>
          <Th className={WIDE}>Who</Th>
          <Th className={WIDE}>Target</Th>
          <Th className={WIDE}>Reason</Th>
          <Th className="text-right">When</Th>
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

/** Whoever acted, in a word. */
function whoOf({ kind, email }: AuditRow["actor"]): string {
  if (email !== null) return email;
  return kind === "user" ? "A deleted account" : kind === "system" ? "The shop itself" : "Somebody unknown";
}

const targetOf = ({ email, id }: AuditRow["subject"]) => email ?? id;

function Entry({ entry, onNarrow }: { entry: AuditRow; onNarrow: AuditTableProps["onNarrow"] }) {
  const [isOpen, setOpen] = useState(false);
  const detailsId = useId();
  return (
    <>
      <tr className="relative transition-colors last:*:border-b-0 hover:bg-sunk">
        <Td className={CELL}>
          <button
            type="button"
            aria-expanded={isOpen}
            aria-controls={isOpen ? detailsId : undefined}
            onClick={() => setOpen(!isOpen)}
            className="flex items-center gap-2 text-left font-medium after:absolute after:inset-0 focus-visible:-outline-offset-2"
          >
            <ChevronRight
              aria-hidden="true"
              className={classNames("size-4 shrink-0 text-muted transition-transform", isOpen && "rotate-90")}
            />
            {engineWord(entry.action).label}
          </button>
          <span className="block max-w-56 truncate pl-6 text-xs text-muted md:hidden">
            {whoOf(entry.actor)} → {targetOf(entry.subject)}
          </span>
        </Td>
        <Td className={classNames(CELL, WIDE, "max-w-52 truncate text-ink-soft")}>{whoOf(entry.actor)}</Td>
        <Td className={classNames(CELL, WIDE, "max-w-52 truncate text-ink-soft")}>
          <span className="text-muted">{engineWord(entry.subject.kind).label}</span> {targetOf(entry.subject)}
        </Td>
        <Td className={classNames(CELL, WIDE, "max-w-64 truncate text-ink-soft")}>{entry.reason}</Td>
        <Td className={classNames(CELL, "figures text-right whitespace-nowrap text-muted")}>
          <Moment at={entry.at} />
        </Td>
      </tr>
      {isOpen ? (
        <tr id={detailsId} className="last:*:border-b-0">
          <Td colSpan={COLUMNS} className="bg-sunk">
            <Details entry={entry} onNarrow={onNarrow} />
          </Td>
        </tr>
      ) : null}
    </>
  );
}

function Details({ entry, onNarrow }: { entry: AuditRow; onNarrow: AuditTableProps["onNarrow"] }) {
  const { actor, subject, requestId } = entry;
  const who = actor.email ?? actor.id;
  return (
    <div className="grid gap-4 pl-6">
      <Changes entry={entry} />
      <dl className="grid gap-3 sm:grid-cols-2 xl:grid-cols-4">
        <Fact name="Time">
          <span className="figures">{entry.at.replace("T", " ").replace("Z", " UTC")}</span>
        </Fact>
        <Fact name="Address">{entry.address ?? "–"}</Fact>
        <Fact name={engineWord(subject.kind).label}>
          {subject.email === null ? null : <span className="block">{subject.email}</span>}
          <code className="font-mono text-xs break-all">{subject.id}</code>
        </Fact>
        <Fact name="Request">
          {requestId === null ? "–" : <code className="font-mono text-xs break-all">{requestId}</code>}
        </Fact>
        {entry.reason === null ? null : <Fact name="Reason">{entry.reason}</Fact>}
      </dl>
      <div className="flex flex-wrap gap-2">
        <Button variant="secondary" size="sm" onClick={() => onNarrow({ target: targetOf(subject) })}>
          All about this target
        </Button>
        {who === null ? null : (
          <Button variant="secondary" size="sm" onClick={() => onNarrow({ who })}>
            All by this person
          </Button>
        )}
      </div>
    </div>
  );
}

function Changes({ entry: { before, after } }: { entry: AuditRow }) {
  const changes = diffStates(before, after);
  if (changes.length === 0) return null;
  return (
    <ul aria-label="Changes" className="grid gap-1 font-mono text-xs">
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
