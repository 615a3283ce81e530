import type { Customer } from "@cartwright/contracts/admin-people";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Badge } from "@cartwright/ui/badge";
import Link from "next/link";
import { Fact } from "../shell/fact.tsx";
import { EmptyPanel, Panel } from "../shell/panel.tsx";
import { Timestamp } from "../shell/timestamp.tsx";

/** Someone who ordered without an account. */
export function GuestPanel({ customer }: { customer: Customer }) {
  const t = useTranslations("adminPeople");
  return (
    <Panel title={t("customers.contact")}>
      <dl className="grid gap-3">
        <Fact name={t("account.email")}>{customer.email}</Fact>
        {customer.otherEmails.length === 0 ? null : (
          <Fact name={t("customers.otherEmails")}>{customer.otherEmails.join(", ")}</Fact>
        )}
        <Fact name={t("customers.since")}>
          <Timestamp at={customer.createdAt} />
        </Fact>
      </dl>
      <p className="mt-3 text-xs text-muted">{t("customers.guestHint")}</p>
    </Panel>
  );
}

/** Where a customer had things sent: saved addresses, then those of orders. */
export function AddressesPanel({ addresses }: { addresses: Customer["addresses"] }) {
  const t = useTranslations("adminPeople");
  return (
    <Panel title={t("customers.addresses")} flush>
      {addresses.length === 0 ? <EmptyPanel>{t("customers.noAddresses")}</EmptyPanel> : null}
      <ul>
        {addresses.map(({ source, isDefault, lines }) => (
          <li key={lines.join()} className="border-b border-line px-4 py-2.5 last:border-b-0">
            <p className="wrap-anywhere whitespace-pre-line">{lines.join("\n")}</p>
            <p className="mt-1 text-xs text-muted">
              {isDefault ? t("customers.defaultAddress") : t(`addressSource.${source}`)}
            </p>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** Returns that wait for a decision or for the goods, each a link to its order. */
export function ReturnsPanel({ returns }: { returns: Customer["openReturns"] }) {
  const t = useTranslations("adminPeople");
  return (
    <Panel title={t("customers.openReturns")} flush>
      <ul>
        {returns.map(({ id, number, state, createdAt }) => (
          <li key={id} className="border-b border-line last:border-b-0">
            <Link
              href={`/admin/orders/${number}`}
              prefetch={false}
              className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5 hover:bg-sunk focus-visible:-outline-offset-2"
            >
              <span className="font-mono text-[0.8125rem]">{number}</span>
              <Badge tone="warn" className="px-2 py-px">
                {t(`returnState.${state === "approved" ? "approved" : "requested"}`)}
              </Badge>
              <Timestamp at={createdAt} className="figures ml-auto text-xs text-muted" />
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
