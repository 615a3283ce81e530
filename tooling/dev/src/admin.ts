import { Password } from "@cartwright/contracts/accounts";
import { Email } from "@cartwright/contracts/checkout";
import { Role } from "@cartwright/contracts/permissions";
import { createStaff } from "@cartwright/core/accounts/staff/create-staff";
import { resetSecondFactorOf } from "@cartwright/core/accounts/staff/reset-second-factor";
import { isAppError } from "@cartwright/core/kernel/app-error";
import type { Deps } from "@cartwright/core/kernel/deps";
import { type CommandHelp, commandLine, describeCommand } from "./command-line.ts";
import { openShop } from "./open-shop.ts";
import { readSecretLine } from "./read-secret-line.ts";
import { StackError } from "./stack-error.ts";

/**
 * `npm run admin -- create EMAIL --role ROLE` opens a staff account; the password comes from the standard input, typed
 * unseen at a terminal or piped in. `npm run admin -- reset-second-step EMAIL` is for the admin who lost their device and has
 * no colleague to help. Ends with 0 when it is done, 1 when it was refused, 2 when it was called wrongly.
 */
const HELP: CommandHelp = {
  name: "npm run admin",
  does: "Opens a staff account, or helps an admin who lost the device of their second step. The password is read from the standard input.",
  forms: [`create EMAIL --role ${Role.options.join("|")}`, "reset-second-step EMAIL"],
  options: {
    role: {
      type: "string",
      value: "ROLE",
      says: "what the new account may do; only with create, where it is required",
    },
  },
  examples: [
    "npm run admin -- create kim@example.com --role manager",
    "npm run admin -- reset-second-step kim@example.com",
  ],
  exits: { 0: "when it is done", 1: "when it was refused", 2: "when it was called wrongly" },
};

/** Does something to the shop, and says so or why not. */
async function doInShop(act: (deps: Deps) => Promise<unknown>, done: string): Promise<number> {
  const shop = await openShop(process.env);
  try {
    await act(shop.deps);
    console.log(done);
    return 0;
  } catch (error) {
    if (!isAppError(error)) throw error;
    console.error(error.message);
    return 1;
  } finally {
    await shop.close();
  }
}

async function create(email: string, role: Role): Promise<number> {
  const typed = Password.safeParse(await readSecretLine("Password: "));
  if (!typed.success) {
    console.error(`The password: ${typed.error.issues[0]?.message ?? "not valid"}.`);
    return 1;
  }
  const password = typed.data;
  return doInShop((deps) => createStaff(deps, { email, password, role }), `${email} is ${role} now.`);
}

async function main(): Promise<number> {
  const { values, positionals } = commandLine(HELP);
  const [command, address, ...rest] = positionals;
  const email = Email.safeParse(address);
  const role = Role.safeParse(values["role"]);
  if (email.success && rest.length === 0) {
    if (command === "create" && role.success) return create(email.data, role.data);
    if (command === "reset-second-step" && values["role"] === undefined)
      return doInShop(
        (deps) => resetSecondFactorOf(deps, email.data),
        `${email.data} logs in with the password alone.`,
      );
  }
  console.error(describeCommand(HELP));
  return 2;
}

try {
  process.exitCode = await main();
} catch (error) {
  const told = error instanceof StackError || (error instanceof TypeError && "code" in error);
  console.error(told ? error.message : error);
  process.exitCode = 1;
}
