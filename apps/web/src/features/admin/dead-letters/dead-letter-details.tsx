"use client";

import { useTranslations } from "@cartwright/messages/use-translations";
import { Notice } from "@cartwright/ui/notice";
import { api } from "../../../trpc/react.tsx";
import { useErrorMessage } from "../../../trpc/use-error-message.ts";
import { Fact } from "../shell/fact.tsx";

/** One dead letter with its payload, as JSON. */
export function DeadLetterDetails({ id }: { id: string }) {
  const t = useTranslations("adminDeadLetters");
  const errorMessage = useErrorMessage();
  const { data: letter, error } = api.admin.deadLetters.get.useQuery({ id });
  if (error) return <Notice tone="bad">{errorMessage(error)}</Notice>;
  if (!letter) return <p className="pl-6 text-muted">{t("details.loading")}</p>;
  const { state, reason, resolvedBy } = letter;
  return (
    <div className="grid gap-4 pl-6">
      {letter.isWhole ? null : <Notice>{t("details.masked")}</Notice>}
      <dl className="grid gap-3 sm:grid-cols-2">
        <Fact name={t("details.error")}>
          <span className="break-words">{letter.error}</span>
        </Fact>
        <Fact name={t("details.id")}>
          <code className="font-mono text-xs break-all">{letter.messageId}</code>
        </Fact>
        {letter.sagaId === null ? null : (
          <Fact name={t("details.saga")}>
            <code className="font-mono text-xs break-all">{letter.sagaId}</code>
          </Fact>
        )}
        {state === "open" ? null : (
          <Fact name={t("details.resolved", { state })}>
            {t("details.by", { who: resolvedBy ?? t("details.someone"), reason: reason ?? "" })}
          </Fact>
        )}
      </dl>
      <figure className="grid gap-1">
        <figcaption className="text-xs text-muted">{t("details.payload")}</figcaption>
        <pre className="rounded-md border border-line bg-surface p-3 font-mono text-xs break-all whitespace-pre-wrap">
          {JSON.stringify(letter.payload, null, 2)}
        </pre>
      </figure>
    </div>
  );
}
