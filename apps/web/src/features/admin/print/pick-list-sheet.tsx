import { PICK_ORDERS_MAX, type PickList } from "@cartwright/contracts/pick-list";
import { getTranslations } from "@cartwright/messages/get-translations";
import { Table, Td, Th } from "@cartwright/ui/table";
import { isOnlyVariant } from "@cartwright/contracts/only-variant";
import { PrintBar } from "./print-bar.tsx";

/** What to fetch from the shelves, by SKU with totals, and for which orders. A box to tick for each. */
export function PickListSheet({ list }: { list: PickList }) {
  const t = getTranslations("adminPrint");
  const units = list.items.reduce((sum, { quantity }) => sum + quantity, 0);
  return (
    <div className="grid gap-4">
      <PrintBar back="/admin/orders?view=to_pack" />
      <header className="flex flex-wrap items-baseline gap-x-4">
        <h1 className="text-xl">{t("pickList")}</h1>
        <p className="text-muted">{t("pickCount", { orders: list.orders.length, units })}</p>
      </header>
      {list.hasMore ? <p>{t("pickMore", { max: PICK_ORDERS_MAX })}</p> : null}
      {list.skipped.length > 0 ? <p>{t("pickSkipped", { numbers: list.skipped.join(", ") })}</p> : null}
      {list.items.length === 0 ? (
        <p className="py-8 text-center text-muted">{t("pickEmpty")}</p>
      ) : (
        <Table caption={t("pickCaption")}>
          <thead>
            <tr>
              <Th className="w-8">
                <span className="sr-only">{t("done")}</span>
              </Th>
              <Th className="text-right">{t("quantity")}</Th>
              <Th>{t("item")}</Th>
              <Th className="max-sm:hidden print:table-cell">{t("orders")}</Th>
            </tr>
          </thead>
          <tbody>
            {list.items.map((item) => (
              <tr key={`${item.sku} ${item.title} ${item.variantTitle}`} className="break-inside-avoid">
                <Td className="align-top">
                  <span aria-hidden="true" className="block size-4 border border-line-strong" />
                </Td>
                <Td className="figures text-right align-top text-base font-medium">{item.quantity}</Td>
                <Td className="align-top">
                  <span className="block font-mono">{item.sku ?? "–"}</span>
                  {item.title}
                  {isOnlyVariant(item.variantTitle) ? null : `, ${item.variantTitle}`}
                  <ForOrders item={item} className="text-xs text-muted sm:hidden print:hidden" />
                </Td>
                <Td className="align-top max-sm:hidden print:table-cell">
                  <ForOrders item={item} className="text-xs" />
                </Td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </div>
  );
}

function ForOrders({ item, className }: { item: PickList["items"][number]; className: string }) {
  const t = getTranslations("adminPrint");
  return (
    <ul className={className}>
      {item.orders.map(({ number, quantity }) => (
        <li key={number} className="font-mono whitespace-nowrap">
          {t("forOrder", { number, quantity })}
        </li>
      ))}
    </ul>
  );
}
