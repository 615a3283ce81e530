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

/** Whether a secret looks like one from a documentation page or a keyboard, and not like one from a generator. */
export function isExampleSecret(secret: string): boolean {
  return (
    /change.?me|example|secret|password|default|placeholder|insert|your.?key|cartwright|xxxx|12345678|abcdefgh/i.test(
      secret,
    ) || new Set(secret).size < 12
  );
}
