"use client";

import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { buttonClass } from "@cartwright/ui/button-class";
import { EmptyState } from "@cartwright/ui/empty-state";
import Link from "next/link";
import { type PageError, useErrorReport } from "./use-error-report.ts";

/** The error page of the shop and its checkout. The cause is in the log. */
export function PageErrorNotice({ error, retry }: { error: PageError; retry: () => void }) {
  const t = useTranslations("common");
  useErrorReport(error);
  return (
    <div className="page">
      <EmptyState
        as="h1"
        title={t("pageError.title")}
        action={
          <>
            <Button onClick={retry}>{t("tryAgain")}</Button>
            <Link href="/" className={buttonClass({ variant: "secondary" })}>
              {t("pageError.home")}
            </Link>
          </>
        }
      >
        {t("pageError.body")}
      </EmptyState>
    </div>
  );
}
