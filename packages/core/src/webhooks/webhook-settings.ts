import { isExampleSecret, SecretList } from "@cartwright/contracts/secrets";
import { emptyIsAbsent, type RefuseSetting } from "@cartwright/observability/settings";
import { z } from "zod";

/** The settings of webhooks to other programs, in the web process and in the worker. */
export const WEBHOOK_SETTINGS = {
  /** Seals the secrets of endpoints; the same for web and worker. By default AUTH_SECRET. */
  WEBHOOK_KEY_SECRET: emptyIsAbsent(SecretList.optional()),
  /** For development and tests: endpoints may be on this machine or its network, and on http. */
  WEBHOOK_PRIVATE_TARGETS: z.enum(["", "0", "1"]).default(""),
};

interface WebhookEnv {
  readonly WEBHOOK_KEY_SECRET?: readonly string[] | undefined;
  readonly WEBHOOK_PRIVATE_TARGETS: "" | "0" | "1";
}

export function checkWebhookSettings(
  env: WebhookEnv,
  { production }: { readonly production: boolean },
  refuse: RefuseSetting,
): void {
  if (production && env.WEBHOOK_KEY_SECRET?.some(isExampleSecret))
    refuse("WEBHOOK_KEY_SECRET", "looks like an example; generate one");
  if (production && env.WEBHOOK_PRIVATE_TARGETS === "1")
    refuse("WEBHOOK_PRIVATE_TARGETS", "is not allowed in production");
}

interface WebhookKeys {
  readonly keys: readonly string[];
  readonly allowPrivate: boolean;
}

/** Null where neither secret is known: such a process can sign nothing. */
export function webhookSettingsOf(env: WebhookEnv & { readonly AUTH_SECRET: readonly string[] }): WebhookKeys;
export function webhookSettingsOf(
  env: WebhookEnv & { readonly AUTH_SECRET?: readonly string[] | undefined },
): WebhookKeys | null;
export function webhookSettingsOf(
  env: WebhookEnv & { readonly AUTH_SECRET?: readonly string[] | undefined },
): WebhookKeys | null {
  const keys = env.WEBHOOK_KEY_SECRET ?? env.AUTH_SECRET;
  return keys ? { keys, allowPrivate: env.WEBHOOK_PRIVATE_TARGETS === "1" } : null;
}
