"use client";

import type { AdminGiftCardDetail } from "@cartwright/contracts/admin-gift-cards";
import { formatMoney } from "@cartwright/contracts/amounts";
import { formatLocalDate } from "@cartwright/contracts/document-text";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { Table, Td, Th } from "@cartwright/ui/table";
import Link from "next/link";
import { useState } from "react";
import { api } from "../../../trpc/react.tsx";
import { BackLink } from "../shell/back-link.tsx";
import { Fact } from "../shell/fact.tsx";
import { Panel } from "../shell/panel.tsx";
import { Timestamp } from "../shell/timestamp.tsx";
import { DisableGiftCard } from "./disable-gift-card.tsx";
import { GiftCardStateBadge } from "./gift-card-state-badge.tsx";
import { ReplaceCode } from "./replace-code.tsx";

interface GiftCardPageProps {
  initial: AdminGiftCardDetail;
  mayWrite: boolean;
}

/** One gift card: what it is worth, what happened to it, and the ways to disable it or to give it a new code. */
export function GiftCardPage({ initial, mayWrite }: GiftCardPageProps) {
  const t = useTranslations("adminGiftCards");
  const utils = api.useUtils();
  const { data: card } = api.admin.giftCards.get.useQuery({ id: initial.id }, { initialData: initial });
  const [act, setAct] = useState<"disable" | "replace" | null>(null);
  const done = () => {
    setAct(null);
    void utils.admin.giftCards.invalidate();
  };
  const isDisabled = card.state === "disabled";
  return (
    <div className="grid gap-6">
      <div className="grid gap-2">
        <BackLink href="/admin/gift-cards" label={t("title")} />
        <div className="flex flex-wrap items-center justify-between gap-3">
          <h1 className="flex flex-wrap items-center gap-3 text-xl">
            {t("ending", { last4: card.last4 })}
            <GiftCardStateBadge state={card.state} />
          </h1>
          {mayWrite ? (
            <div className="flex flex-wrap gap-2">
              <Button variant="secondary" size="sm" onClick={() => setAct("replace")}>
                {t("replace.action")}
              </Button>
              <Button variant="secondary" size="sm" onClick={() => setAct("disable")}>
                {t(isDisabled ? "enable.action" : "disable.action")}
              </Button>
            </div>
          ) : null}
        </div>
      </div>
      <div className="grid items-start gap-6 xl:grid-cols-[1fr_20rem]">
        <History card={card} />
        <Facts card={card} />
      </div>
      {act === "disable" ? <DisableGiftCard card={card} onClose={() => setAct(null)} onDone={done} /> : null}
      {act === "replace" ? (
        <ReplaceCode
          card={card}
          onClose={() => setAct(null)}
          onReplaced={() => void utils.admin.giftCards.invalidate()}
        />
      ) : null}
    </div>
  );
}

function Facts({ card }: { card: AdminGiftCardDetail }) {
  const t = useTranslations("adminGiftCards");
  const money = (minor: number) => formatMoney(minor, card.currency);
  return (
    <Panel title={t("detail.facts")}>
      <dl className="grid gap-4">
        <Fact name={t("columns.balance")}>
          <span className="figures text-lg">{money(card.balanceMinor)}</span>
          {card.heldMinor > 0 ? (
            <span className="block text-xs text-muted">{t("held", { amount: money(card.heldMinor) })}</span>
          ) : null}
        </Fact>
        <Fact name={t("columns.value")}>{money(card.initialMinor)}</Fact>
        <Fact name={t("columns.recipient")}>{card.recipientEmail ?? t("noRecipient")}</Fact>
        <Fact name={t("columns.issued")}>
          <Timestamp at={card.createdAt} />
        </Fact>
        <Fact name={t("detail.lastDay")}>{card.lastDay === null ? t("noLastDay") : formatLocalDate(card.lastDay)}</Fact>
        {card.orderNumber === null ? (
          <Fact name={t("detail.note")}>{card.note}</Fact>
        ) : (
          <Fact name={t("detail.order")}>
            <Link
              href={`/admin/orders/${card.orderNumber}`}
              className="figures inline-flex min-h-6 items-center underline underline-offset-4"
            >
              {card.orderNumber}
            </Link>
          </Fact>
        )}
      </dl>
    </Panel>
  );
}

function History({ card }: { card: AdminGiftCardDetail }) {
  const t = useTranslations("adminGiftCards");
  return (
    <Panel title={t("detail.history")} flush>
      <Table caption={t("detail.entries")}>
        <thead>
          <tr>
            <Th>{t("detail.what")}</Th>
            <Th className="text-right">{t("detail.amount")}</Th>
            <Th className="text-right">{t("detail.when")}</Th>
          </tr>
        </thead>
        <tbody>
          {card.history.map(({ at, kind, orderNumber, amountMinor }) => (
            <tr key={`${at} ${kind} ${orderNumber}`} className="last:*:border-b-0">
              <Td>
                {t(`kinds.${kind}`)}
                {orderNumber === null ? null : (
                  <Link
                    href={`/admin/orders/${orderNumber}`}
                    prefetch={false}
                    className="figures block min-h-6 w-fit underline underline-offset-4"
                  >
                    {orderNumber}
                  </Link>
                )}
              </Td>
              <Td className="figures text-right whitespace-nowrap">{formatMoney(amountMinor, card.currency)}</Td>
              <Td className="figures text-right whitespace-nowrap text-muted">
                <Timestamp at={at} />
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Panel>
  );
}
