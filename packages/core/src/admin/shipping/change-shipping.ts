import type {
  AdminArchiveMethod,
  AdminCreateMethod,
  AdminCreateZone,
  AdminRemoveZone,
  AdminSaveMethod,
  AdminSaveZone,
  AdminShipping,
} from "@cartwright/contracts/shipping";
import { withStarts } from "@cartwright/contracts/shipping-bands";
import { inTransaction, type Tx } from "@cartwright/db/transaction";
import { appendAudit } from "../../kernel/append-audit.ts";
import type { Deps } from "../../kernel/deps.ts";
import { archiveMethod, type MethodChange, saveMethod } from "../../orders/shipping/edit-methods.ts";
import { removeZone, saveZone, type ZoneChange } from "../../orders/shipping/edit-zones.ts";
import { readShipping } from "../../orders/shipping/read-shipping.ts";
import { tellLists } from "../../outbox/tell-lists.ts";
import { differences } from "../product-changes.ts";
import { auditOf, type PlainStaffAct } from "../staff-act.ts";

type ShippingDeps = Pick<Deps, "db" | "nudgeRelay">;

/** Texts in place of lists, so that they are compared and recorded by what they say. */
const flatZone = ({ name, rest, places }: NonNullable<ZoneChange["after"]>) => ({
  name,
  rest,
  places: places.map(({ country, region }) => (region === "" ? country : `${country}-${region}`)).join(" "),
});

const flatMethod = ({ bands, zoneIds, ...method }: NonNullable<MethodChange["after"]>) => ({
  title: method.title,
  description: method.description,
  active: method.active,
  days: method.daysMin === null ? "" : `${method.daysMin}-${method.daysMax}`,
  priceBy: method.priceBy,
  zones: zoneIds.toSorted().join(" "),
  bands: withStarts(bands)
    .map(({ from, upTo, priceMinor, freeFromMinor }) => {
      return `${from}-${upTo ?? ""}: ${priceMinor}${freeFromMinor === null ? "" : ` (free from ${freeFromMinor})`}`;
    })
    .join("; "),
});

interface Recorded {
  readonly action: string;
  readonly kind: "shipping_zone" | "shipping_method";
  readonly id: string;
  readonly before: object | null;
  readonly after: object | null;
}

/** Audits a change, and has the pages that say what shipping costs be rendered again. */
async function record(tx: Tx, { action, kind, id, before, after }: Recorded, act: PlainStaffAct): Promise<void> {
  const changes = after === null ? { before: { ...before }, after: {} } : differences(before ?? {}, after);
  await appendAudit(tx, {
    ...auditOf(act),
    action,
    subject: { kind, id },
    ...(before === null ? {} : { before: changes.before }),
    ...(after === null ? {} : { after: changes.after }),
  });
  await tellLists(tx, "shipping");
}

async function change(deps: ShippingDeps, work: (tx: Tx) => Promise<void>): Promise<AdminShipping> {
  await inTransaction(deps.db, work);
  deps.nudgeRelay();
  return readShipping(deps.db);
}

const zoneRecord = (action: string, { id, before, after }: ZoneChange): Recorded => ({
  action,
  kind: "shipping_zone",
  id,
  before: before && flatZone(before),
  after: after && flatZone(after),
});

const methodRecord = (action: string, { id, before, after }: MethodChange): Recorded => ({
  action,
  kind: "shipping_method",
  id,
  before: before && flatMethod(before),
  after: after && flatMethod(after),
});

/** Adds or changes a zone and audits it. Errors are those of {@link saveZone}. */
export function saveZoneAsStaff(
  deps: ShippingDeps,
  input: AdminCreateZone | AdminSaveZone,
  act: PlainStaffAct,
): Promise<AdminShipping> {
  const action = "zoneId" in input ? "shipping.save_zone" : "shipping.create_zone";
  return change(deps, async (tx) => record(tx, zoneRecord(action, await saveZone(tx, input)), act));
}

/** Removes a zone and audits it. Errors are those of {@link removeZone}. */
export function removeZoneAsStaff(
  deps: ShippingDeps,
  input: AdminRemoveZone,
  act: PlainStaffAct,
): Promise<AdminShipping> {
  return change(deps, async (tx) => record(tx, zoneRecord("shipping.remove_zone", await removeZone(tx, input)), act));
}

/** Adds or changes a method and audits it. Errors are those of {@link saveMethod}. */
export function saveMethodAsStaff(
  deps: ShippingDeps,
  input: AdminCreateMethod | AdminSaveMethod,
  act: PlainStaffAct,
): Promise<AdminShipping> {
  const action = "methodId" in input ? "shipping.save_method" : "shipping.create_method";
  return change(deps, async (tx) => record(tx, methodRecord(action, await saveMethod(tx, input)), act));
}

/** Takes a method away and audits it. Errors are those of {@link archiveMethod}. */
export function archiveMethodAsStaff(
  deps: ShippingDeps,
  input: AdminArchiveMethod,
  act: PlainStaffAct,
): Promise<AdminShipping> {
  return change(deps, async (tx) =>
    record(tx, methodRecord("shipping.archive_method", await archiveMethod(tx, input)), act),
  );
}
