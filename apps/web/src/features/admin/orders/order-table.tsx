import type { AdminOrderRow } from "@cartwright/contracts/admin";
import { formatMoney } from "@cartwright/contracts/money";
import { classNames } from "@cartwright/ui/class-names";
import { Table, Td, Th } from "@cartwright/ui/table";
import Link from "next/link";
import type { Ref } from "react";
import { Moment } from "../shell/timestamp.tsx";
import { StatusBadge } from "../shell/state-badge.tsx";
import { engineWord } from "../shell/words.ts";

/** The table stands in wide and in narrow places, so its own width decides what it has room for, not the screen's. */
const ROOMY = "@max-[40rem]:hidden";
const WIDE = "@max-[54rem]:hidden";
/** What stands under a cell instead where a column has no room. */
const TIGHT = "@min-[40rem]:hidden";
const CELL = "py-2";

/** Orders as rows; a whole row is one link. Rows that came in while the table stands there light up once. */
export function OrderTable({
  caption,
  orders,
  fresh,
  body,
}: {
  caption: string;
  orders: readonly AdminOrderRow[];
  /** Numbers of the orders that are new here. */
  fresh?: ReadonlySet<string>;
  /** The table's body, for whoever moves the focus between its rows. */
  body?: Ref<HTMLTableSectionElement>;
}) {
  return (
    <div className="@container">
      <Table caption={caption}>
        <thead>
          <tr>
            <Th>Order</Th>
            <Th>Status</Th>
            <Th className={ROOMY}>Customer</Th>
            <Th className={classNames("text-right", WIDE)}>Items</Th>
            <Th className="text-right">Total</Th>
            <Th className={classNames("text-right", ROOMY)}>Placed</Th>
          </tr>
        </thead>
        <tbody ref={body}>
          {orders.map((order) => (
            <OrderRow key={order.number} order={order} isFresh={fresh?.has(order.number) ?? false} />
          ))}
        </tbody>
      </Table>
    </div>
  );
}

function OrderRow({ order, isFresh }: { order: AdminOrderRow; isFresh: boolean }) {
  return (
    <tr
      className={classNames("relative transition-colors last:*:border-b-0 hover:bg-sunk", isFresh && "animate-flash")}
    >
      <Td className={CELL}>
        <Link
          href={`/admin/orders/${order.number}`}
          prefetch={false}
          className="font-mono text-[0.8125rem] whitespace-nowrap after:absolute after:inset-0 focus-visible:-outline-offset-2"
        >
          {order.number}
        </Link>
        <span className={classNames("block max-w-36 truncate text-xs text-muted", TIGHT)}>{order.email}</span>
      </Td>
      <Td className={classNames(CELL, "whitespace-nowrap")}>
        <StatusBadge status={order.status} />
        <EngineNote saga={order.saga} />
      </Td>
      <Td className={classNames(CELL, ROOMY, "max-w-40 truncate text-ink-soft @min-[54rem]:max-w-56")}>
        {order.email}
      </Td>
      <Td className={classNames(CELL, WIDE, "figures text-right text-ink-soft")}>{order.itemCount}</Td>
      <Td className={classNames(CELL, "figures text-right whitespace-nowrap")}>
        {formatMoney(order.totalMinor, order.currency)}
        <Moment at={order.createdAt} className={classNames("block text-xs text-muted", TIGHT)} />
      </Td>
      <Td className={classNames(CELL, ROOMY, "figures text-right whitespace-nowrap text-muted")}>
        <Moment at={order.createdAt} />
      </Td>
    </tr>
  );
}

/** What the engine is doing with the order, while it does or when it cannot. */
function EngineNote({ saga }: { saga: AdminOrderRow["saga"] }) {
  if (!saga || saga.state === "completed" || saga.state === "compensated") return null;
  return (
    <span
      className={classNames(
        "text-xs @max-[40rem]:hidden @max-[54rem]:block @min-[54rem]:ml-2",
        saga.state === "stuck" ? "text-bad" : "text-muted",
      )}
    >
      {engineWord(saga.state).label} at {saga.step}
    </span>
  );
}
