import { chmodSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync, type SQLOutputValue } from "node:sqlite";
import { Currency } from "@cartwright/contracts/money";
import { ChargeStatus, SandboxToken } from "@cartwright/contracts/sandbox-provider";
import { z } from "zod";

// One process owns the file, so its lock is taken once and not for each statement, and the index of the log stays in memory.
const SCHEMA = `
  pragma locking_mode = exclusive;
  pragma journal_mode = wal;
  pragma synchronous = normal;
  pragma busy_timeout = 2000;
  pragma foreign_keys = on;
  create table if not exists charges (
    id text primary key,
    order_number text not null,
    amount_minor integer not null check (amount_minor > 0),
    refunded_minor integer not null default 0 check (refunded_minor between 0 and amount_minor),
    fee_minor integer not null default 0,
    currency text not null,
    token text not null,
    status text not null,
    failure_code text,
    idempotency_key text not null unique,
    body_hash text not null,
    webhook_url text not null,
    return_url text not null,
    created_ms integer not null,
    decide_ms integer,
    action_expires_ms integer
  ) strict;
  create index if not exists charges_of_order on charges (order_number, created_ms);
  create index if not exists charges_undecided on charges (decide_ms) where decide_ms is not null;
  create table if not exists refunds (
    id text primary key,
    charge_id text not null references charges (id),
    amount_minor integer not null check (amount_minor > 0),
    idempotency_key text not null unique,
    created_ms integer not null
  ) strict;
  create index if not exists refunds_of_charge on refunds (charge_id, created_ms);
  create table if not exists refused_keys (key text primary key) strict;
  create table if not exists deliveries (
    id integer primary key,
    event_id text not null,
    url text not null,
    body text not null,
    attempts integer not null default 0,
    next_ms integer not null,
    abandoned integer not null default 0
  ) strict;
  create index if not exists deliveries_due on deliveries (next_ms) where abandoned = 0;
`;

const ChargeRow = z.object({
  id: z.string(),
  order_number: z.string(),
  amount_minor: z.number(),
  refunded_minor: z.number(),
  fee_minor: z.number(),
  currency: Currency,
  token: SandboxToken,
  status: ChargeStatus,
  failure_code: z.enum(["card_declined", "insufficient_funds", "action_rejected", "action_expired"]).nullable(),
  idempotency_key: z.string(),
  body_hash: z.string(),
  webhook_url: z.string(),
  return_url: z.string(),
  created_ms: z.number(),
  decide_ms: z.number().nullable(),
  action_expires_ms: z.number().nullable(),
});
export type ChargeRow = z.infer<typeof ChargeRow>;

const RefundRow = z.object({
  id: z.string(),
  charge_id: z.string(),
  amount_minor: z.number(),
  idempotency_key: z.string(),
  created_ms: z.number(),
});
export type RefundRow = z.infer<typeof RefundRow>;

const DeliveryRow = z.object({
  id: z.number(),
  event_id: z.string(),
  url: z.string(),
  body: z.string(),
  attempts: z.number(),
});
export type DeliveryRow = z.infer<typeof DeliveryRow>;

type Row = Record<string, SQLOutputValue> | undefined;
const chargeOf = (row: Row) => (row === undefined ? null : ChargeRow.parse(row));
const refundOf = (row: Row) => (row === undefined ? null : RefundRow.parse(row));

export type Store = ReturnType<typeof openStore>;

/** Opens (and creates) the provider's record: one SQLite file, readable by its owner only. `:memory:` keeps nothing. */
export function openStore(path: string) {
  if (path !== ":memory:") mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const db = new DatabaseSync(path);
  db.exec(SCHEMA);
  if (path !== ":memory:") chmodSync(path, 0o600);
  return {
    ...chargeStatements(db),
    ...deliveryStatements(db),
    /** Runs statements in one transaction. */
    atomically<T>(work: () => T): T {
      db.exec("begin immediate");
      try {
        const result = work();
        db.exec("commit");
        return result;
      } catch (error) {
        db.exec("rollback");
        throw error;
      }
    },
    close: () => db.close(),
  };
}

