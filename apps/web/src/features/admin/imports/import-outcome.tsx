"use client";

import type { AdminImport } from "@cartwright/contracts/product-imports";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Notice } from "@cartwright/ui/notice";
import { ProgressBar } from "./progress-bar.tsx";

/** Where an import is: its place in line, its progress, or how it ended and what was changed. */
export function ImportOutcome({ shown }: { shown: AdminImport }) {
  const t = useTranslations("adminImports");
  const { state, error, phase, done, total, rows, ahead, cancelRequested } = shown;
  if (cancelRequested) return <Notice>{t("outcome.stopping")}</Notice>;
  switch (state) {
    case "uploading":
      return null;
    case "uploaded":
    case "confirmed":
      return <p>{t("ahead", { count: ahead })}</p>;
    case "checking":
    case "importing": {
      const share = total > 0 ? done / total : 0;
      const text =
        phase === null
          ? t("progress.starting")
          : phase === "reading"
            ? t("progress.reading", { percent: Math.floor(share * 100), rows })
            : t("progress.writing", { done, total });
      return <ProgressBar label={t("progress.label")} text={text} share={phase === null ? null : share} />;
    }
    case "checked":
      return <Notice tone="warn">{t("outcome.ready")}</Notice>;
    case "done":
      return <Notice tone="good">{t("outcome.done")}</Notice>;
    case "cancelled":
      return <Notice>{t("outcome.cancelled")}</Notice>;
    case "failed":
      return <Notice tone="bad">{t(`outcome.${error ?? "fault"}`)}</Notice>;
  }
}
