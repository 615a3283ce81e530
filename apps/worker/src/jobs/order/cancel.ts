import type { Handler } from "@cartwright/queue/worker";
import type { SystemCaller } from "../../system-caller.ts";
import { runCommands } from "../run-commands.ts";

/** Cancels the order. */
export const cancelJob =
  (caller: SystemCaller): Handler<"order.cancel"> =>
  (deliveries) =>
    runCommands(caller(deliveries).saga.cancelOrder, deliveries);
