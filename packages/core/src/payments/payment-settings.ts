import { WebhookSecrets } from "@cartwright/contracts/secrets";
import { commaSeparated, emptyIsAbsent, Origin, type RefuseSetting } from "@cartwright/observability/settings";
import { z } from "zod";
import type { PaymentGateway, PaymentGateways } from "../kernel/payment-gateway.ts";
import { createSandboxGateway } from "./sandbox-gateway.ts";

/** The settings of payments, the same in every process that has them. */
export const PAYMENT_SETTINGS = {
  /** The providers that are on, separated by commas. Each needs its keys. */
  PAYMENT_PROVIDERS: commaSeparated
    .pipe(z.array(z.enum(["sandbox", "stripe"])).min(1, "name at least one provider"))
    .default(["sandbox"]),
  SANDBOX_PROVIDER_URL: emptyIsAbsent(Origin.default("http://127.0.0.1:4242")),
  SANDBOX_WEBHOOK_SECRET: emptyIsAbsent(WebhookSecrets.optional()),
  STRIPE_SECRET_KEY: emptyIsAbsent(z.string().min(16).optional()),
  STRIPE_WEBHOOK_SECRET: emptyIsAbsent(WebhookSecrets.optional()),
} as const;

const Settings = z.object(PAYMENT_SETTINGS);
type PaymentSettings = z.output<typeof Settings>;

/** Refuses a provider without its keys, and in production the sandbox, which takes play money. */
export function checkPaymentSettings(
  settings: PaymentSettings,
  { production }: { readonly production: boolean },
  refuse: RefuseSetting,
): void {
  const { PAYMENT_PROVIDERS: providers } = settings;
  const requireKey = (name: "SANDBOX_WEBHOOK_SECRET" | "STRIPE_SECRET_KEY" | "STRIPE_WEBHOOK_SECRET", when: string) => {
    if (settings[name] === undefined) refuse(name, `is required while ${when} is on`);
  };
  if (providers.includes("sandbox")) requireKey("SANDBOX_WEBHOOK_SECRET", "the sandbox provider");
  if (providers.includes("stripe")) {
    requireKey("STRIPE_SECRET_KEY", "Stripe");
    requireKey("STRIPE_WEBHOOK_SECRET", "Stripe");
  }
  if (production && providers.includes("sandbox"))
    refuse("PAYMENT_PROVIDERS", "the sandbox takes play money; name a real provider in production");
}

export interface PaymentOrigins {
  /** Where shoppers return to after approving a payment. */
  readonly returnOrigin: string;
  /** Where the providers reach the shop's webhooks. */
  readonly webhookOrigin: string;
}

/** The gateways of the providers that `PAYMENT_PROVIDERS` names, by name. Rejects when one lacks its keys. */
export async function createGateways(settings: PaymentSettings, origins: PaymentOrigins): Promise<PaymentGateways> {
  const gateways = settings.PAYMENT_PROVIDERS.map(
    async (provider) => [provider, await CREATE[provider](settings, origins)] as const,
  );
  return new Map(await Promise.all(gateways));
}

const CREATE: Readonly<
  Record<
    PaymentSettings["PAYMENT_PROVIDERS"][number],
    (settings: PaymentSettings, origins: PaymentOrigins) => PaymentGateway | Promise<PaymentGateway>
  >
> = {
  sandbox: (settings, { returnOrigin, webhookOrigin }) =>
    createSandboxGateway({
      url: settings.SANDBOX_PROVIDER_URL,
      webhookSecrets: present(settings, "SANDBOX_WEBHOOK_SECRET"),
      webhookUrl: new URL("/api/webhooks/sandbox", webhookOrigin).href,
      returnOrigin,
    }),
  async stripe(settings, { returnOrigin }) {
    // Stripe's library takes about 30 MB in each process, so only shops that use it load it.
    const { createStripeGateway } = await import("./stripe-gateway.ts");
    return createStripeGateway({
      secretKey: present(settings, "STRIPE_SECRET_KEY"),
      webhookSecrets: present(settings, "STRIPE_WEBHOOK_SECRET"),
      returnOrigin,
    });
  },
};

function present<Name extends keyof PaymentSettings>(
  settings: PaymentSettings,
  name: Name,
): NonNullable<PaymentSettings[Name]> {
  const value = settings[name];
  if (value === undefined) throw new Error(`${name} is missing`);
  return value;
}
