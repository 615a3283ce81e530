import { ResetSecondFactor, SecondFactorPolicy, SetSecondFactorPolicy } from "@cartwright/contracts/second-factor";
import { readSecondFactorPolicy } from "@cartwright/core/accounts/read-second-factor-policy";
import { resetSecondFactor } from "@cartwright/core/accounts/reset-second-factor";
import { setSecondFactorPolicy } from "@cartwright/core/accounts/set-second-factor-policy";
import { auditOf } from "@cartwright/core/admin/staff-act";
import { Nothing, router, staffProcedure } from "../../trpc.ts";
import { accountsOf } from "../account-deps.ts";

/** The second step of everybody who works here. */
export const adminSecondFactorRouter = router({
  policy: staffProcedure("staff:read")
    .output(SecondFactorPolicy)
    .query(({ ctx }) => readSecondFactorPolicy(ctx.deps)),

  setPolicy: staffProcedure("staff:write")
    .input(SetSecondFactorPolicy)
    .output(SecondFactorPolicy)
    .mutation(async ({ ctx, input: { required, reason } }) => {
      const { actor, address, requestId } = ctx;
      const audit = auditOf({ actor, address, requestId, reason });
      const ended = await setSecondFactorPolicy(ctx.deps, { required, by: actor.userId }, audit);
      accountsOf(ctx.deps).forgetSessions(ended);
      return readSecondFactorPolicy(ctx.deps);
    }),

  /** For a colleague who lost his device and his recovery codes. */
  reset: staffProcedure("staff:write")
    .input(ResetSecondFactor)
    .output(Nothing)
    .mutation(async ({ ctx, input: { userId, reason } }) => {
      const { actor, address, requestId } = ctx;
      const ended = await resetSecondFactor(ctx.deps, userId, auditOf({ actor, address, requestId, reason }));
      accountsOf(ctx.deps).forgetSessions(ended);
      return null;
    }),
});
