import { AdminActOnPerson } from "@cartwright/contracts/admin-people";
import type { Permission } from "@cartwright/contracts/permissions";
import { disableAccount } from "@cartwright/core/accounts/staff/disable-account";
import { enableAccount } from "@cartwright/core/accounts/staff/enable-account";
import { endSessionsOf } from "@cartwright/core/accounts/sessions/end-sessions-of";
import type { AccountAct, Among } from "@cartwright/core/accounts/sign-in/hold-account";
import { resetSecondFactor } from "@cartwright/core/accounts/staff/reset-second-factor";
import { unlockAccount } from "@cartwright/core/accounts/sign-in/unlock-account";
import type { Actor } from "@cartwright/core/kernel/actor";
import type { ApiContext } from "../../context.ts";
import { Nothing, staffProcedure } from "../../trpc.ts";

type StaffContext = Pick<ApiContext, "address" | "requestId"> & { readonly actor: Extract<Actor, { kind: "user" }> };

/** What an action on an account needs to know about the actor. */
export function actOf(ctx: StaffContext, reason: string, needs: Permission): AccountAct {
  const { actor, address, requestId } = ctx;
  return { actor: { kind: "user", id: actor.userId }, address, requestId, reason, needs };
}

/**
 * Actions by staff on customers' accounts, and by admins on staff accounts. An action is for one of the two kinds: to it,
 * an account of the other kind does not exist.
 */
export function accountActs(
  among: Exclude<Among, "everybody">,
  needs: Readonly<Record<"unlock" | "endSessions" | "disable" | "resetSecondFactor", Permission>>,
) {
  return {
    unlock: staffProcedure(needs.unlock)
      .input(AdminActOnPerson)
      .output(Nothing)
      .mutation(async ({ ctx, input: { id, reason } }) => {
        await unlockAccount(ctx.deps, { userId: id, among }, actOf(ctx, reason, needs.unlock));
        return null;
      }),

    endSessions: staffProcedure(needs.endSessions)
      .input(AdminActOnPerson)
      .output(Nothing)
      .mutation(async ({ ctx, input: { id, reason } }) => {
        await endSessionsOf(ctx.deps, { userId: id, among }, actOf(ctx, reason, needs.endSessions));
        return null;
      }),

    disable: staffProcedure(needs.disable)
      .input(AdminActOnPerson)
      .output(Nothing)
      .mutation(async ({ ctx, input: { id, reason } }) => {
        await disableAccount(ctx.deps, { userId: id, among }, actOf(ctx, reason, needs.disable));
        return null;
      }),

    enable: staffProcedure(needs.disable)
      .input(AdminActOnPerson)
      .output(Nothing)
      .mutation(async ({ ctx, input: { id, reason } }) => {
        await enableAccount(ctx.deps, { userId: id, among }, actOf(ctx, reason, needs.disable));
        return null;
      }),

    /** For a person who lost their device and recovery codes. */
    resetSecondFactor: staffProcedure(needs.resetSecondFactor)
      .input(AdminActOnPerson)
      .output(Nothing)
      .mutation(async ({ ctx, input: { id, reason } }) => {
        const act = actOf(ctx, reason, needs.resetSecondFactor);
        await resetSecondFactor(ctx.deps, { userId: id, among }, act);
        return null;
      }),
  };
}
