import { ClientMessages } from "@cartwright/messages/client-messages";
import { getTranslations } from "@cartwright/messages/get-translations";
import type { Metadata } from "next";
import {
  ledgerPath,
  orderOf,
  readLedgerSearch,
  toLedgerInput,
} from "../../../../features/admin/payments/ledger-search.ts";
import { LedgerView } from "../../../../features/admin/payments/ledger-view.tsx";
import { LIST_LIMIT } from "../../../../features/admin/shell/list-search.ts";
import { asStaff } from "../../as-staff.ts";
import { readParams, type SearchParams } from "../../read-params.ts";

export const dynamic = "force-dynamic";

export function generateMetadata(): Metadata {
  return { title: getTranslations("adminPayments")("ledger.title") };
}

export default async function LedgerPage({ searchParams }: { searchParams: SearchParams }) {
  const search = readLedgerSearch(await readParams(searchParams));
  const order = orderOf(search);
  const [entries, balances] = await asStaff(ledgerPath(search), ({ admin }) =>
    Promise.all([
      admin.payments.ledger({ ...toLedgerInput(search), limit: LIST_LIMIT }),
      admin.payments.balances(order ? { order } : {}),
    ]),
  );
  return (
    <ClientMessages areas={["adminPayments"]}>
      <LedgerView search={search} initial={entries} balances={balances} />
    </ClientMessages>
  );
}
