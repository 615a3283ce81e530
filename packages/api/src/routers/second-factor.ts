import {
  BeginSecondFactor,
  ConfirmSecondFactor,
  ProveSecondFactor,
  RecoveryCodes,
  SecondFactorSetup,
  SecondFactorStatus,
} from "@cartwright/contracts/second-factor";
import { beginSecondFactor } from "@cartwright/core/accounts/second-factor/begin-second-factor";
import { confirmSecondFactor } from "@cartwright/core/accounts/second-factor/confirm-second-factor";
import { disableSecondFactor } from "@cartwright/core/accounts/second-factor/disable-second-factor";
import { readSecondFactor } from "@cartwright/core/accounts/second-factor/read-second-factor";
import { renewRecoveryCodes } from "@cartwright/core/accounts/second-factor/renew-recovery-codes";
import { memberMutation, memberQuery, NoInput, Nothing, router } from "../trpc.ts";
import { accountsOf, proofSettingsOf, sendSession } from "./account-deps.ts";

/** The caller's own two-step verification. */
export const secondFactorRouter = router({
  status: memberQuery()
    .input(NoInput)
    .output(SecondFactorStatus)
    .query(({ ctx }) => readSecondFactor(ctx.deps, ctx.actor.userId)),

  begin: memberMutation("auth")
    .input(BeginSecondFactor)
    .output(SecondFactorSetup)
    .mutation(({ ctx, input }) => {
      const { userId } = ctx.actor;
      return beginSecondFactor(ctx.deps, proofSettingsOf(ctx.deps), { ...input, userId, address: ctx.address });
    }),

  confirm: memberMutation()
    .input(ConfirmSecondFactor)
    .output(RecoveryCodes)
    .mutation(async ({ ctx, input }) => {
      const { userId, sessionId } = ctx.actor;
      const { secrets } = accountsOf(ctx.deps);
      const request = { ...input, userId, sessionId, address: ctx.address };
      const { recoveryCodes, renewed } = await confirmSecondFactor(ctx.deps, secrets, request);
      await sendSession(ctx, renewed);
      return { codes: recoveryCodes };
    }),

  renewRecoveryCodes: memberMutation("auth")
    .input(ProveSecondFactor)
    .output(RecoveryCodes)
    .mutation(async ({ ctx, input }) => {
      const proof = { ...input, userId: ctx.actor.userId, address: ctx.address };
      return { codes: await renewRecoveryCodes(ctx.deps, proofSettingsOf(ctx.deps), proof) };
    }),

  disable: memberMutation("auth")
    .input(ProveSecondFactor)
    .output(Nothing)
    .mutation(async ({ ctx, input }) => {
      const { userId, sessionId } = ctx.actor;
      const proof = { ...input, userId, address: ctx.address };
      await sendSession(ctx, await disableSecondFactor(ctx.deps, proofSettingsOf(ctx.deps), { proof, sessionId }));
      return null;
    }),
});
