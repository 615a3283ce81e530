import { parseArgs } from "node:util";
import { Password } from "@cartwright/contracts/accounts";
import { Email } from "@cartwright/contracts/checkout";
import { Role } from "@cartwright/contracts/permissions";
import { createStaff } from "@cartwright/core/accounts/create-staff";
import { isAppError } from "@cartwright/core/kernel/app-error";
import { openShop } from "./open-shop.ts";
import { readSecretLine } from "./read-secret-line.ts";
import { StackError } from "./stack-error.ts";

/**
 * `npm run admin -- create EMAIL --role ROLE`: opens a staff account; the password comes from the standard input, typed
 * unseen at a terminal or piped in. Ends with 0 when it is done, 1 when it was refused, 2 when it was called wrongly.
 */
const USAGE = `Usage: npm run admin -- create EMAIL --role ${Role.options.join("|")}\n       (the password is read from the standard input)`;

async function create(email: string, role: Role): Promise<number> {
  const typed = Password.safeParse(await readSecretLine("Password: "));
  if (!typed.success) {
    console.error(`The password: ${typed.error.issues[0]?.message ?? "not valid"}.`);
    return 1;
  }
  const shop = await openShop(process.env);
  try {
    await createStaff(shop.deps, { email, password: typed.data, role });
    console.log(`${email} is ${role} now.`);
    return 0;
  } catch (error) {
    if (!isAppError(error)) throw error;
    console.error(error.message);
    return 1;
  } finally {
    await shop.close();
  }
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    args: process.argv.slice(2),
    options: { role: { type: "string" } },
    allowPositionals: true,
  });
  const [command, address, ...rest] = positionals;
  const email = Email.safeParse(address);
  const role = Role.safeParse(values.role);
  if (command !== "create" || !email.success || !role.success || rest.length > 0) {
    console.error(USAGE);
    return 2;
  }
  return create(email.data, role.data);
}

try {
  process.exitCode = await main();
} catch (error) {
  const told = error instanceof StackError || (error instanceof TypeError && "code" in error);
  console.error(told ? error.message : error);
  process.exitCode = 1;
}
