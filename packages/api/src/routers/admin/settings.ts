import { InvoiceSettings } from "@cartwright/contracts/invoices";
import { ShopTime } from "@cartwright/contracts/time-zone";
import { saveInvoiceSettingsAsStaff } from "@cartwright/core/admin/save-invoice-settings";
import { setTimeZoneAsStaff } from "@cartwright/core/admin/set-time-zone";
import { readInvoiceSettings } from "@cartwright/core/invoices/invoice-settings";
import { readShopTime } from "@cartwright/core/orders/shop-time";
import type { Db } from "@cartwright/db/client";
import { NoInput, router, staffProcedure } from "../../trpc.ts";

async function showTime(db: Db): Promise<ShopTime> {
  const { timeZone } = await readShopTime(db);
  return { timeZone };
}

/** Settings of the whole shop. */
export const adminSettingsRouter = router({
  /** The zone in which the back office shows times: all staff read it. */
  time: staffProcedure("dashboard:read")
    .input(NoInput)
    .output(ShopTime)
    .query(({ ctx }) => showTime(ctx.deps.db)),

  setTime: staffProcedure("settings:write")
    .input(ShopTime)
    .output(ShopTime)
    .mutation(async ({ ctx, input }) => {
      await setTimeZoneAsStaff(ctx.deps, input, ctx);
      return showTime(ctx.deps.db);
    }),

  /** What invoices and credit notes say about the seller, and how they are numbered. */
  invoices: staffProcedure("settings:read")
    .input(NoInput)
    .output(InvoiceSettings)
    .query(({ ctx }) => readInvoiceSettings(ctx.deps.db)),

  /** Applies to documents issued from now on. */
  setInvoices: staffProcedure("settings:write")
    .input(InvoiceSettings)
    .output(InvoiceSettings)
    .mutation(({ ctx, input }) => saveInvoiceSettingsAsStaff(ctx.deps, input, ctx)),
});
