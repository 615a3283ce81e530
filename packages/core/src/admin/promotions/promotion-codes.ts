import type {
  AdminCreateCodes,
  AdminExportCodes,
  AdminPromotion,
  ExportedCodes,
} from "@cartwright/contracts/promotions";
import { inTransaction } from "@cartwright/db/transaction";
import { stringify } from "csv-stringify/sync";
import type { z } from "zod";
import { guardCell } from "../../catalog/csv-cells.ts";
import { appendAudit } from "../../kernel/append-audit.ts";
import { AppError } from "../../kernel/app-error.ts";
import type { Deps } from "../../kernel/deps.ts";
import { createCodes } from "../../promotions/create-codes.ts";
import { auditOf, type PlainStaffAct } from "../staff-act.ts";
import { getPromotion } from "./get-promotion.ts";
import { selectCodes } from "./promotions.sql.ts";

/** Creates a batch of single-use codes and audits it. Errors are those of {@link createCodes}. */
export async function createCodesAsStaff(
  deps: Pick<Deps, "db">,
  input: AdminCreateCodes,
  act: PlainStaffAct,
): Promise<AdminPromotion> {
  const { promotionId, batchId, count, prefix } = input;
  await inTransaction(deps.db, async (tx) => {
    if (!(await createCodes(tx, input))) return;
    await appendAudit(tx, {
      ...auditOf(act),
      action: "promotions.create_codes",
      subject: { kind: "promotion", id: promotionId },
      after: { batchId, count, prefix },
    });
  });
  return getPromotion(deps.db, promotionId);
}

/**
 * The codes of a batch as CSV, with the order that used each. Whoever has them can use them, so the export is audited. Throws
 * `not_found`.
 */
export async function exportCodesAsStaff(
  deps: Pick<Deps, "db">,
  input: AdminExportCodes,
  act: PlainStaffAct,
): Promise<z.infer<typeof ExportedCodes>> {
  const { promotionId, batchId } = input;
  return inTransaction(deps.db, async (tx) => {
    const codes = await selectCodes(tx, input);
    if (codes.length === 0) throw new AppError("not_found");
    await appendAudit(tx, {
      ...auditOf(act),
      action: "promotions.export_codes",
      subject: { kind: "promotion", id: promotionId },
      after: { batchId, rows: codes.length },
    });
    const rows = codes.map(({ code, number }) => [guardCell(code), number === null ? "unused" : "used", number ?? ""]);
    return { csv: stringify([["code", "state", "order"], ...rows]), rows: codes.length };
  });
}
