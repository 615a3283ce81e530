import { ResetSecondFactor, SecondFactorPolicy, SetSecondFactorPolicy } from "@cartwright/contracts/second-factor";
import { readSecondFactorPolicy } from "@cartwright/core/accounts/read-second-factor-policy";
import { resetSecondFactor } from "@cartwright/core/accounts/reset-second-factor";
import { setSecondFactorPolicy } from "@cartwright/core/accounts/set-second-factor-policy";
import { Nothing, router, staffProcedure } from "../../trpc.ts";
import { accountsOf } from "../account-deps.ts";
import { actOf } from "./account-acts.ts";

/** The second step of everybody who works here. */
export const adminSecondFactorRouter = router({
  policy: staffProcedure("staff:read")
    .output(SecondFactorPolicy)
    .query(({ ctx }) => readSecondFactorPolicy(ctx.deps)),

  setPolicy: staffProcedure("staff:write")
    .input(SetSecondFactorPolicy)
    .output(SecondFactorPolicy)
    .mutation(async ({ ctx, input: { required, reason } }) => {
      const ended = await setSecondFactorPolicy(ctx.deps, required, actOf(ctx, reason, "staff:write"));
      accountsOf(ctx.deps).forgetSessions(ended);
      return readSecondFactorPolicy(ctx.deps);
    }),

  /** For a colleague who lost his device and his recovery codes. */
  reset: staffProcedure("staff:write")
    .input(ResetSecondFactor)
    .output(Nothing)
    .mutation(async ({ ctx, input: { userId, reason } }) => {
      const ended = await resetSecondFactor(ctx.deps, userId, actOf(ctx, reason, "staff:write"));
      accountsOf(ctx.deps).forgetSessions(ended);
      return null;
    }),
});
