import { SecondFactorPolicy, SetSecondFactorPolicy } from "@cartwright/contracts/second-factor";
import { readSecondFactorPolicy } from "@cartwright/core/accounts/staff/read-second-factor-policy";
import { setSecondFactorPolicy } from "@cartwright/core/accounts/staff/set-second-factor-policy";
import { NoInput, router, staffProcedure } from "../../trpc.ts";
import { actOf } from "./account-acts.ts";

/** Whether all staff need two-step verification. */
export const adminSecondFactorRouter = router({
  policy: staffProcedure("staff:read")
    .input(NoInput)
    .output(SecondFactorPolicy)
    .query(({ ctx }) => readSecondFactorPolicy(ctx.deps)),

  setPolicy: staffProcedure("staff:write")
    .input(SetSecondFactorPolicy)
    .output(SecondFactorPolicy)
    .mutation(async ({ ctx, input: { required, reason } }) => {
      await setSecondFactorPolicy(ctx.deps, required, actOf(ctx, reason, "staff:write"));
      return readSecondFactorPolicy(ctx.deps);
    }),
});
