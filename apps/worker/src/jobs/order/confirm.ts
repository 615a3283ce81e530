import type { Handler } from "@cartwright/queue/worker";
import type { SystemCaller } from "../../system-caller.ts";
import { runCommands } from "../run-commands.ts";

/** Confirms the order. */
export const confirmJob =
  (caller: SystemCaller): Handler<"order.confirm"> =>
  (deliveries) =>
    runCommands(caller(deliveries).saga.confirmOrder, deliveries);
