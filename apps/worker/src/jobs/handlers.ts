import type { QueueName } from "@cartwright/contracts/messages";
import type { Deps } from "@cartwright/core/kernel/deps";
import type { SendMailDeps } from "@cartwright/core/notifications/send-mail";
import type { Handlers } from "@cartwright/queue/worker";
import type { SystemCaller } from "../system-caller.ts";
import { refreshStockJob } from "./catalog/refresh-stock.ts";
import { releaseJob } from "./inventory/release.ts";
import { reserveJob } from "./inventory/reserve.ts";
import { sendJob } from "./mail/send.ts";
import { issueJob } from "./invoices/issue.ts";
import { cancelJob } from "./order/cancel.ts";
import { confirmJob } from "./order/confirm.ts";
import { processJob } from "./payment/process.ts";
import { refundJob } from "./payment/refund.ts";
import { fanOutJob } from "./webhooks/fan-out.ts";

/** The handler of every job. */
export function createHandlers(
  deps: Deps & SendMailDeps & { readonly onDeliveries: () => void },
  caller: SystemCaller,
): Handlers {
  return {
    "inventory.reserve": reserveJob(caller),
    "inventory.release": releaseJob(caller),
    "payment.process": processJob(caller),
    "payment.refund": refundJob(caller),
    "order.confirm": confirmJob(caller),
    "order.cancel": cancelJob(caller),
    "mail.send": sendJob(deps),
    "invoices.issue": issueJob(deps),
    "catalog.refresh-stock": refreshStockJob(deps),
    "webhooks.fan-out": fanOutJob(deps, deps.onDeliveries),
  };
}

/**
 * The concurrency of each queue, in batches. Payments wait for a provider, so theirs is high. The engine combines the
 * others' work into few transactions anyway; more concurrency would only poll for jobs in vain.
 */
export const CONCURRENCY: Readonly<Record<QueueName, number>> = {
  inventory: 1,
  payment: 32,
  order: 1,
  mail: 2,
  invoices: 1,
  catalog: 1,
  webhooks: 1,
};
