import { z } from "zod";

const SECRET_LENGTH_MIN = 32;
const SECRETS_MAX = 4;

/**
 * A secret from the environment, or several separated by commas: the first signs, all verify. To rotate, put the new one
 * first, restart every process, and remove the old one once nothing signed with it is valid.
 */
export const SecretList = z
  .string()
  .transform((text) => text.split(",").map((secret) => secret.trim()))
  .pipe(z.array(z.string().min(SECRET_LENGTH_MIN, "use 32 or more characters")).min(1).max(SECRETS_MAX));
export type SecretList = z.infer<typeof SecretList>;

/** Secrets that another party signs with. None may be empty: a stray comma would make an empty key that everyone knows. */
export const WebhookSecrets = z
  .string()
  .transform((text) => text.split(",").map((secret) => secret.trim()))
  .pipe(z.array(z.string().min(16, "use 16 or more characters in each")).min(1).max(SECRETS_MAX));

/** Whether a secret looks like an example from documentation or typed by hand, not generated. */
export function isExampleSecret(secret: string): boolean {
  return (
    /change.?me|example|secret|password|default|placeholder|insert|your.?key|cartwright|xxxx|12345678|abcdefgh/i.test(
      secret,
    ) || new Set(secret).size < 12
  );
}

/** Problems with the secrets of a public shop, by setting name, without values. */
export function findSecretFaults(secrets: {
  /** Absent in a process that does not need it. */
  readonly AUTH_SECRET?: readonly string[] | undefined;
  readonly SANDBOX_WEBHOOK_SECRET?: readonly string[] | undefined;
  readonly STRIPE_SECRET_KEY?: string | undefined;
  readonly STRIPE_WEBHOOK_SECRET?: readonly string[] | undefined;
}): readonly { readonly setting: string; readonly message: string }[] {
  const own = secrets.AUTH_SECRET ?? [];
  const faults = [];
  if (own.some(isExampleSecret))
    faults.push({ setting: "AUTH_SECRET", message: "looks like an example; generate one" });
  const others = [
    ...(secrets.SANDBOX_WEBHOOK_SECRET ?? []),
    ...(secrets.STRIPE_SECRET_KEY === undefined ? [] : [secrets.STRIPE_SECRET_KEY]),
    ...(secrets.STRIPE_WEBHOOK_SECRET ?? []),
  ];
  const all = [...own, ...others];
  if (new Set(all).size < all.length)
    faults.push({
      setting: secrets.AUTH_SECRET ? "AUTH_SECRET" : "STRIPE_WEBHOOK_SECRET",
      message: "and the others must differ: one secret, one purpose",
    });
  return faults;
}
