import type { ApiDeps } from "@cartwright/api/context";
import type { FailPoints } from "@cartwright/core/kernel/fail-points";
import type { PaymentGateway, PaymentGateways } from "@cartwright/core/kernel/payment-gateway";
import type { MailTransport } from "@cartwright/core/notifications/mail-transport";
import { createSandboxGateway } from "@cartwright/core/payments/sandbox-gateway";
import { createStripeGateway } from "@cartwright/core/payments/stripe-gateway";
import type { SagaRegistry } from "@cartwright/core/saga/engine/definition";
import { createSagaRunner } from "@cartwright/core/saga/engine/saga-runner";
import type { Db } from "@cartwright/db/client";
import type { Logger } from "@cartwright/observability/logger";
import type { WorkerEnv } from "./env.ts";
import { observeAttempt } from "./observe.ts";

/** The payment providers that the settings name. */
export function createGateways(env: WorkerEnv): PaymentGateways {
  const gateways = new Map<string, PaymentGateway>();
  for (const provider of env.PAYMENT_PROVIDERS) {
    if (provider === "sandbox" && env.SANDBOX_WEBHOOK_SECRET !== undefined) {
      const gateway = createSandboxGateway({
        url: env.SANDBOX_PROVIDER_URL,
        webhookSecrets: env.SANDBOX_WEBHOOK_SECRET,
        webhookUrl: new URL("/api/webhooks/sandbox", env.WEBHOOK_ORIGIN).href,
        returnOrigin: env.PUBLIC_ORIGIN,
      });
      gateways.set(provider, gateway);
    } else if (env.STRIPE_SECRET_KEY !== undefined && env.STRIPE_WEBHOOK_SECRET !== undefined) {
      const secrets = { secretKey: env.STRIPE_SECRET_KEY, webhookSecrets: env.STRIPE_WEBHOOK_SECRET };
      gateways.set(provider, createStripeGateway({ ...secrets, returnOrigin: env.PUBLIC_ORIGIN }));
    }
  }
  return gateways;
}

export interface WorkerParts {
  readonly db: Db;
  readonly logger: Logger;
  readonly gateways: PaymentGateways;
  readonly registry: SagaRegistry;
  readonly failPoints: FailPoints;
  readonly mailTransport: MailTransport;
  readonly nudgeRelay: () => void;
  readonly settings: ApiDeps["settings"];
  /** Instead of chance in the steps' retries. */
  readonly random?: (() => number) | undefined;
}

export type WorkerDeps = ApiDeps & { readonly mailTransport: MailTransport };

/** What the jobs and procedures of one worker run on. */
export function createWorkerDeps(parts: WorkerParts): WorkerDeps {
  const { db, logger, gateways, failPoints, nudgeRelay, settings, registry, mailTransport } = parts;
  const deps = { db, logger, gateways, failPoints, nudgeRelay };
  const random = parts.random ?? Math.random;
  return {
    ...deps,
    mailTransport,
    settings,
    // The system is nobody's guest: its calls are not counted.
    limiter: { count: async () => undefined },
    sagas: createSagaRunner({ ...deps, registry, settings, site: settings, onAttempt: observeAttempt, random }),
  };
}
