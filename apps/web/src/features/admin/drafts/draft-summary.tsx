"use client";

import { formatMoney } from "@cartwright/contracts/money";
import { type AdminDraft, PAYMENT_LINK_DAYS } from "@cartwright/contracts/order-drafts";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Badge } from "@cartwright/ui/badge";
import { Button } from "@cartwright/ui/button";
import { Notice } from "@cartwright/ui/notice";
import { toast } from "@cartwright/ui/toast";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { api } from "../../../trpc/react.tsx";
import { useErrorMessage } from "../../../trpc/use-error-message.ts";
import { QuoteTotals } from "../../checkout/quote-totals.tsx";
import { FormDialog } from "../shell/form-dialog.tsx";
import { Panel } from "../shell/panel.tsx";
import { Timestamp } from "../shell/timestamp.tsx";
import { DRAFT_TONES } from "./drafts-view.tsx";

interface DraftSummaryProps {
  draft: AdminDraft | null;
  /** It was edited since it was saved. */
  changed: boolean;
  mayEdit: boolean;
  onDraft: (draft: AdminDraft) => void;
}

/** What a draft costs as it was saved, how far it is, and what can be done with it. */
export function DraftSummary({ draft, changed, mayEdit, onDraft }: DraftSummaryProps) {
  const t = useTranslations("adminDrafts");
  const quote = draft?.quote;
  return (
    <Panel
      title={t("totals")}
      aside={draft ? <Badge tone={DRAFT_TONES[draft.state]}>{t(`state.${draft.state}`)}</Badge> : null}
    >
      <div className="grid gap-4">
        {quote ? <QuoteTotals quote={quote} busy={changed} /> : null}
        {draft?.problem ? <Notice tone="warn">{draft.problem}</Notice> : null}
        {changed ? <p className="text-sm text-muted">{t(draft ? "changed" : "unsaved")}</p> : null}
        {draft?.orderNumber ? (
          <p>
            {t("becameOrder", { number: draft.orderNumber })}{" "}
            <Link href={`/admin/orders/${draft.orderNumber}`} prefetch={false} className="link">
              {t("viewOrder")}
            </Link>
          </p>
        ) : (
          <p className="text-sm text-ink-soft">{t("live")}</p>
        )}
        {draft && draft.linkExpiresAt !== null && draft.orderNumber === null ? (
          <p className="text-sm text-muted">
            {t("send.until")} <Timestamp at={draft.linkExpiresAt} />
          </p>
        ) : null}
        {draft && mayEdit && draft.orderNumber === null ? (
          <DraftActs draft={draft} changed={changed} onDraft={onDraft} />
        ) : null}
      </div>
    </Panel>
  );
}

type Act = "send" | "withdraw" | "remove";

function DraftActs({
  draft,
  changed,
  onDraft,
}: {
  draft: AdminDraft;
  changed: boolean;
  onDraft: (draft: AdminDraft) => void;
}) {
  const t = useTranslations("adminDrafts");
  const errorMessage = useErrorMessage();
  const router = useRouter();
  const [open, setOpen] = useState<Act | null>(null);
  const input = { draftId: draft.draftId, version: draft.version };
  const done = (act: Act) => {
    toast(t(`${act}.done`));
    setOpen(null);
  };
  const changedBy = (act: Act) => ({
    onSuccess: (next: AdminDraft) => {
      onDraft(next);
      done(act);
    },
  });
  const send = api.admin.drafts.send.useMutation(changedBy("send"));
  const withdraw = api.admin.drafts.withdraw.useMutation(changedBy("withdraw"));
  const remove = api.admin.drafts.remove.useMutation({
    onSuccess: () => {
      done("remove");
      router.push("/admin/orders/drafts");
    },
  });
  const acts = { send, withdraw, remove };
  const total = draft.quote ? formatMoney(draft.quote.totalMinor, draft.quote.currency) : "";
  return (
    <div className="flex flex-wrap gap-2">
      <Button size="sm" disabled={changed || draft.quote === null} onClick={() => setOpen("send")}>
        {t(draft.sentAt === null ? "send.label" : "send.again")}
      </Button>
      {draft.linkExpiresAt === null ? null : (
        <Button size="sm" variant="secondary" onClick={() => setOpen("withdraw")}>
          {t("withdraw.label")}
        </Button>
      )}
      <Button size="sm" variant="quiet" onClick={() => setOpen("remove")}>
        {t("remove.label")}
      </Button>
      {open === null ? null : (
        <FormDialog
          title={t(`${open}.title`, { total })}
          confirm={t(`${open}.confirm`)}
          busy={acts[open].isPending}
          isDangerous={open === "remove"}
          refusal={acts[open].error ? errorMessage(acts[open].error) : null}
          onClose={() => setOpen(null)}
          onSubmit={() => acts[open].mutate(input)}
        >
          <p className="text-ink-soft">{t(`${open}.text`, { email: draft.email, days: PAYMENT_LINK_DAYS })}</p>
        </FormDialog>
      )}
    </div>
  );
}
