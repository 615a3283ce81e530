import { OrderNumber } from "@cartwright/contracts/ids";
import { PICK_ORDERS_MAX } from "@cartwright/contracts/pick-list";
import { ClientMessages } from "@cartwright/messages/client-messages";
import { getTranslations } from "@cartwright/messages/get-translations";
import type { Metadata } from "next";
import { PickListSheet } from "../../../../features/admin/print/pick-list-sheet.tsx";
import { asStaff } from "../../as-staff.ts";
import { readParams, type SearchParams } from "../../read-params.ts";

export const dynamic = "force-dynamic";

export function generateMetadata(): Metadata {
  return { title: getTranslations("adminPrint")("pickList") };
}

export default async function PickListPage({ searchParams }: { searchParams: SearchParams }) {
  const given = (await readParams(searchParams)).getAll("number");
  const numbers = [...new Set(given.flatMap((text) => OrderNumber.safeParse(text).data ?? []))].slice(
    0,
    PICK_ORDERS_MAX,
  );
  const list = await asStaff("/admin/orders/pick-list", ({ admin }) =>
    admin.orders.pickList(numbers.length === 0 ? {} : { numbers }),
  );
  return (
    <ClientMessages areas={["adminPrint"]}>
      <PickListSheet list={list} />
    </ClientMessages>
  );
}
