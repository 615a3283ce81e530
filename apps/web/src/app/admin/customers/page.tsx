import { holds } from "@cartwright/contracts/permissions";
import { listCountries } from "@cartwright/contracts/place";
import { ClientMessages } from "@cartwright/messages/client-messages";
import { getTranslations } from "@cartwright/messages/get-translations";
import type { Metadata } from "next";
import { createPageContext } from "../../../auth/page-context.ts";
import {
  customerSearchPath,
  readCustomerSearch,
  toCustomerInput,
  withoutSpending,
} from "../../../features/admin/customers/customer-search.ts";
import { CustomersView } from "../../../features/admin/customers/customers-view.tsx";
import { LIST_LIMIT } from "../../../features/admin/shell/list-search.ts";
import { asStaff } from "../as-staff.ts";
import { readParams, type SearchParams } from "../read-params.ts";

export const dynamic = "force-dynamic";

export function generateMetadata(): Metadata {
  return { title: getTranslations("adminPeople")("customers.title") };
}

export default async function CustomersPage({ searchParams }: { searchParams: SearchParams }) {
  const { actor } = await createPageContext();
  // Only which filters and columns are shown; the API asks for the permission again.
  const maySeeSpent = actor.kind === "user" && holds(actor.role, "customers:disable");
  const typed = readCustomerSearch(await readParams(searchParams));
  const search = maySeeSpent ? typed : withoutSpending(typed);
  const [first, setup] = await asStaff(customerSearchPath(search), ({ admin }) =>
    Promise.all([
      admin.customers.list({ ...toCustomerInput(search), limit: LIST_LIMIT }),
      admin.lists.get({ list: "customers" }),
    ]),
  );
  return (
    <ClientMessages areas={["adminPeople", "adminViews"]}>
      <CustomersView
        countries={listCountries()}
        search={search}
        initial={first}
        setup={setup}
        maySeeSpent={maySeeSpent}
      />
    </ClientMessages>
  );
}
