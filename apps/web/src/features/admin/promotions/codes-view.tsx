"use client";

import type { AdminPromotion, CodeBatch } from "@cartwright/contracts/promotions";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { Table, Td, Th } from "@cartwright/ui/table";
import { toast } from "@cartwright/ui/toast";
import { useState } from "react";
import { api } from "../../../trpc/react.tsx";
import { useErrorMessage } from "../../../trpc/use-error-message.ts";
import { saveAsFile } from "../../account/save-as-file.ts";
import { EmptyPanel, Panel } from "../shell/panel.tsx";
import { Timestamp } from "../shell/timestamp.tsx";
import { BackLink } from "../shell/back-link.tsx";
import { CreateCodes } from "./create-codes.tsx";

const CELL = "py-2";
const NUMBER = "figures py-2 text-right whitespace-nowrap";

/** The batches of single-use codes of a promotion: create one, export one. */
export function CodesView({ initial, mayWrite }: { initial: AdminPromotion; mayWrite: boolean }) {
  const t = useTranslations("adminPromotions");
  const [promotion, setPromotion] = useState(initial);
  const [creating, setCreating] = useState(false);
  const { batches } = promotion;
  const used = batches.reduce((sum, batch) => sum + batch.used, 0);
  const count = batches.reduce((sum, batch) => sum + batch.size, 0);
  return (
    <div className="grid gap-6">
      <header className="grid gap-3">
        <BackLink href={`/admin/promotions/${promotion.id}`} label={promotion.title || t("untitled")} />
        <h1 className="text-xl">{t("codes.title")}</h1>
      </header>
      <Panel
        title={count === 0 ? t("panel.codes") : t("codes.total", { used, count })}
        flush
        aside={
          mayWrite && promotion.state !== "archived" ? (
            <Button size="sm" variant="quiet" onClick={() => setCreating(true)}>
              {t("codes.create")}
            </Button>
          ) : null
        }
      >
        {batches.length === 0 ? (
          <EmptyPanel>{t("codes.none")}</EmptyPanel>
        ) : (
          <Table caption={t("codes.caption")}>
            <thead>
              <tr>
                <Th>{t("codes.batch")}</Th>
                <Th className="text-right">{t("codes.used")}</Th>
                <Th className="text-right">{t("codes.size")}</Th>
                <Th className="text-right max-sm:hidden">{t("codes.createdAt")}</Th>
                {mayWrite ? <Th className="text-right">{t("codes.export")}</Th> : null}
              </tr>
            </thead>
            <tbody>
              {batches.map((batch) => (
                <tr key={batch.id} className="last:*:border-b-0">
                  <Td className={CELL}>{batch.prefix || t("codes.noPrefix")}</Td>
                  <Td className={NUMBER}>{batch.used}</Td>
                  <Td className={NUMBER}>{batch.size}</Td>
                  <Td className={`${NUMBER} text-muted max-sm:hidden`}>
                    <Timestamp at={batch.createdAt} />
                  </Td>
                  {mayWrite ? (
                    <Td className={NUMBER}>
                      <ExportCodes promotion={promotion} batch={batch} />
                    </Td>
                  ) : null}
                </tr>
              ))}
            </tbody>
          </Table>
        )}
      </Panel>
      {creating ? (
        <CreateCodes promotionId={promotion.id} onClose={() => setCreating(false)} onCreated={setPromotion} />
      ) : null}
    </div>
  );
}

function ExportCodes({ promotion, batch }: { promotion: AdminPromotion; batch: CodeBatch }) {
  const t = useTranslations("adminPromotions");
  const errorMessage = useErrorMessage();
  const take = api.admin.promotions.exportCodes.useMutation({
    onSuccess: ({ csv, rows }) => {
      saveAsFile(`codes-${batch.prefix || batch.id.slice(-8)}.csv`, csv, "text/csv");
      toast(t("codes.exported", { count: rows }));
    },
    onError: (error) => toast(errorMessage(error), { tone: "bad" }),
  });
  return (
    <Button
      size="sm"
      variant="quiet"
      busy={take.isPending}
      aria-label={t("codes.exportOf", { prefix: batch.prefix || t("codes.noPrefix") })}
      onClick={() => take.mutate({ promotionId: promotion.id, batchId: batch.id })}
    >
      {t("codes.export")}
    </Button>
  );
}
