import type { InvoiceSettings } from "@cartwright/contracts/invoices";
import { inTransaction } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { hasSeller, readInvoiceSettings, saveInvoiceSettings } from "../invoices/invoice-settings.ts";
import { appendAudit } from "../kernel/append-audit.ts";
import { AppError } from "../kernel/app-error.ts";
import type { Deps } from "../kernel/deps.ts";
import { auditOf, type PlainStaffAct } from "./staff-act.ts";

/** What is wrong with settings that each field for itself allows. */
function refuseUnfit(settings: InvoiceSettings): void {
  const t = getTranslations("adminInvoices");
  const fields = {
    ...(settings.invoicePrefix === settings.creditPrefix ? { creditPrefix: t("prefixSame") } : {}),
    ...(settings.attached && !hasSeller(settings) ? { attached: t("attachedWait") } : {}),
  };
  const [message] = Object.values(fields);
  if (message !== undefined) throw new AppError("invalid_input", { message, fields });
}

/**
 * Saves what invoices say and how they are numbered from now on, audited. Throws `invalid_input`, and `stale_write` when someone
 * else has saved since they were read.
 */
export async function saveInvoiceSettingsAsStaff(
  deps: Pick<Deps, "db">,
  settings: InvoiceSettings,
  act: PlainStaffAct,
): Promise<InvoiceSettings> {
  refuseUnfit(settings);
  return inTransaction(deps.db, async (tx) => {
    const before = await saveInvoiceSettings(tx, settings);
    if (!before) throw new AppError("stale_write");
    const after = await readInvoiceSettings(tx);
    await appendAudit(tx, {
      ...auditOf(act),
      action: "settings.invoices",
      subject: { kind: "settings", id: "invoices" },
      before,
      after,
    });
    return after;
  });
}
