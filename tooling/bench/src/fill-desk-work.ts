import type { PoolClient } from "pg";
import { uuidOf } from "./sql-uuid.ts";

/** One order in twenty used a promotion; one in ten, and the newest thousand, has the documents and parcels of its history. */
const WITH_HISTORY = "(c.n % 10 = 0 or c.n <= 1000)";
const ENDPOINT = uuidOf("'endpoint'");
const PROMOTIONS = 10_000;
/** Days of webhook deliveries, fewer than they are kept. */
const DELIVERY_DAYS = 25;

/** What staff and the shop's processes leave behind, for some of the copied orders. Number 1 is the newest. */
export async function addDeskWork(
  client: PoolClient,
  { orders, note }: { readonly orders: number; readonly note: string },
): Promise<void> {
  const age = `c.n * 1000.0 / ${orders}`;
  const statements = [
    `insert into orders.order_notes (id, order_id, body, created_at)
      select gen_random_uuid(), c.id, ${note}, c.at from copies as c where c.n % 20 = 0`,
    `insert into orders.order_tags (order_id, tag, created_at)
      select c.id, (array['gift', 'wholesale', 'press'])[1 + c.n % 3], c.at from copies as c where c.n % 25 = 0`,
    `insert into audit.entries (at, actor_kind, actor_id, action, subject_kind, subject_id)
      select c.at, 'user', (select id from accounts.users where role = 'admin' limit 1),
        (array['order.packed', 'order.shipped', 'refund.created', 'order.note_added'])[1 + c.n % 4], 'order', c.number
      from copies as c where c.n % 4 = 0`,
    ...returned(age),
    ...sent(age),
    ...invoiced(),
    ...promoted(),
    ...troubles(),
    ...delivered(orders),
  ];
  for (const statement of statements) await client.query(statement);
}

/** One order in fifty comes back, with all of its lines. */
const returned = (age: string) => [
  `insert into orders.returns (id, order_id, reason, state, created_at)
    select gen_random_uuid(), c.id, 'does not fit', case when ${age} < 20 then 'requested' when ${age} < 40 then 'approved'
      when c.n % 1000 = 0 then 'refused' else 'received' end, c.at
    from copies as c where c.n % 50 = 0`,
  `insert into orders.return_lines (return_id, order_id, position, quantity, received)
    select back.id, c.id, line.position, line.quantity, case when back.state = 'received' then line.quantity else 0 end
    from copies as c join orders.returns as back on back.order_id = c.id join orders.order_lines as line on line.order_id = c.id
    where c.n % 50 = 0`,
];

/** One parcel an order, as its state says. */
const sent = (age: string) => [
  `insert into orders.fulfillments (id, order_id, state, carrier, tracking_number, created_at, updated_at, shipped_at, delivered_at)
    select gen_random_uuid(), c.id, case when ${age} < 15 then 'packed' when ${age} < 40 then 'shipped' else 'delivered' end, 'DHL',
      'PAST' || c.n, c.at, c.at, case when ${age} >= 15 then c.at end, case when ${age} >= 40 then c.at end
    from copies as c where ${age} >= 10 and (${age} < 40 or ${WITH_HISTORY})`,
  `insert into orders.fulfillment_lines (fulfillment_id, order_id, position, quantity)
    select parcel.id, c.id, line.position, line.quantity
    from copies as c join orders.fulfillments as parcel on parcel.order_id = c.id
      join orders.order_lines as line on line.order_id = c.id and (line.position = 1 or ${age} not between 15 and 20)`,
];

/** Copies of the invoices of this run's orders. The walk for missing ones starts after all of these. */
const invoiced = () => [
  `insert into invoices.documents (id, kind, series, serial, number, order_id, issued_at, issued_on, currency, tax_minor, total_minor, content)
    select gen_random_uuid(), 'invoice', 'PAST', c.n, 'PAST-' || c.n, c.id, c.at, c.at::date, d.currency, d.tax_minor, d.total_minor, d.content
    from copies as c join invoices.documents as d on d.order_id = c.template_id and d.kind = 'invoice' where ${WITH_HISTORY}`,
  "update invoices.walks set at = now()",
];

const promoted = () => [
  `insert into promotions.promotions (id, code, title, kind, percent_bp, active, created_at)
    select ${uuidOf("'promotion ' || n")}, 'PAST' || n, 'Offer ' || n, 'percentage', 1000, n % 10 = 0, now() - interval '2 years' * n / ${PROMOTIONS}
    from generate_series(1, ${PROMOTIONS}) as n`,
  `insert into promotions.redemptions (promotion_id, order_id, customer_key, customer_use, at, discount_minor, sales_minor)
    select ${uuidOf("'promotion ' || 1 + c.n / 20 % 100")}, c.id, 'past ' || c.n, 1, c.at, 100, 1000 from copies as c where c.n % 20 = 0`,
];

/** Dead letters and findings of the books, one in ten of them open. */
const troubles = () => [
  `insert into saga.dead_letters (id, queue, name, message_id, payload, cause, error, attempts, order_id, failed_at, state, resolved_at)
    select gen_random_uuid(), 'mail', 'mail.send', gen_random_uuid(), '{}', (array['provider_unavailable', 'poison'])[1 + c.n / 50 % 2],
      'The mail server refused message ' || c.n, 10, c.id, c.at, case when c.n % 500 = 0 then 'open' else 'discarded' end,
      case when c.n % 500 <> 0 then c.at end
    from copies as c where c.n % 50 = 0`,
  `insert into payments.reconciliation_findings (order_id, finding, payment_id, detail, first_seen_at, resolved_at)
    select c.id, 'refund_drift', c.payment_id, 'The refunds differ', c.at, case when c.n % 1000 <> 0 then c.at end
    from copies as c where c.n % 100 = 0`,
];

/** What a webhook endpoint was sent. It is disabled, so nothing leaves the machine. */
const delivered = (orders: number) => [
  `insert into webhooks.endpoints (id, url, description, events, state, secret)
    values (${ENDPOINT}, 'https://shop.example/hook', 'Warehouse', array['order.confirmed'], 'disabled', 'none')`,
  `insert into webhooks.deliveries (id, endpoint_id, event_id, event, payload, state, tries, attempts, last_status, next_attempt_at, created_at)
    select gen_random_uuid(), ${ENDPOINT}, c.id, 'order.confirmed', json_build_object('order', c.number)::text,
      case when c.n % 100 = 0 then 'failed' else 'delivered' end, 1, 1, case when c.n % 100 = 0 then 500 else 200 end, now(),
      now() - interval '${DELIVERY_DAYS} days' * c.n / ${orders}
    from copies as c where c.n % 10 = 0`,
  `insert into webhooks.attempts (delivery_id, number, at, status, duration_ms)
    select id, 1, created_at, last_status, 40 from webhooks.deliveries where endpoint_id = ${ENDPOINT}`,
];
