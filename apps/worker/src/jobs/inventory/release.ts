import type { Handler } from "@cartwright/queue/worker";
import type { SystemCaller } from "../../system-caller.ts";
import { runCommands } from "../run-commands.ts";

/** Releases reserved stock. */
export const releaseJob =
  (caller: SystemCaller): Handler<"inventory.release"> =>
  (deliveries) =>
    runCommands(caller(deliveries).saga.releaseInventory, deliveries);