function chargeStatements(db: DatabaseSync) {
  const insert = db.prepare(`
    insert into charges (id, order_number, amount_minor, refunded_minor, fee_minor, currency, token, status, failure_code,
      idempotency_key, body_hash, webhook_url, return_url, created_ms, decide_ms, action_expires_ms)
    values (:id, :order_number, :amount_minor, :refunded_minor, :fee_minor, :currency, :token, :status, :failure_code,
      :idempotency_key, :body_hash, :webhook_url, :return_url, :created_ms, :decide_ms, :action_expires_ms)`);
  const byId = db.prepare("select * from charges where id = ?");
  const byKey = db.prepare("select * from charges where idempotency_key = ?");
  const byOrder = db.prepare("select * from charges where order_number = ? order by created_ms, id limit 100");
  const decide = db.prepare(`
    update charges set status = :status, failure_code = :failure_code, fee_minor = :fee_minor, decide_ms = null
    where id = :id and status in ('pending', 'requires_action')`);
  const due = db.prepare("select * from charges where decide_ms <= ? order by decide_ms limit 200");
  const nextDue = db.prepare("select min(decide_ms) as ms from charges where decide_ms is not null");
  const addRefunded = db.prepare("update charges set refunded_minor = refunded_minor + ?, status = ? where id = ?");
  const insertRefund = db.prepare(`
    insert into refunds (id, charge_id, amount_minor, idempotency_key, created_ms)
    values (:id, :charge_id, :amount_minor, :idempotency_key, :created_ms)`);
  const refundByKey = db.prepare("select * from refunds where idempotency_key = ?");
  const refundsOf = db.prepare("select * from refunds where charge_id = ? order by created_ms, id limit 1000");
  const refuse = db.prepare("insert or ignore into refused_keys (key) values (?)");

  return {
    insertCharge: (charge: ChargeRow) => void insert.run(charge),
    charge: (id: string) => chargeOf(byId.get(id)),
    chargeByKey: (key: string) => chargeOf(byKey.get(key)),
    chargesOfOrder: (orderNumber: string) => byOrder.all(orderNumber).map((row) => ChargeRow.parse(row)),
    /** Decides a charge that is still open. Returns false when it was decided before. */
    decide: (decision: Pick<ChargeRow, "id" | "status" | "failure_code" | "fee_minor">) =>
      decide.run(decision).changes === 1,
    dueCharges: (nowMs: number) => due.all(nowMs).map((row) => ChargeRow.parse(row)),
    nextDecisionMs: () =>
      z
        .number()
        .nullable()
        .parse(nextDue.get()?.["ms"] ?? null),
    addRefunded: (chargeId: string, amountMinor: number, status: ChargeStatus) =>
      void addRefunded.run(amountMinor, status, chargeId),
    insertRefund: (refund: RefundRow) => void insertRefund.run(refund),
    refundByKey: (key: string) => refundOf(refundByKey.get(key)),
    refundsOf: (chargeId: string) => refundsOf.all(chargeId).map((row) => RefundRow.parse(row)),
    /** Stores a key that was refused. Returns false when it had been refused before. */
    refuseOnce: (key: string) => refuse.run(key).changes === 1,
  };
}

function deliveryStatements(db: DatabaseSync) {
  const insert = db.prepare("insert into deliveries (event_id, url, body, next_ms) values (?, ?, ?, ?)");
  const due = db.prepare("select * from deliveries where abandoned = 0 and next_ms <= ? order by next_ms limit ?");
  const one = db.prepare("select * from deliveries where id = ?");
  const nextDue = db.prepare("select min(next_ms) as ms from deliveries where abandoned = 0 and next_ms > ?");
  const done = db.prepare("delete from deliveries where id in (select value from json_each(?))");
  const retry = db.prepare("update deliveries set attempts = ?, next_ms = ? where id = ?");
  const abandon = db.prepare("update deliveries set attempts = ?, abandoned = 1 where id = ?");

  return {
    insertDelivery: (eventId: string, to: { readonly url: string; readonly body: string; readonly atMs: number }) =>
      Number(insert.run(eventId, to.url, to.body, to.atMs).lastInsertRowid),
    /** Deliveries that are due, the oldest first. */
    dueDeliveries: (nowMs: number, limit: number) => due.all(nowMs, limit).map((row) => DeliveryRow.parse(row)),
    delivery: (id: number) => {
      const row = one.get(id);
      return row === undefined ? null : DeliveryRow.parse(row);
    },
    /** The time of the first delivery after this one. */
    nextDeliveryMs: (afterMs: number) =>
      z
        .number()
        .nullable()
        .parse(nextDue.get(afterMs)?.["ms"] ?? null),
    deliveriesDone: (ids: readonly number[]) => void done.run(JSON.stringify(ids)),
    retryDelivery: (id: number, attempts: number, atMs: number) => void retry.run(attempts, atMs, id),
    abandonDelivery: (id: number, attempts: number) => void abandon.run(attempts, id),
  };
}
