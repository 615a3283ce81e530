import type { AdminOrderRow } from "@cartwright/contracts/admin";
import type { ListColumnOf } from "@cartwright/contracts/list-setup";
import { formatMoney } from "@cartwright/contracts/money";
import { useTranslations } from "@cartwright/messages/use-translations";
import { classNames } from "@cartwright/ui/class-names";
import { Table, Td, Th } from "@cartwright/ui/table";
import Link from "next/link";
import type { Ref } from "react";
import { Timestamp } from "../shell/timestamp.tsx";
import { PaymentBadge, WorkBadge } from "../shell/state-badge.tsx";
import { areAllChosen, RowChoice, withChoice } from "../shell/row-choice.tsx";
import type { OrderSelection } from "./order-selection.tsx";
import { useTroubleText } from "./use-trouble-text.ts";
import { useCodeLabel } from "../shell/code-label.ts";
import { isKnownState } from "../shell/tones.ts";

/** The table is used in wide and narrow places, so columns depend on its own width, not on the screen's. */
const ROOMY = "@max-[40rem]:hidden";
const WIDE = "@max-[54rem]:hidden";
/** Shown below a cell when the column of its own is hidden. */
const TIGHT = "@min-[40rem]:hidden";
const NARROW = "@min-[54rem]:hidden";
/** Four columns fit a phone with less between them. */
const TIGHTER = "@max-[26rem]:px-2";
const CELL = `py-2 ${TIGHTER}`;

/** Whether the person wants to see a column. */
type Shows = (column: ListColumnOf<"orders">) => boolean;
const showsAll: Shows = () => true;

/** Orders as rows; the whole row is a link. New rows flash once. */
export function OrderTable({
  caption,
  orders,
  fresh,
  body,
  shows = showsAll,
  selection,
}: {
  caption: string;
  orders: readonly AdminOrderRow[];
  /** Numbers of the orders that are new here. */
  fresh?: ReadonlySet<string>;
  /** The table's body, for keyboard navigation. */
  body?: Ref<HTMLTableSectionElement>;
  shows?: Shows;
  /** Which orders are ticked. Without it there is nothing to tick. */
  selection?: OrderSelection;
}) {
  const t = useTranslations("adminOrders");
  const numbers = orders.map(({ number }) => number);
  return (
    <div className="@container">
      <Table caption={caption}>
        <thead>
          <tr>
            {selection ? (
              <Th className={classNames("w-9", TIGHTER)}>
                <RowChoice
                  label={t("select.all")}
                  on={areAllChosen(selection.chosen, numbers)}
                  onChange={(on) => selection.set(new Set(on ? numbers : []))}
                />
              </Th>
            ) : null}
            <Th className={TIGHTER}>{t("column.order")}</Th>
            {shows("placed") ? <Th className={ROOMY}>{t("column.placed")}</Th> : null}
            {shows("customer") ? <Th className={WIDE}>{t("column.customer")}</Th> : null}
            {shows("items") ? <Th className={classNames("text-right", WIDE)}>{t("column.items")}</Th> : null}
            {shows("total") ? <Th className={classNames("text-right", TIGHTER)}>{t("column.total")}</Th> : null}
            {shows("payment") ? <Th className={ROOMY}>{t("column.payment")}</Th> : null}
            {shows("fulfillment") ? <Th className={TIGHTER}>{t("column.fulfillment")}</Th> : null}
          </tr>
        </thead>
        <tbody ref={body}>
          {orders.map((order) => (
            <OrderRow
              key={order.number}
              order={order}
              isFresh={fresh?.has(order.number) ?? false}
              shows={shows}
              selection={selection}
            />
          ))}
        </tbody>
      </Table>
    </div>
  );
}

interface OrderRowProps {
  order: AdminOrderRow;
  isFresh: boolean;
  shows: Shows;
  selection: OrderSelection | undefined;
}

