import { spawn } from "node:child_process";
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const ADMIN = fileURLToPath(new URL("../../../tooling/dev/src/admin.ts", import.meta.url));

/** Creates a staff account as an operator does: `npm run admin -- create`, with the password on the standard input. */
export async function createStaffAccount(account: { email: string; password: string; role: string }): Promise<void> {
  const command = spawn(process.execPath, [ADMIN, "create", account.email, "--role", account.role], {
    env: { ...process.env, DATABASE_URL: process.env["CARTWRIGHT_E2E_DATABASE"] ?? "" },
    stdio: ["pipe", "ignore", "inherit"],
  });
  command.stdin.end(`${account.password}\n`);
  const [code] = (await once(command, "exit")) as [number | null]; // node's signature
  if (code !== 0) throw new Error(`no account for ${account.email}`);
}

/** What an authenticator app shows now, or some steps of 30 s later (RFC 6238). */
export function showCode(secret: string, stepsLater = 0): string {
  const bits = Array.from(secret, (letter) =>
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0"),
  ).join("");
  const key = Buffer.from(bits.match(/.{8}/g)?.map((byte) => Number.parseInt(byte, 2)) ?? []);
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + stepsLater));
  const mac = createHmac("sha1", key).update(counter).digest();
  const at = mac.readUInt8(19) & 0xf;
  return String((mac.readUInt32BE(at) & 0x7fff_ffff) % 1_000_000).padStart(6, "0");
}
