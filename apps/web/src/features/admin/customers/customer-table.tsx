import type { CustomerRow } from "@cartwright/contracts/admin-people";
import { formatMoney } from "@cartwright/contracts/amounts";
import type { ListColumnOf } from "@cartwright/contracts/list-setup";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Badge } from "@cartwright/ui/badge";
import { classNames } from "@cartwright/ui/class-names";
import { Table, Td, Th } from "@cartwright/ui/table";
import type { ReactNode, Ref } from "react";
import { AccountBadge, CELL, PersonLine, WIDE } from "../people/people-table.tsx";
import { Timestamp } from "../shell/timestamp.tsx";

interface CustomerTableProps {
  customers: readonly CustomerRow[];
  body: Ref<HTMLTableSectionElement>;
  /** Whether the person wants to see a column. */
  shows: (column: ListColumnOf<"customers">) => boolean;
}

const FIGURE = classNames(WIDE, "figures text-right whitespace-nowrap");

/** Customers, members and guests, as rows; the whole row is a link. */
export function CustomerTable({ customers, body, shows }: CustomerTableProps) {
  const t = useTranslations("adminPeople");
  return (
    <Table caption={t("customers.caption")}>
      <thead>
        <tr>
          <Th>{t("column.customer")}</Th>
          {shows("email") ? <Th className={WIDE}>{t("column.email")}</Th> : null}
          {shows("kind") ? <Th>{t("column.kind")}</Th> : null}
          {shows("tags") ? <Th className="max-xl:hidden">{t("column.tags")}</Th> : null}
          {shows("orders") ? <Th className={FIGURE}>{t("column.orders")}</Th> : null}
          {shows("spent") ? <Th className={FIGURE}>{t("column.spent")}</Th> : null}
          {shows("lastOrder") ? <Th className={classNames(FIGURE, "max-lg:hidden")}>{t("column.lastOrder")}</Th> : null}
          {shows("status") ? <Th className={WIDE}>{t("column.status")}</Th> : null}
          {shows("joined") ? <Th className={classNames(FIGURE, "max-lg:hidden")}>{t("column.joined")}</Th> : null}
        </tr>
      </thead>
      <tbody ref={body}>
        {customers.map((customer) => (
          <PersonLine
            key={customer.id}
            person={customer}
            href={`/admin/customers/${customer.id}`}
            showsEmail={shows("email")}
          >
            <CustomerCells customer={customer} shows={shows} />
          </PersonLine>
        ))}
      </tbody>
    </Table>
  );
}

function CustomerCells({ customer, shows }: Pick<CustomerTableProps, "shows"> & { customer: CustomerRow }) {
  const t = useTranslations("adminPeople");
  const { kind, tags, orderCount, spentMinor, currency, lastOrderAt, createdAt } = customer;
  return (
    <>
      {shows("kind") ? (
        <Td className={CELL}>
          <Badge tone={kind === "member" ? "accent" : "neutral"} className="px-2 py-px">
            {t(`kind.${kind}`)}
          </Badge>
        </Td>
      ) : null}
      {shows("tags") ? (
        <Td className={classNames(CELL, "max-w-48 truncate max-xl:hidden")}>{tags.join(", ")}</Td>
      ) : null}
      {shows("orders") ? <Figure>{orderCount.toLocaleString("en")}</Figure> : null}
      {shows("spent") ? <Figure>{spentMinor === null ? "–" : formatMoney(spentMinor, currency)}</Figure> : null}
      {shows("lastOrder") ? (
        <Figure className="text-muted max-lg:hidden">
          {lastOrderAt === null ? t("customers.never") : <Timestamp at={lastOrderAt} />}
        </Figure>
      ) : null}
      {shows("status") ? (
        <Td className={classNames(CELL, WIDE, "whitespace-nowrap")}>
          {kind === "guest" ? <span className="text-muted">–</span> : <AccountBadge person={customer} />}
        </Td>
      ) : null}
      {shows("joined") ? (
        <Figure className="text-muted max-lg:hidden">
          <Timestamp at={createdAt} />
        </Figure>
      ) : null}
    </>
  );
}

const Figure = ({ className, children }: { className?: string; children: ReactNode }) => (
  <Td className={classNames(CELL, FIGURE, className)}>{children}</Td>
);
