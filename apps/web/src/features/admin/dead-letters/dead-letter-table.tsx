"use client";

import type { DeadLetterRow } from "@cartwright/contracts/dead-letters";
import { useTranslations } from "@cartwright/messages/use-translations";
import { classNames } from "@cartwright/ui/class-names";
import { Table, Td, Th } from "@cartwright/ui/table";
import Link from "next/link";
import { type Ref, useId, useState } from "react";
import { useCodeLabel } from "../shell/code-label.ts";
import { RowDetails, RowToggle } from "../shell/expandable-row.tsx";
import { areAllChosen, RowChoice, withChoice } from "../shell/row-choice.tsx";
import { Timestamp } from "../shell/timestamp.tsx";
import { DeadLetterDetails } from "./dead-letter-details.tsx";

const WIDE = "max-md:hidden";
const CELL = "py-2";
const COLUMNS = 6;

interface DeadLetterTableProps {
  letters: readonly DeadLetterRow[];
  body: Ref<HTMLTableSectionElement>;
  chosen: ReadonlySet<string>;
  onChoose: (chosen: ReadonlySet<string>) => void;
}

/** Dead letters as rows; open ones can be chosen, and each expands to its payload. */
export function DeadLetterTable({ letters, body, chosen, onChoose }: DeadLetterTableProps) {
  const t = useTranslations("adminDeadLetters");
  const open = letters.filter(({ state }) => state === "open").map(({ id }) => id);
  const choose = (ids: readonly string[], on: boolean) => onChoose(withChoice(chosen, ids, on));
  return (
    <Table caption={t("caption")}>
      <thead>
        <tr>
          <Th className="w-10">
            {open.length === 0 ? (
              <span className="sr-only">{t("column.select")}</span>
            ) : (
              <RowChoice label={t("selectAll")} on={areAllChosen(chosen, open)} onChange={(on) => choose(open, on)} />
            )}
          </Th>
          <Th>{t("column.message")}</Th>
          <Th className={WIDE}>{t("column.cause")}</Th>
          <Th className={WIDE}>{t("column.order")}</Th>
          <Th className={classNames(WIDE, "text-right")}>{t("column.attempts")}</Th>
          <Th className="text-right">{t("column.when")}</Th>
        </tr>
      </thead>
      <tbody ref={body}>
        {letters.map((letter) => (
          <Letter
            key={letter.id}
            letter={letter}
            isChosen={chosen.has(letter.id)}
            onChoose={(on) => choose([letter.id], on)}
          />
        ))}
      </tbody>
    </Table>
  );
}

interface LetterProps {
  letter: DeadLetterRow;
  isChosen: boolean;
  onChoose: (on: boolean) => void;
}

function Letter({ letter, isChosen, onChoose }: LetterProps) {
  const t = useTranslations("adminDeadLetters");
  const label = useCodeLabel();
  const [isOpen, setOpen] = useState(false);
  const detailsId = useId();
  const { id, name, cause, error, orderNumber } = letter;
  return (
    <>
      <tr className="relative transition-colors last:*:border-b-0 hover:bg-sunk">
        <Td className={CELL}>
          {letter.state === "open" ? (
            <RowChoice label={t("select", { name, time: letter.failedAt })} on={isChosen} onChange={onChoose} />
          ) : null}
        </Td>
        <Td className={CELL}>
          <RowToggle
            isOpen={isOpen}
            detailsId={detailsId}
            onToggle={() => setOpen(!isOpen)}
            className="font-mono text-xs"
          >
            {name}
          </RowToggle>
          <span className="block max-w-96 truncate pl-6 text-xs text-muted max-md:max-w-40">{error}</span>
        </Td>
        <Td className={classNames(CELL, WIDE, "text-ink-soft")}>{label("reason", cause)}</Td>
        <Td className={classNames(CELL, WIDE)}>
          {orderNumber === null ? null : (
            <Link
              href={`/admin/orders/${orderNumber}`}
              className="figures link-alone relative z-10 underline underline-offset-4"
            >
              {orderNumber}
            </Link>
          )}
        </Td>
        <Td className={classNames(CELL, WIDE, "figures text-right")}>{letter.attempts}</Td>
        <Td className={classNames(CELL, "figures text-right whitespace-nowrap text-muted")}>
          <Timestamp at={letter.failedAt} />
        </Td>
      </tr>
      {isOpen ? (
        <RowDetails id={detailsId} columns={COLUMNS}>
          <DeadLetterDetails id={id} />
        </RowDetails>
      ) : null}
    </>
  );
}
