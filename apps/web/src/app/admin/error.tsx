"use client";

import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { EmptyState } from "@cartwright/ui/empty-state";
import { type PageError, useErrorReport } from "../../features/shell/use-error-report.ts";

/** The error page of the back office. The log has the cause, by the request's ID. */
export default function AdminError({ error, retry }: { error: PageError; retry: () => void }) {
  const t = useTranslations("admin");
  const common = useTranslations("common");
  useErrorReport(error);
  return (
    <EmptyState
      as="h1"
      title={t("error.title")}
      action={
        <Button size="sm" onClick={retry}>
          {common("tryAgain")}
        </Button>
      }
    >
      {t("error.text")}
    </EmptyState>
  );
}
