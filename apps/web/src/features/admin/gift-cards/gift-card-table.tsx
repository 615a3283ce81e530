import type { AdminGiftCard } from "@cartwright/contracts/admin-gift-cards";
import { formatMoney } from "@cartwright/contracts/amounts";
import { useTranslations } from "@cartwright/messages/use-translations";
import { classNames } from "@cartwright/ui/class-names";
import { Table, Td, Th } from "@cartwright/ui/table";
import Link from "next/link";
import type { Ref } from "react";
import { Timestamp } from "../shell/timestamp.tsx";
import { GiftCardStateBadge } from "./gift-card-state-badge.tsx";

const WIDE = "max-md:hidden";
const CELL = "py-2 align-top";

/** Gift cards as rows; the whole row leads to the card. */
export function GiftCardTable({
  cards,
  body,
}: {
  cards: readonly AdminGiftCard[];
  body: Ref<HTMLTableSectionElement>;
}) {
  const t = useTranslations("adminGiftCards");
  return (
    <Table caption={t("title")}>
      <thead>
        <tr>
          <Th>{t("columns.card")}</Th>
          <Th className={WIDE}>{t("columns.recipient")}</Th>
          <Th>{t("state")}</Th>
          <Th className="text-right">{t("columns.balance")}</Th>
          <Th className={classNames(WIDE, "text-right")}>{t("columns.issued")}</Th>
        </tr>
      </thead>
      <tbody ref={body}>
        {cards.map((card) => (
          <GiftCardRow key={card.id} card={card} />
        ))}
      </tbody>
    </Table>
  );
}

function GiftCardRow({ card }: { card: AdminGiftCard }) {
  const t = useTranslations("adminGiftCards");
  const recipient = card.recipientEmail ?? t("noRecipient");
  return (
    <tr className="relative transition-colors last:*:border-b-0 hover:bg-sunk">
      <Td className={CELL}>
        <Link
          href={`/admin/gift-cards/${card.id}`}
          prefetch={false}
          className="font-mono text-[0.8125rem] whitespace-nowrap after:absolute after:inset-0 focus-visible:-outline-offset-2"
        >
          {t("short", { last4: card.last4 })}
        </Link>
        <span className="block max-w-36 truncate text-xs text-muted md:hidden">{recipient}</span>
      </Td>
      <Td className={classNames(CELL, WIDE, "max-w-56 truncate text-ink-soft")}>{recipient}</Td>
      <Td className={CELL}>
        <GiftCardStateBadge state={card.state} />
      </Td>
      <Td className={classNames(CELL, "figures text-right whitespace-nowrap")}>
        {formatMoney(card.balanceMinor, card.currency)}
        <span className="block text-xs text-muted">
          {t("of", { amount: formatMoney(card.initialMinor, card.currency) })}
        </span>
      </Td>
      <Td className={classNames(CELL, WIDE, "figures text-right whitespace-nowrap text-muted")}>
        <Timestamp at={card.createdAt} />
      </Td>
    </tr>
  );
}
