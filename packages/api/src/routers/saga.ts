import { MessageId } from "@cartwright/contracts/ids";
import { JOB_BATCH_MAX, SAGA_COMMANDS, type SagaCommandName } from "@cartwright/contracts/messages";
import { AppError } from "@cartwright/core/kernel/app-error";
import type { ReceivedCommand } from "@cartwright/core/saga/engine/select-runnable";
import type { CommandOutcome } from "@cartwright/core/saga/engine/saga-runner";
import { z } from "zod";
import type { ApiContext } from "../context.ts";
import { reasonOf } from "../to-trpc-error.ts";
import { router, systemProcedure } from "../trpc.ts";

/** How a command ended. `failed`: deliver it again. `unknown`: a dead letter. The others are final for this message. */
const StepOutcome = z.strictObject({
  messageId: MessageId,
  outcome: z.enum(["done", "refused", "retry", "waiting", "again", "stale", "unknown", "failed"]),
  /** Why it failed, from the code table. */
  reason: z.string().nullable(),
});
const StepOutcomes = z.array(StepOutcome).max(JOB_BATCH_MAX);

const commandsOf = (name: SagaCommandName) =>
  z.strictObject({
    commands: z
      .array(
        z.strictObject({
          messageId: MessageId,
          traceparent: z.string().max(64).nullable(),
          command: SAGA_COMMANDS[name],
        }),
      )
      .min(1)
      .max(JOB_BATCH_MAX),
  });

async function run(
  ctx: Pick<ApiContext, "deps">,
  name: SagaCommandName,
  commands: readonly ReceivedCommand[],
): Promise<z.infer<typeof StepOutcomes>> {
  if (!ctx.deps.sagas) throw new AppError("unavailable");
  const outcomes = await ctx.deps.sagas.run(name, commands);
  const failures = outcomes.flatMap((outcome) => (outcome.outcome === "failed" ? [outcome] : []));
  const [first] = failures;
  // The same cause for all of them is the call's own failure, and is mapped like that of any other call.
  if (first && failures.length === outcomes.length) throw first.error;
  return outcomes.map(describe);
}

function describe(outcome: CommandOutcome): z.infer<typeof StepOutcome> {
  const reason = outcome.outcome === "failed" ? reasonOf(outcome.error) : null;
  return { messageId: outcome.messageId, outcome: outcome.outcome, reason };
}

const step = (name: SagaCommandName) =>
  systemProcedure
    .input(commandsOf(name))
    .output(StepOutcomes)
    .mutation(({ ctx, input }) => run(ctx, name, input.commands));

/** The saga steps, for the worker's own calls. They cannot be called over HTTP, where no caller is the system. */
export const sagaRouter = router({
  reserveInventory: step("inventory.reserve"),
  releaseInventory: step("inventory.release"),
  processPayment: step("payment.process"),
  refundPayment: step("payment.refund"),
  confirmOrder: step("order.confirm"),
  cancelOrder: step("order.cancel"),
});
