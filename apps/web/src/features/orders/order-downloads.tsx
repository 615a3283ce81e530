"use client";

import type { Order } from "@cartwright/contracts/orders";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { Notice } from "@cartwright/ui/notice";
import { toast } from "@cartwright/ui/toast";
import { api } from "../../trpc/react.tsx";
import { useErrorMessage } from "../../trpc/use-error-message.ts";
import { DownloadList } from "../downloads/download-list.tsx";

/** What the order's digital lines deliver. Nothing while there is nothing. */
export function OrderDownloads({ order }: { order: Order }) {
  const t = useTranslations("downloads");
  const lines = order.lines.filter((line) => line.downloads !== null);
  if (lines.length === 0) return null;
  return (
    <section aria-labelledby="downloads" className="grid gap-5">
      <h2 id="downloads" className="text-xl">
        {t("title")}
      </h2>
      {lines.map((line) => (
        <LineDownloadsPanel key={line.id} number={order.number} line={line} />
      ))}
    </section>
  );
}

interface LineDownloadsPanelProps {
  number: Order["number"];
  line: Order["lines"][number];
}

function LineDownloadsPanel({ number, line }: LineDownloadsPanelProps) {
  const t = useTranslations("downloads");
  const errorMessage = useErrorMessage();
  const utils = api.useUtils();
  const readAgain = () => void utils.orders.get.invalidate({ number });
  const renew = api.orders.renewDownloads.useMutation({
    onSuccess() {
      toast(t("renewed"));
      readAgain();
    },
  });
  const { downloads } = line;
  if (!downloads) return null;
  const isUsedUp = downloads.files.some((file) => file.left === 0);
  return (
    <div className="grid gap-3">
      <h3 className="text-sm font-medium">{line.title}</h3>
      <DownloadList
        downloads={downloads}
        onStart={async (fileId) =>
          (await utils.client.orders.startDownload.mutate({ number, lineId: line.id, fileId })).path
        }
        onStarted={readAgain}
      />
      {downloads.open && !isUsedUp ? null : downloads.renewalsLeft > 0 ? (
        <div className="flex flex-wrap items-center gap-3">
          <Button
            variant="secondary"
            size="sm"
            busy={renew.isPending}
            onClick={() => renew.mutate({ number, lineId: line.id })}
          >
            {t("renew")}
          </Button>
          <span className="text-sm text-muted">{t("renewals", { left: downloads.renewalsLeft })}</span>
        </div>
      ) : (
        <p className="text-sm text-muted">{t("contact")}</p>
      )}
      {renew.error ? (
        <Notice tone="bad" urgent>
          {errorMessage(renew.error)}
        </Notice>
      ) : null}
    </div>
  );
}
