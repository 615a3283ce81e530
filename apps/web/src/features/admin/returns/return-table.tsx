import type { AdminReturnRow } from "@cartwright/contracts/returns";
import { useTranslations } from "@cartwright/messages/use-translations";
import { classNames } from "@cartwright/ui/class-names";
import { Table, Td, Th } from "@cartwright/ui/table";
import Link from "next/link";
import type { Ref } from "react";
import { Timestamp } from "../shell/timestamp.tsx";

const WIDE = "max-md:hidden";
const CELL = "py-2 align-top";

/** Returns as rows; the whole row leads to the order. */
export function ReturnTable({
  returns,
  body,
}: {
  returns: readonly AdminReturnRow[];
  body: Ref<HTMLTableSectionElement>;
}) {
  const t = useTranslations("adminReturns");
  return (
    <Table caption={t("caption")}>
      <thead>
        <tr>
          <Th>{t("column.order")}</Th>
          <Th className={WIDE}>{t("column.customer")}</Th>
          <Th>{t("column.items")}</Th>
          <Th className={classNames(WIDE, "text-right")}>{t("column.received")}</Th>
          <Th className="text-right">{t("column.requested")}</Th>
        </tr>
      </thead>
      <tbody ref={body}>
        {returns.map((request) => (
          <ReturnRow key={request.id} request={request} />
        ))}
      </tbody>
    </Table>
  );
}

function ReturnRow({ request }: { request: AdminReturnRow }) {
  const t = useTranslations("adminReturns");
  const { number, customer, email, createdAt, lines, quantity, received } = request;
  const rest = quantity - lines.reduce((sum, line) => sum + line.quantity, 0);
  return (
    <tr className="relative transition-colors last:*:border-b-0 hover:bg-sunk">
      <Td className={CELL}>
        <Link
          href={`/admin/orders/${number}`}
          prefetch={false}
          className="font-mono text-[0.8125rem] whitespace-nowrap after:absolute after:inset-0 focus-visible:-outline-offset-2"
        >
          {number}
        </Link>
        <span className="block max-w-28 truncate text-xs text-muted md:hidden">{customer ?? email}</span>
      </Td>
      <Td className={classNames(CELL, WIDE, "max-w-56 text-ink-soft")}>
        {customer === null ? null : <span className="block truncate">{customer}</span>}
        <span className={classNames("block truncate", customer !== null && "text-xs text-muted")}>{email}</span>
      </Td>
      <Td className={classNames(CELL, "text-ink-soft")}>
        {lines.map(({ lineId, title, quantity: units }) => (
          <span key={lineId} className="line-clamp-2 break-words">
            {t("item", { title, quantity: units })}
          </span>
        ))}
        {rest > 0 ? <span className="block text-xs text-muted">{t("more", { count: rest })}</span> : null}
      </Td>
      <Td className={classNames(CELL, WIDE, "figures text-right whitespace-nowrap")}>
        {t("units", { received, quantity })}
      </Td>
      <Td className={classNames(CELL, "figures text-right whitespace-nowrap text-muted")}>
        <Timestamp at={createdAt} />
      </Td>
    </tr>
  );
}
