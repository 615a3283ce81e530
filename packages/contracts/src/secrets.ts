import { z } from "zod";

const SECRET_LENGTH_MIN = 32;
const SECRETS_MAX = 4;

/**
 * A secret of the environment, or several with commas between: the first signs, all verify. To rotate, put the new one in
 * front, restart every process, and take the old one away once nothing signed with it is valid any more.
 */
export const SecretList = z
  .string()
  .transform((text) => text.split(",").map((secret) => secret.trim()))
  .pipe(z.array(z.string().min(SECRET_LENGTH_MIN, "use 32 or more characters")).min(1).max(SECRETS_MAX));
export type SecretList = z.infer<typeof SecretList>;

/** Secrets that another end signs with. None may be empty: a comma too many would make a key that everybody knows. */
export const WebhookSecrets = z
  .string()
  .transform((text) => text.split(",").map((secret) => secret.trim()))
  .pipe(z.array(z.string().min(16, "use 16 or more characters in each")).min(1).max(SECRETS_MAX));

/** Whether a secret looks like one from a documentation page or a keyboard, and not like one from a generator. */
export function isExampleSecret(secret: string): boolean {
  return (
    /change.?me|example|secret|password|default|placeholder|insert|your.?key|cartwright|xxxx|12345678|abcdefgh/i.test(
      secret,
    ) || new Set(secret).size < 12
  );
}

/** What is wrong with the secrets of a shop that the world can reach, by the setting's name; no value is in it. */
export function findSecretFaults(secrets: {
  readonly AUTH_SECRET: readonly string[];
  readonly SANDBOX_WEBHOOK_SECRET?: readonly string[] | undefined;
  readonly STRIPE_SECRET_KEY?: string | undefined;
  readonly STRIPE_WEBHOOK_SECRET?: readonly string[] | undefined;
}): readonly { readonly setting: string; readonly message: string }[] {
  const own = secrets.AUTH_SECRET;
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
    faults.push({ setting: "AUTH_SECRET", message: "and the others must differ: one secret, one purpose" });
  return faults;
}
