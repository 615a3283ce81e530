"use client";

import { SHIPMENT_ROWS_MAX } from "@cartwright/contracts/shipment-list";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { Notice } from "@cartwright/ui/notice";
import { useState } from "react";
import { useErrorMessage } from "../../../../trpc/use-error-message.ts";
import { BackLink } from "../../shell/back-link.tsx";
import { ListForm } from "./list-form.tsx";
import { readShipmentList } from "./read-shipment-list.ts";
import { ShipmentTable } from "./shipment-table.tsx";
import { useShipList } from "./use-ship-list.ts";

/** Ships many orders from a pasted or uploaded list: what each line will do first, then with its result. */
export function ShipListView() {
  const t = useTranslations("adminShipments");
  const errorMessage = useErrorMessage();
  const [text, setText] = useState("");
  const [refusal, setRefusal] = useState<string | null>(null);
  const list = useShipList();
  const { rows, phase, failure, ready, shipped, leftOut } = list;
  const isEditing = phase === "edit" || phase === "checking";

  function check() {
    const read = readShipmentList(text);
    setRefusal(read.refusal && t(`refusal.${read.refusal}`, { max: SHIPMENT_ROWS_MAX }));
    if (read.refusal === null) void list.check(read.rows);
  }

  return (
    <div className="grid gap-4">
      <BackLink href="/admin/orders" label={t("back")} />
      <div className="grid gap-1">
        <h1 className="text-xl">{t("title")}</h1>
        <p className="max-w-prose text-sm text-ink-soft">{t("intro")}</p>
      </div>
      {failure === null ? null : (
        <Notice tone="bad" urgent>
          {isEditing
            ? errorMessage(failure)
            : t("stopped", { done: shipped, count: shipped + ready, message: errorMessage(failure) })}
        </Notice>
      )}
      {isEditing ? (
        <ListForm text={text} onText={setText} refusal={refusal} busy={phase === "checking"} onCheck={check} />
      ) : (
        <>
          <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
            <p aria-live="polite" className="max-w-prose">
              {phase === "checked" ? t("summary", { problems: leftOut, ready }) : null}
              {phase === "shipping" ? t("progress", { done: shipped, count: shipped + ready }) : null}
              {phase === "shipped" ? t("done", { shipped }) : null}
            </p>
            <div className="flex flex-wrap gap-2">
              {ready === 0 ? null : (
                <Button size="sm" busy={phase === "shipping"} onClick={() => void list.ship()}>
                  {t("ship", { count: ready })}
                </Button>
              )}
              {phase === "shipping" ? null : (
                <Button
                  variant="secondary"
                  size="sm"
                  onClick={() => {
                    if (phase === "shipped") setText("");
                    list.edit();
                  }}
                >
                  {t(phase === "shipped" ? "another" : "edit")}
                </Button>
              )}
            </div>
          </div>
          <ShipmentTable rows={rows} />
        </>
      )}
    </div>
  );
}
