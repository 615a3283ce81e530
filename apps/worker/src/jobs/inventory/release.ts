import type { Handler } from "@cartwright/queue/worker";
import type { SystemCaller } from "../../system-caller.ts";
import { runCommands } from "../run-commands.ts";

/** Gives stock back. */
export const releaseJob =
  (caller: SystemCaller): Handler<"inventory.release"> =>
  (deliveries) =>
    runCommands(caller(deliveries).saga.releaseInventory, deliveries);
