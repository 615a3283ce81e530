import type { ApiDeps } from "@cartwright/api/context";
import type { FailPoints } from "@cartwright/core/kernel/fail-points";
import type { PaymentGateways } from "@cartwright/core/kernel/payment-gateway";
import type { MailTransport } from "@cartwright/core/notifications/mail-transport";
import type { SagaRegistry } from "@cartwright/core/saga/engine/definition";
import { createSagaRunner } from "@cartwright/core/saga/engine/saga-runner";
import type { WebhookSettings } from "@cartwright/core/webhooks/deliver";
import type { Db } from "@cartwright/db/client";
import type { Logger } from "@cartwright/observability/logger";
import { observeAttempt } from "./observe.ts";

export interface WorkerParts {
  readonly db: Db;
  readonly logger: Logger;
  readonly gateways: PaymentGateways;
  readonly registry: SagaRegistry;
  readonly failPoints: FailPoints;
  readonly mailTransport: MailTransport;
  readonly nudgeRelay: () => void;
  readonly settings: ApiDeps["settings"];
  /** What signs webhooks to other programs. Without it they wait. */
  readonly webhooks?: WebhookSettings | undefined;
  /** The media folder, which web processes and workers share. */
  readonly mediaRoot: string;
  /** For product files: its statements may take minutes. */
  readonly importDb: Db;
  /** Replaces random jitter in the steps' retries. */
  readonly random?: (() => number) | undefined;
}

export type WorkerDeps = ApiDeps & {
  readonly mailTransport: MailTransport;
  readonly mediaRoot: string;
  readonly importDb: Db;
};

/** The dependencies of one worker's jobs and procedures. */
export function createWorkerDeps(parts: WorkerParts): WorkerDeps {
  const { db, logger, gateways, failPoints, nudgeRelay, settings, registry, mailTransport, mediaRoot, importDb } =
    parts;
  const deps = { db, logger, gateways, failPoints, nudgeRelay };
  const random = parts.random ?? Math.random;
  return {
    ...deps,
    mailTransport,
    mediaRoot,
    importDb,
    settings,
    // Calls of the system are not rate limited.
    limiter: { count: async () => undefined },
    sagas: createSagaRunner({
      ...deps,
      registry,
      settings,
      site: settings,
      onAttempt: (attempt, seconds) => observeAttempt(logger, attempt, seconds),
      random,
    }),
  };
}
