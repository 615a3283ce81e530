import type { Handler } from "@cartwright/queue/worker";
import type { SystemCaller } from "../../system-caller.ts";
import { runCommands } from "../run-commands.ts";

/** Refunds a payment, or makes sure that none is taken. */
export const refundJob =
  (caller: SystemCaller): Handler<"payment.refund"> =>
  (deliveries) =>
    runCommands(caller(deliveries).saga.refundPayment, deliveries);
