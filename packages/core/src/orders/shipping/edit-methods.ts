import { SHOP_CURRENCY } from "@cartwright/contracts/money";
import {
  type AdminArchiveMethod,
  type AdminCreateMethod,
  type AdminSaveMethod,
  METHODS_MAX,
} from "@cartwright/contracts/shipping";
import type { Tx } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { AppError } from "../../kernel/app-error.ts";
import { fieldError } from "../../kernel/field-error.ts";
import { firstFree } from "../../kernel/first-free.ts";
import {
  type MethodToWrite,
  selectMethods,
  selectTakenIds,
  type StoredMethod,
  updateArchived,
  upsertMethod,
} from "./methods.sql.ts";
import { lockShipping, selectZones } from "./zones.sql.ts";

/** What a method was, and what it is now. */
export interface MethodChange {
  readonly id: string;
  readonly before: StoredMethod | null;
  readonly after: MethodToWrite | null;
}

const ID_LENGTH = 40;

/** An id that no method has ever had: orders name theirs for good. */
async function newMethodId(tx: Tx, title: string): Promise<string> {
  const words = title
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-");
  const base = words.slice(0, ID_LENGTH).replaceAll(/^-+|-+$/g, "") || "method";
  return firstFree(base, await selectTakenIds(tx, base));
}

function requireMethod(methods: readonly StoredMethod[], { methodId, version }: AdminArchiveMethod): StoredMethod {
  const method = methods.find(({ id }) => id === methodId);
  if (!method) throw new AppError("not_found");
  if (method.version !== version) throw new AppError("stale_write");
  return method;
}

/**
 * Adds a method, or changes the one that is named, in the caller's transaction; quotes offer it from the commit on. Orders keep
 * what they were charged. Throws `not_found` and `stale_write` (archived or changed meanwhile), and `invalid_input`: a zone that
 * does not exist, too many methods.
 */
export async function saveMethod(tx: Tx, input: AdminCreateMethod | AdminSaveMethod): Promise<MethodChange> {
  await lockShipping(tx);
  const methods = await selectMethods(tx, SHOP_CURRENCY);
  const before = "methodId" in input ? requireMethod(methods, input) : null;
  if (!before && methods.length >= METHODS_MAX) {
    const message = getTranslations("errorDetails")("methodsMax", { max: METHODS_MAX });
    throw new AppError("invalid_input", { message });
  }
  const zoneIds = [...new Set(input.zoneIds)];
  const zones = await selectZones(tx);
  if (!zoneIds.every((zoneId) => zones.some(({ id }) => id === zoneId))) {
    throw fieldError("zoneIds", getTranslations("fieldProblems")("zoneGone"));
  }
  const { title, description, daysMin, daysMax, active, priceBy } = input;
  const bands = input.bands.map(({ upTo, priceMinor, freeFromMinor }) => ({ upTo, priceMinor, freeFromMinor }));
  const id = before?.id ?? (await newMethodId(tx, title));
  const after = { id, title, description, daysMin, daysMax, active, zoneIds, priceBy, bands };
  await upsertMethod(tx, after, SHOP_CURRENCY);
  return { id, before, after };
}

/**
 * Takes a method away for good, in the caller's transaction. It is kept archived: orders name it, and a cart that chose it is told.
 * Throws `not_found` and `stale_write`.
 */
export async function archiveMethod(tx: Tx, input: AdminArchiveMethod): Promise<MethodChange> {
  await lockShipping(tx);
  const before = requireMethod(await selectMethods(tx, SHOP_CURRENCY), input);
  await updateArchived(tx, before.id);
  return { id: before.id, before, after: null };
}
