import type {
  AdminListInboundWebhooks,
  InboundWebhookDetail,
  InboundWebhookPage,
  InboundWebhookRow,
} from "@cartwright/contracts/inbound-webhooks";
import type { Db } from "@cartwright/db/client";
import { z } from "zod";
import { AppError } from "../kernel/app-error.ts";
import { decodeCursor, toPage } from "../kernel/cursor.ts";
import {
  type ListedWebhook,
  selectRefusals,
  selectWebhook,
  selectWebhooks,
  type WebhookId,
} from "./webhook-list.sql.ts";

const Position = z.tuple([z.int().min(0), z.string().max(40), z.string().max(100)]);
const REFUSALS_MAX = 20;

function rowOf(row: ListedWebhook): InboundWebhookRow {
  const { provider, eventId, type, outcome, orderNumber, receivedAt, rerunAt, rerunEffect } = row;
  const rerun = rerunAt && rerunEffect ? { at: rerunAt.toISOString(), effect: rerunEffect } : null;
  return { provider, eventId, type, outcome, orderNumber, receivedAt: receivedAt.toISOString(), rerun };
}

/** What providers sent, newest first, and what was not accepted. Throws `invalid_input` for a cursor of another list. */
export async function listWebhooks(
  db: Db,
  { outcome, order, cursor, limit }: z.output<typeof AdminListInboundWebhooks>,
): Promise<InboundWebhookPage> {
  const [atUs, provider, eventId] = cursor ? decodeCursor(cursor, Position) : [];
  const before =
    atUs !== undefined && provider !== undefined && eventId !== undefined ? { atUs, provider, eventId } : null;
  const filter = { outcome: outcome ?? null, order: order ?? null, before, limit: limit + 1 };
  const [rows, refusals] = await Promise.all([selectWebhooks(db, filter), selectRefusals(db, REFUSALS_MAX)]);
  const { shown, nextCursor } = toPage(rows, limit, (last) => [last.receivedAtUs, last.provider, last.eventId]);
  return {
    items: shown.map(rowOf),
    nextCursor,
    refusals: refusals.map(({ provider: from, reason, count, lastAt }) => {
      return { provider: from, reason, count, lastAt: lastAt.toISOString() };
    }),
  };
}

const textOf = (value: string | number | null) => (value === null ? null : String(value));

/** One with its payload. Throws `not_found`. */
export async function getWebhook(db: Db, id: WebhookId): Promise<InboundWebhookDetail> {
  const found = await selectWebhook(db, id);
  if (!found) throw new AppError("not_found");
  const { providerRef, payload, mismatch } = found;
  const differences = (mismatch ?? []).map(({ fact, expected, received }) => {
    return { fact, expected: textOf(expected), received: textOf(received) };
  });
  return { ...rowOf(found), providerRef, payload, differences };
}
