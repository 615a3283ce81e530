import type {
  AdminRemoveTaxRate,
  AdminSaveTaxRate,
  AdminSetShippingTax,
  AdminTaxes,
} from "@cartwright/contracts/taxes";
import { inTransaction, type Tx } from "@cartwright/db/transaction";
import { type AuditEntry, appendAudit } from "../../kernel/append-audit.ts";
import type { Deps } from "../../kernel/deps.ts";
import { type RateChange, removeRate, saveRate, setShippingTax } from "../../orders/taxes/edit-taxes.ts";
import { readTaxes } from "../../orders/taxes/read-taxes.ts";
import { tellLists } from "../../outbox/tell-lists.ts";
import { auditOf, type PlainStaffAct } from "../staff-act.ts";

type TaxDeps = Pick<Deps, "db" | "nudgeRelay">;
type Entry = Pick<AuditEntry, "action" | "subject" | "before" | "after">;

/** Makes a change, audits it, and has the pages that say what is taxed be rendered again. */
async function change(deps: TaxDeps, act: PlainStaffAct, work: (tx: Tx) => Promise<Entry>): Promise<AdminTaxes> {
  await inTransaction(deps.db, async (tx) => {
    await appendAudit(tx, { ...auditOf(act), ...(await work(tx)) });
    await tellLists(tx, "taxes");
  });
  deps.nudgeRelay();
  return readTaxes(deps.db);
}

const entryOf = (action: string, { key, before, after }: RateChange): Entry => ({
  action,
  subject: { kind: "tax_rate", id: key.region === "" ? key.country : `${key.country}-${key.region}` },
  ...(before ? { before: { rateBp: before.rateBp, included: before.included } } : {}),
  ...(after ? { after: { rateBp: after.rateBp, included: after.included } } : {}),
});

/** Adds or changes a rate and audits it. Errors are those of {@link saveRate}. */
export function saveRateAsStaff(deps: TaxDeps, input: AdminSaveTaxRate, act: PlainStaffAct): Promise<AdminTaxes> {
  return change(deps, act, async (tx) => entryOf("taxes.save_rate", await saveRate(tx, input)));
}

/** Removes a rate and audits it. Errors are those of {@link removeRate}. */
export function removeRateAsStaff(deps: TaxDeps, input: AdminRemoveTaxRate, act: PlainStaffAct): Promise<AdminTaxes> {
  return change(deps, act, async (tx) => entryOf("taxes.remove_rate", await removeRate(tx, input)));
}

/** Sets whether shipping is taxed and audits it. Errors are those of {@link setShippingTax}. */
export function setShippingTaxAsStaff(
  deps: TaxDeps,
  input: AdminSetShippingTax,
  act: PlainStaffAct,
): Promise<AdminTaxes> {
  return change(deps, act, async (tx) => ({
    action: "taxes.set_shipping",
    subject: { kind: "settings", id: "taxes" },
    before: { shippingTaxed: await setShippingTax(tx, input) },
    after: { shippingTaxed: input.shippingTaxed },
  }));
}
