import { randomBytes, randomUUID } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";

const secret = z.string().min(32);

/** What the embedded stack makes for itself on its first run, in `secrets.json` (mode 600) under the data. */
const StackSecrets = z.strictObject({
  authSecret: secret,
  sandboxWebhookSecret: secret,
  postgresPassword: secret,
  demoPasswords: z.strictObject({ shopper: z.string(), support: z.string(), admin: z.string() }),
});
export type StackSecrets = z.infer<typeof StackSecrets>;

const PASSWORD_LENGTH_MIN = 8;

/**
 * Reads the secrets, or makes them. A damaged file is an error and never replaced: the demo passwords in it are those of
 * accounts that exist.
 */
export async function ensureSecrets(dataDir: string, demoPassword: string | undefined): Promise<StackSecrets> {
  const file = path.join(dataDir, "secrets.json");
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (text !== undefined) return parseSecrets(file, text);
  if (demoPassword !== undefined && demoPassword.length < PASSWORD_LENGTH_MIN) {
    throw new Error(`CARTWRIGHT_DEMO_PASSWORD needs at least ${PASSWORD_LENGTH_MIN} characters`);
  }
  const makeSecret = () => randomBytes(36).toString("base64url");
  const makePassword = () => demoPassword ?? randomBytes(9).toString("base64url");
  const made: StackSecrets = {
    authSecret: makeSecret(),
    sandboxWebhookSecret: makeSecret(),
    postgresPassword: makeSecret(),
    demoPasswords: { shopper: makePassword(), support: makePassword(), admin: makePassword() },
  };
  await writePrivately(file, made);
  return made;
}

function parseSecrets(file: string, text: string): StackSecrets {
  try {
    return StackSecrets.parse(JSON.parse(text));
  } catch {
    throw new Error(`${file} is damaged. Restore it, or delete ${path.dirname(file)} to begin with a new shop.`);
  }
}

/** Writes JSON that only its owner may read, whole or not at all. */
export async function writePrivately(file: string, content: unknown): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const partial = `${file}.${randomUUID()}`;
  await writeFile(partial, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  await rename(partial, file);
}
