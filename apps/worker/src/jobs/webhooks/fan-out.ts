import type { Deps } from "@cartwright/core/kernel/deps";
import { fanOut } from "@cartwright/core/webhooks/fan-out";
import type { Handler } from "@cartwright/queue/worker";

/** Writes down what the endpoints of other programs are to be told, and wakes the deliverer. */
export const fanOutJob =
  (deps: Pick<Deps, "db">, onDeliveries: () => void): Handler<"webhooks.fan-out"> =>
  async (deliveries) => {
    if ((await fanOut(deps, deliveries)) > 0) onDeliveries();
    return [];
  };
