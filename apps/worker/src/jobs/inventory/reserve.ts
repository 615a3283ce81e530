import type { Handler } from "@cartwright/queue/worker";
import type { SystemCaller } from "../../system-caller.ts";
import { runCommands } from "../run-commands.ts";

/** Reserves stock. */
export const reserveJob =
  (caller: SystemCaller): Handler<"inventory.reserve"> =>
  (deliveries) =>
    runCommands(caller(deliveries).saga.reserveInventory, deliveries);
