import {
  AdminActOnPerson,
  AdminChangeRole,
  AdminGetPerson,
  AdminInviteStaff,
  AdminListStaff,
  StaffMember,
  StaffPage,
} from "@cartwright/contracts/admin-people";
import { changeRole } from "@cartwright/core/accounts/staff/change-role";
import { inviteStaff, inviteStaffAgain } from "@cartwright/core/accounts/staff/invite-staff";
import { getStaffMember } from "@cartwright/core/admin/get-staff-member";
import { listStaff } from "@cartwright/core/admin/list-staff";
import { Nothing, router, staffProcedure } from "../../trpc.ts";
import { accountsOf } from "../account-deps.ts";
import { accountActs, actOf } from "./account-acts.ts";

/** Staff accounts. */
export const adminStaffRouter = router({
  list: staffProcedure("staff:read")
    .input(AdminListStaff.prefault({}))
    .output(StaffPage)
    .query(({ ctx, input }) => listStaff(ctx.deps.db, input)),

  get: staffProcedure("staff:read")
    .input(AdminGetPerson)
    .output(StaffMember)
    .query(({ ctx, input }) => {
      const { locateAddress } = accountsOf(ctx.deps);
      return getStaffMember(ctx.deps.db, input.id, { role: ctx.actor.role, locateAddress });
    }),

  invite: staffProcedure("staff:write")
    .input(AdminInviteStaff)
    .output(AdminGetPerson)
    .mutation(async ({ ctx, input: { email, role, reason } }) => {
      const { publicOrigin } = ctx.deps.settings;
      const id = await inviteStaff(ctx.deps, publicOrigin, { email, role, act: actOf(ctx, reason, "staff:write") });
      return { id };
    }),

  inviteAgain: staffProcedure("staff:write")
    .input(AdminActOnPerson)
    .output(Nothing)
    .mutation(async ({ ctx, input: { id, reason } }) => {
      const { publicOrigin } = ctx.deps.settings;
      await inviteStaffAgain(ctx.deps, publicOrigin, { userId: id, act: actOf(ctx, reason, "staff:write") });
      return null;
    }),

  /** Changes anyone's role: a customer can become staff, and staff can become customers. */
  changeRole: staffProcedure("staff:write")
    .input(AdminChangeRole)
    .output(Nothing)
    .mutation(async ({ ctx, input: { id, role, reason } }) => {
      await changeRole(ctx.deps, { userId: id, role }, actOf(ctx, reason, "staff:write"));
      return null;
    }),

  ...accountActs("staff", {
    unlock: "staff:write",
    endSessions: "staff:write",
    disable: "staff:write",
    resetSecondFactor: "staff:write",
  }),
});
