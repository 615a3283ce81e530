import { AdminGetPerson, AdminListCustomers, Customer, CustomerPage } from "@cartwright/contracts/admin-people";
import { getCustomer } from "@cartwright/core/admin/get-customer";
import { listCustomers } from "@cartwright/core/admin/list-customers";
import { router, staffProcedure } from "../../trpc.ts";
import { accountsOf } from "../account-deps.ts";
import { accountActs } from "./account-acts.ts";

/** Customers' accounts, for staff. */
export const adminCustomersRouter = router({
  list: staffProcedure("customers:read")
    .input(AdminListCustomers.prefault({}))
    .output(CustomerPage)
    .query(({ ctx, input }) => listCustomers(ctx.deps.db, input)),

  get: staffProcedure("customers:read")
    .input(AdminGetPerson)
    .output(Customer)
    .query(({ ctx, input }) => {
      const { locateAddress } = accountsOf(ctx.deps);
      return getCustomer(ctx.deps.db, input.id, { role: ctx.actor.role, locateAddress });
    }),

  ...accountActs("customers", {
    unlock: "customers:unlock",
    endSessions: "customers:end-sessions",
    disable: "customers:disable",
    resetSecondFactor: "customers:reset-second-factor",
  }),
});
