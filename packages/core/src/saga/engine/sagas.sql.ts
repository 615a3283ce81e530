import type { OrderId, SagaId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";
import type { JournalOutcome } from "./decide-progress.ts";
import { SagaData } from "./saga-data.ts";
import type { Saga, SagaState } from "./saga.ts";

interface SagaRow extends Omit<Saga, "data"> {
  readonly data: unknown;
  readonly now: Date;
}

const sagaOf = ({ data, ...row }: SagaRow): Saga & { readonly now: Date } => ({ ...row, data: SagaData.parse(data) });

const COLUMNS = sql`
  id, order_id as "orderId", kind, definition_version as version, state, step, attempts, retries, failure, data, traceparent,
  created_at as "createdAt", now() as now`;

/** Locks sagas by ascending id. `now` is the start of the transaction. */
export async function lockSagas(tx: Tx, sagaIds: readonly SagaId[]): Promise<(Saga & { readonly now: Date })[]> {
  const { rows } = await sql<SagaRow>`
    select ${COLUMNS} from saga.sagas where id = any(${sagaIds}::uuid[]) order by id for update`.execute(tx);
  return rows.map(sagaOf);
}

/** One saga as it is. */
export async function selectSaga(db: Db, sagaId: SagaId): Promise<Saga | null> {
  const { rows } = await sql<SagaRow>`select ${COLUMNS} from saga.sagas where id = ${sagaId}`.execute(db);
  return rows[0] ? sagaOf(rows[0]) : null;
}

/** Locks the saga of an order that has not ended, if there is one. A stuck saga counts. */
export async function lockUnfinishedSaga(tx: Tx, orderId: OrderId): Promise<(Saga & { readonly now: Date }) | null> {
  const { rows } = await sql<SagaRow>`
    select ${COLUMNS} from saga.sagas where order_id = ${orderId} and state in ('running', 'compensating', 'stuck')
    order by id for update`.execute(tx);
  // A running saga is preferred to a stuck one: only it will move without help.
  const row = rows.find((saga) => saga.state !== "stuck") ?? rows[0];
  return row ? sagaOf(row) : null;
}

export interface NewSaga {
  readonly id: SagaId;
  readonly orderId: OrderId;
  readonly kind: Saga["kind"];
  readonly version: number;
  readonly step: string;
  readonly data: SagaData;
  readonly traceparent: string | null;
  readonly wakeInMs: number;
  /** The first step, when the use case that starts the saga has done it. It is journalled as done. */
  readonly done: string | null;
}

export async function insertSaga(tx: Tx, saga: NewSaga): Promise<void> {
  await sql`
    with started as (
      insert into saga.sagas (id, order_id, kind, definition_version, step, data, traceparent, wake_at, journal_seq)
      values (${saga.id}, ${saga.orderId}, ${saga.kind}, ${saga.version}, ${saga.step}, ${JSON.stringify(saga.data)}, ${saga.traceparent},
        now() + ${saga.wakeInMs} * interval '1 millisecond', ${saga.done ? 1 : 0})
      returning id
    )
    insert into saga.journal (saga_id, seq, step, direction, attempt, outcome, started_at, finished_at)
    select id, 1, ${saga.done}, 'do', 1, 'done', now(), clock_timestamp() from started where ${saga.done}::text is not null`.execute(
    tx,
  );
}

/** What is written about one saga after an attempt: its row and one journal entry. */
export interface SagaAdvance {
  readonly id: SagaId;
  readonly state: SagaState;
  readonly step: string;
  readonly attempts: number;
  readonly wakeInMs: number;
  readonly failure: string | null;
  readonly lastError: string | null;
  readonly data: Partial<SagaData>;
  readonly journal: {
    readonly step: string;
    readonly direction: "do" | "undo";
    readonly attempt: number;
    readonly outcome: JournalOutcome | "intent";
    /** ISO 8601; when absent, the start of this transaction. */
    readonly startedAt: string | null;
    readonly error: string | null;
    readonly payload: Readonly<Record<string, unknown>> | null;
  };
}

const ERROR_LENGTH_MAX = 1_000;
const cut = (text: string | null) => text?.slice(0, ERROR_LENGTH_MAX) ?? null;

/**
 * Writes the outcome of attempts with their journal entries, in one statement. The rows are locked. A saga that has ended
 * drops its payment token. The rows come from arrays for the planner's sake (orders.sql.ts, applyMoves).
 */
export async function advanceSagas(tx: Tx, advances: readonly SagaAdvance[]): Promise<void> {
  if (advances.length === 0) return;
  const of = <T>(pick: (advance: SagaAdvance) => T) => advances.map(pick);
  const entryOf = <T>(pick: (entry: SagaAdvance["journal"]) => T) => advances.map(({ journal }) => pick(journal));
  await sql`
    with moved as (
      update saga.sagas as target
      set state = advance.state, step = advance.step, attempts = advance.attempts,
        wake_at = now() + advance.wake_in_ms * interval '1 millisecond', failure = advance.failure,
        last_error = advance.last_error, journal_seq = target.journal_seq + 1, updated_at = now(),
        data = case when advance.state in ('completed', 'compensated')
          then (target.data || advance.data) - 'payment' else target.data || advance.data end,
        finished_at = case when advance.state in ('completed', 'compensated') then now() end
      from unnest(
        ${of(({ id }) => id)}::uuid[], ${of(({ state }) => state)}::text[], ${of(({ step }) => step)}::text[],
        ${of(({ attempts }) => attempts)}::int[], ${of(({ wakeInMs }) => wakeInMs)}::float8[],
        ${of(({ failure }) => failure)}::text[], ${of(({ lastError }) => cut(lastError))}::text[],
        ${of(({ data }) => JSON.stringify(data))}::jsonb[], ${entryOf(({ step }) => step)}::text[],
        ${entryOf(({ direction }) => direction)}::text[], ${entryOf(({ attempt }) => attempt)}::int[],
        ${entryOf(({ outcome }) => outcome)}::text[], ${entryOf(({ startedAt }) => startedAt)}::timestamptz[],
        ${entryOf(({ error }) => cut(error))}::text[],
        ${entryOf(({ payload }) => payload && JSON.stringify(payload))}::jsonb[]
      ) as advance (id, state, step, attempts, wake_in_ms, failure, last_error, data, j_step, j_direction, j_attempt, j_outcome,
        j_started_at, j_error, j_payload)
      where target.id = advance.id
      returning target.id, target.journal_seq, advance.j_step, advance.j_direction, advance.j_attempt, advance.j_outcome,
        advance.j_started_at, advance.j_error, advance.j_payload
    )
    insert into saga.journal (saga_id, seq, step, direction, attempt, outcome, started_at, finished_at, error, payload)
    select id, journal_seq, j_step, j_direction, j_attempt, j_outcome, coalesce(j_started_at, now()),
      case when j_outcome <> 'intent' then clock_timestamp() end, j_error, j_payload
    from moved`.execute(tx);
}

export interface DueSaga {
  readonly id: SagaId;
  readonly orderId: OrderId;
  readonly kind: Saga["kind"];
  readonly version: number;
  readonly state: SagaState;
  readonly step: string;
  readonly traceparent: string | null;
}

/** Claims running and compensating sagas that are due, and postpones them so that no other sweeper wakes them meanwhile. */
export async function claimDueSagas(tx: Tx, limit: number, againInMs: number): Promise<DueSaga[]> {
  const { rows } = await sql<DueSaga>`
    update saga.sagas set wake_at = now() + ${againInMs} * interval '1 millisecond'
    where id = any(array(
      select id from saga.sagas where state in ('running', 'compensating') and wake_at < now()
      order by wake_at limit ${limit} for update skip locked))
    returning id, order_id as "orderId", kind, definition_version as version, state, step, traceparent`.execute(tx);
  return rows;
}

/** How the sweeper retries a stuck saga. */
export interface StuckPolicy {
  /** The rest before the first retry. Each rest after that is twice as long. */
  readonly restMs: number;
  readonly retriesMax: number;
}

/**
 * Locks stuck sagas that have rested for long enough and have retries left. Of the sagas of one order it takes the oldest,
 * and none while another is running.
 */
export async function lockStuckSagas(
  tx: Tx,
  limit: number,
  policy: StuckPolicy,
): Promise<(Saga & { readonly now: Date })[]> {
  const { rows } = await sql<SagaRow>`
    select ${COLUMNS} from saga.sagas as stuck
    where state = 'stuck' and retries < ${policy.retriesMax}
      and updated_at < now() - ${policy.restMs} * 2 ^ retries * interval '1 millisecond'
      and not exists (
        select from saga.sagas as other where other.order_id = stuck.order_id
          and (other.state in ('running', 'compensating') or (other.state = 'stuck' and other.id < stuck.id)))
    order by updated_at limit ${limit} for update skip locked`.execute(tx);
  return rows.map(sagaOf);
}

/** Counts a retry of stuck sagas by the sweeper. The rows are locked. */
export async function countRetry(tx: Tx, sagaIds: readonly SagaId[]): Promise<void> {
  await sql`update saga.sagas set retries = retries + 1 where id = any(${sagaIds}::uuid[])`.execute(tx);
}

/** Resets the retries and the escalation of a saga. The row is locked. */
export async function forgetRetries(tx: Tx, sagaId: SagaId): Promise<void> {
  await sql`update saga.sagas set retries = 0, escalated_at = null where id = ${sagaId}`.execute(tx);
}

export interface JournalEnd {
  readonly sagaId: SagaId;
  readonly seq: number;
  readonly outcome: JournalOutcome | "intent";
  readonly ageMs: number;
}

/** The last entry in the journal of each saga of an order that has not ended, and how long ago it was written. */
export async function selectJournalEnds(db: Db | Tx, orderId: OrderId): Promise<JournalEnd[]> {
  const { rows } = await sql<JournalEnd>`
    select saga.id as "sagaId", last.seq, last.outcome,
      extract(epoch from clock_timestamp() - coalesce(last.finished_at, last.started_at))::float8 * 1000 as "ageMs"
    from saga.sagas as saga
    cross join lateral (
      select j.seq, j.outcome, j.started_at, j.finished_at from saga.journal as j
      where j.saga_id = saga.id order by j.seq desc limit 1) as last
    where saga.order_id = ${orderId} and saga.state in ('running', 'compensating', 'stuck') order by saga.id`.execute(
    db,
  );
  return rows;
}

/** The reference of a saga's refund that a person paid outside of the provider. Null without one. */
export async function selectPaidByHand(db: Db, sagaId: SagaId): Promise<string | null> {
  const { rows } = await sql<{ reference: string | null }>`
    select data ->> 'paidByHand' as reference from saga.sagas where id = ${sagaId}`.execute(db);
  return rows[0]?.reference ?? null;
}

/** A failing saga, as people are told of it. */
export interface TroubledSaga {
  readonly saga: Saga;
  /** Whether it is one that people are told of. The others of the same order are read to know which refund is whose. */
  readonly needsPerson: boolean;
  readonly failures: number;
  readonly since: Date;
  readonly wakeAt: Date;
  readonly updatedAt: Date;
}

/** The unfinished sagas of some orders, 500 at most, with how often their present steps have failed. */
export async function selectTroubled(db: Db | Tx, orderIds: readonly OrderId[]): Promise<TroubledSaga[]> {
  const { rows } = await sql<SagaRow & Omit<TroubledSaga, "saga">>`
    select ${COLUMNS}, wake_at as "wakeAt", updated_at as "updatedAt",
      state = 'stuck' or data ->> 'alarmed' = 'true' as "needsPerson",
      coalesce((data ->> 'failingSince')::timestamptz, updated_at) as since,
      greatest(attempts, (
        select count(*)::int from saga.journal as entry
        where entry.saga_id = sagas.id and entry.step = sagas.step and entry.outcome in ('retry', 'failed')
      )) as failures
    from saga.sagas where order_id = any(${orderIds}::uuid[]) and state in ('running', 'compensating', 'stuck')
    order by order_id, id limit 500`.execute(db);
  return rows.map(({ needsPerson, failures, since, wakeAt, updatedAt, ...row }) => ({
    saga: sagaOf(row),
    needsPerson,
    failures,
    since,
    wakeAt,
    updatedAt,
  }));
}

export interface EscalatedSaga {
  readonly id: SagaId;
  readonly orderId: OrderId;
  readonly kind: Saga["kind"];
  readonly step: string;
  readonly failure: string | null;
  readonly lastError: string | null;
}

/** Marks stuck sagas without retries left as waiting for a person. Returns each saga once. */
export async function escalateStuckSagas(tx: Tx, limit: number, retriesMax: number): Promise<EscalatedSaga[]> {
  const { rows } = await sql<EscalatedSaga>`
    update saga.sagas set escalated_at = now()
    where id = any(array(
      select id from saga.sagas where state = 'stuck' and retries >= ${retriesMax} and escalated_at is null
      order by updated_at limit ${limit} for update skip locked))
    returning id, order_id as "orderId", kind, step, failure, last_error as "lastError"`.execute(tx);
  return rows;
}

/** The sagas of some orders that have not ended. */
export async function selectUnfinished(
  db: Db,
  orderIds: readonly OrderId[],
): Promise<{ readonly id: SagaId; readonly orderId: OrderId; readonly state: SagaState }[]> {
  const { rows } = await sql<{ id: SagaId; orderId: OrderId; state: SagaState }>`
    select id, order_id as "orderId", state from saga.sagas
    where order_id = any(${orderIds}::uuid[]) and state in ('running', 'compensating', 'stuck')`.execute(db);
  return rows;
}

/** Makes running and compensating sagas due at once. */
export async function makeDue(db: Db | Tx, sagaIds: readonly SagaId[]): Promise<void> {
  await sql`
    update saga.sagas set wake_at = least(wake_at, now() - interval '1 millisecond')
    where id = any(${sagaIds}::uuid[]) and state in ('running', 'compensating')`.execute(db);
}

export interface FailingSaga {
  readonly id: SagaId;
  readonly orderId: OrderId;
  /** As the database writes it, to the microsecond. */
  readonly wakeAt: string;
}

/** Sagas whose step is failing and that rest for longer than `restMs`, the next to wake first, after another one if given. */
export async function selectFailing(
  db: Db,
  page: { readonly after: FailingSaga | null; readonly limit: number; readonly restMs: number },
): Promise<FailingSaga[]> {
  const { after, limit, restMs } = page;
  const { rows } = await sql<FailingSaga>`
    select id, order_id as "orderId", wake_at::text as "wakeAt" from saga.sagas
    where state in ('running', 'compensating') and data ->> 'failingSince' is not null
      and wake_at > now() + ${restMs} * interval '1 millisecond'
      and (${after?.id ?? null}::uuid is null or (wake_at, id) > (${after?.wakeAt ?? null}::timestamptz, ${after?.id ?? null}::uuid))
    order by wake_at, id limit ${limit}`.execute(db);
  return rows;
}

/**
 * Makes failing sagas due within `spreadMs`, so that they do not all come back at once, but no sooner after their last attempt than
 * `restMs` times the cube of their attempts.
 */
export async function makeFailingDue(
  db: Db,
  sagaIds: readonly SagaId[],
  { spreadMs, restMs }: { readonly spreadMs: number; readonly restMs: number },
): Promise<void> {
  await sql`
    update saga.sagas set wake_at = least(wake_at, random() * ${spreadMs} * interval '1 millisecond'
      + greatest(now(), updated_at + ${restMs} * attempts ^ 3 * interval '1 millisecond'))
    where id = any(${sagaIds}::uuid[]) and state in ('running', 'compensating')
      and wake_at > now() + ${spreadMs} * interval '1 millisecond'`.execute(db);
}