function OrderRow({ order, isFresh, shows, selection }: OrderRowProps) {
  const t = useTranslations("adminOrders");
  return (
    <tr
      className={classNames("relative transition-colors last:*:border-b-0 hover:bg-sunk", isFresh && "animate-flash")}
    >
      {selection ? (
        <Td className={CELL}>
          <RowChoice
            label={t("select.one", { number: order.number })}
            on={selection.chosen.has(order.number)}
            onChange={(on) => selection.set(withChoice(selection.chosen, [order.number], on))}
          />
        </Td>
      ) : null}
      <Td className={CELL}>
        <Link
          href={`/admin/orders/${order.number}`}
          prefetch={false}
          className="font-mono text-[0.8125rem] whitespace-nowrap after:absolute after:inset-0 focus-visible:-outline-offset-2"
        >
          {order.number}
        </Link>
        {shows("customer") ? (
          <span className={classNames("block max-w-28 truncate text-xs text-muted @min-[40rem]:max-w-40", NARROW)}>
            {order.customer ?? order.email}
          </span>
        ) : null}
        {order.match && <Match match={order.match} />}
        {order.tags.length === 0 ? null : <Tags tags={order.tags} />}
      </Td>
      {shows("placed") ? (
        <Td className={classNames(CELL, ROOMY, "figures whitespace-nowrap text-muted")}>
          <Timestamp at={order.createdAt} />
        </Td>
      ) : null}
      {shows("customer") ? (
        <Td className={classNames(CELL, WIDE, "max-w-40 text-ink-soft @min-[64rem]:max-w-56")}>
          {order.customer && <span className="block truncate">{order.customer}</span>}
          <span className={classNames("block truncate", order.customer && "text-xs text-muted")}>{order.email}</span>
        </Td>
      ) : null}
      {shows("items") ? (
        <Td className={classNames(CELL, WIDE, "figures text-right text-ink-soft")}>{order.itemCount}</Td>
      ) : null}
      {shows("total") ? (
        <Td className={classNames(CELL, "figures text-right whitespace-nowrap")}>
          {formatMoney(order.totalMinor, order.currency)}
          {shows("placed") ? (
            <Timestamp at={order.createdAt} className={classNames("block text-xs text-muted", TIGHT)} />
          ) : null}
        </Td>
      ) : null}
      {shows("payment") ? (
        <Td className={classNames(CELL, ROOMY, "whitespace-nowrap")}>
          <PaymentBadge status={order.paymentStatus} />
        </Td>
      ) : null}
      {shows("fulfillment") ? (
        <Td className={classNames(CELL, "@min-[40rem]:whitespace-nowrap")}>
          <WorkBadge work={order.work} />
          {order.trouble ? <TroubleNote trouble={order.trouble} /> : <EngineNote saga={order.saga} />}
        </Td>
      ) : null}
    </tr>
  );
}

/** Why the search found this order, where no column shows it. */
function Match({ match: { field, text } }: { match: NonNullable<AdminOrderRow["match"]> }) {
  const t = useTranslations("adminOrders");
  return <span className="block max-w-44 truncate text-xs text-muted">{t(`match.${field}`, { text })}</span>;
}

/** What fits; the order's page has all. */
function Tags({ tags }: { tags: AdminOrderRow["tags"] }) {
  return (
    <span className="block max-w-44 truncate text-xs text-ink-soft">{tags.map((tag) => `#${tag}`).join(" ")}</span>
  );
}

/** Why the order needs a person, in money. */
function TroubleNote({ trouble }: { trouble: NonNullable<AdminOrderRow["trouble"]> }) {
  const troubleText = useTroubleText();
  return <p className="mt-1 max-w-72 text-xs whitespace-normal text-bad">{troubleText(trouble)}</p>;
}

/** The state of the order's saga while it runs or is stuck. */
function EngineNote({ saga }: { saga: AdminOrderRow["saga"] }) {
  const t = useTranslations("adminOrders");
  const admin = useTranslations("admin");
  const label = useCodeLabel();
  if (!saga || saga.state === "completed" || saga.state === "compensated") return null;
  return (
    <span
      className={classNames(
        "text-xs @max-[40rem]:hidden @max-[54rem]:block @min-[54rem]:ml-2",
        saga.state === "stuck" ? "text-bad" : "text-muted",
      )}
    >
      {t("atStep", {
        state: isKnownState(saga.state) ? admin(`state.${saga.state}`) : saga.state,
        step: label("step", saga.step),
      })}
    </span>
  );
}
