"use client";

import type { OrderNumber } from "@cartwright/contracts/ids";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { Dialog } from "@cartwright/ui/dialog";
import { Notice } from "@cartwright/ui/notice";
import { Table, Td, Th } from "@cartwright/ui/table";
import Link from "next/link";
import type { ReactNode } from "react";
import { useErrorMessage } from "../../../../trpc/use-error-message.ts";
import { ProgressBar } from "../../imports/progress-bar.tsx";
import { FormDialog } from "../../shell/form-dialog.tsx";
import { type BulkAct, type BulkRun, useBulkRun } from "./use-bulk-run.ts";

/** What the dialogs of all acts take. */
export interface OrdersDialogProps {
  numbers: readonly OrderNumber[];
  onClose: () => void;
  /** Called when the dialog is closed after a run. */
  onDone: () => void;
}

interface BulkDialogProps<Row, Undo> extends Omit<OrdersDialogProps, "numbers"> {
  title: string;
  confirm: string;
  /** What the act will do, and what it asks for. */
  children: ReactNode;
  act: BulkAct<Row, Undo>;
  /** Takes back what was done. */
  takeBack: BulkAct<Undo, unknown>;
  /** The rows to begin with; null when something is missing. */
  prepare: () => readonly Row[] | null;
  doneText: (count: number) => string;
  undoneText: (count: number) => string;
}

/** Asks for an act on many orders, shows its progress, and then what became of them, with Undo. Mounted while it is open. */
export function BulkDialog<Row, Undo>(props: BulkDialogProps<Row, Undo>) {
  const { title, confirm, children, act, takeBack, prepare, doneText, undoneText, onClose, onDone } = props;
  const t = useTranslations("adminOrders");
  const run = useBulkRun(act);
  const undo = useBulkRun(takeBack);
  if (run.phase === "idle") {
    return (
      <FormDialog
        title={title}
        confirm={confirm}
        busy={false}
        refusal={null}
        onClose={onClose}
        onSubmit={() => {
          const rows = prepare();
          if (rows !== null) run.start(rows);
        }}
      >
        {children}
      </FormDialog>
    );
  }
  const isUndoing = undo.phase !== "idle";
  const shown: BulkRun = isUndoing ? undo : run;
  const isEnded = shown.phase === "ended";
  return (
    <Dialog
      open
      title={t(isEnded ? "bulk.result" : "bulk.running")}
      onClose={isEnded ? onDone : shown.stop}
      footer={
        <div className="flex justify-end gap-3">
          {isEnded ? (
            <>
              {isUndoing || run.undoable.length === 0 ? null : (
                <Button variant="quiet" size="sm" onClick={() => undo.start(run.undoable)}>
                  {t("bulk.undo")}
                </Button>
              )}
              {shown.left.length === 0 ? null : (
                <Button variant="secondary" size="sm" onClick={shown.goOn}>
                  {t("bulk.rest", { count: shown.left.length })}
                </Button>
              )}
              <Button size="sm" onClick={onDone}>
                {t("bulk.close")}
              </Button>
            </>
          ) : (
            <Button variant="secondary" size="sm" busy={shown.phase === "stopping"} onClick={shown.stop}>
              {t("bulk.stop")}
            </Button>
          )}
        </div>
      }
    >
      {isEnded ? (
        <Result run={shown} text={(isUndoing ? undoneText : doneText)(shown.done)} />
      ) : (
        <ProgressBar
          label={t("bulk.running")}
          text={t("bulk.progress", { done: shown.outcomes.length, count: shown.total })}
          share={shown.outcomes.length / shown.total}
        />
      )}
    </Dialog>
  );
}

/** How many orders were changed, and why the others were not. */
function Result({ run: { failure, left, refused }, text }: { run: BulkRun; text: string }) {
  const t = useTranslations("adminOrders");
  const errorMessage = useErrorMessage();
  return (
    <div className="grid grid-cols-1 gap-4">
      <output>{text}</output>
      {failure === null ? null : (
        <Notice tone="bad" urgent>
          {t("bulk.failed", { message: errorMessage(failure), count: left.length })}
        </Notice>
      )}
      {failure !== null || left.length === 0 ? null : <Notice>{t("bulk.stopped", { count: left.length })}</Notice>}
      {refused.length === 0 ? null : (
        <section className="grid grid-cols-1 gap-2">
          <h3 className="font-medium">{t("bulk.refused", { count: refused.length })}</h3>
          <Table caption={t("bulk.refused", { count: refused.length })}>
            <thead>
              <tr>
                <Th>{t("bulk.order")}</Th>
                <Th>{t("bulk.reason")}</Th>
              </tr>
            </thead>
            <tbody>
              {refused.map(({ number, refusal }) => (
                <tr key={number} className="last:*:border-b-0">
                  <Td className="py-2">
                    <Link
                      href={`/admin/orders/${number}`}
                      prefetch={false}
                      className="inline-flex min-h-6 items-center font-mono text-[0.8125rem] whitespace-nowrap underline underline-offset-4"
                    >
                      {number}
                    </Link>
                  </Td>
                  <Td className="py-2 text-ink-soft">{refusal}</Td>
                </tr>
              ))}
            </tbody>
          </Table>
        </section>
      )}
    </div>
  );
}
