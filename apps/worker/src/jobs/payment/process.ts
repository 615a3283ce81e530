import type { Handler } from "@cartwright/queue/worker";
import type { SystemCaller } from "../../system-caller.ts";
import { runCommands } from "../run-commands.ts";

/** Takes the payment. */
export const processJob =
  (caller: SystemCaller): Handler<"payment.process"> =>
  (deliveries) =>
    runCommands(caller(deliveries).saga.processPayment, deliveries);
