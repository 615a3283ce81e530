import type {
  ListWebhookDeliveries,
  WebhookDelivery,
  WebhookDeliveryDetail,
  WebhookDeliveryPage,
} from "@cartwright/contracts/webhooks";
import { z } from "zod";
import type { Db } from "@cartwright/db/client";
import { AppError } from "../kernel/app-error.ts";
import { decodeCursor, toPage } from "../kernel/cursor.ts";
import { type DeliveryRow, selectAttempts, selectDeliveries, selectDelivery } from "./deliveries.sql.ts";
import { getEndpoint } from "./list-endpoints.ts";

const Position = z.tuple([z.uuid()]);
/** The newest attempts of a delivery that are shown: those of two rounds. */
const ATTEMPTS_MAX = 24;

function show({ createdAt, nextAttemptAt, ...row }: DeliveryRow): WebhookDelivery {
  return { ...row, createdAt: createdAt.toISOString(), nextAttemptAt: nextAttemptAt?.toISOString() ?? null };
}

/** The deliveries of an endpoint, newest first. Throws `not_found`, and `invalid_input` for a cursor of another list. */
export async function listDeliveries(
  db: Db,
  input: z.output<typeof ListWebhookDeliveries>,
): Promise<WebhookDeliveryPage> {
  const [beforeId = null] = input.cursor ? decodeCursor(input.cursor, Position) : [];
  const { endpointId, state = null, event = null, limit } = input;
  await getEndpoint(db, endpointId);
  const rows = await selectDeliveries(db, { endpointId, state, event, beforeId, limit: limit + 1 });
  const { shown, nextCursor } = toPage(rows, limit, (last) => [last.id]);
  return { items: shown.map(show), nextCursor };
}

/** One delivery with what is sent and its attempts. Throws `not_found`. */
export async function getDelivery(db: Db, id: string): Promise<WebhookDeliveryDetail> {
  const found = await selectDelivery(db, id);
  if (!found) throw new AppError("not_found");
  const { payload, ...row } = found;
  const attempts = await selectAttempts(db, id, ATTEMPTS_MAX);
  return {
    ...show(row),
    payload,
    log: attempts.map(({ at, ...each }) => Object.assign(each, { at: at.toISOString() })),
  };
}
