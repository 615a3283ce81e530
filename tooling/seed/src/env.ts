import { resolve } from "node:path";
import { storePathIn } from "@cartwright/provider/store-path";
import { z } from "zod";
import { DemoLogins } from "./write-people.ts";

const Environment = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  DATA_DIR: z.string().min(1).default(".data"),
  /** Where the shop is: the provider's record of the demo payments names it. */
  PUBLIC_ORIGIN: z.url({ protocol: /^https?$/ }),
  /** `[{"email": "...", "role": "shopper", "password": "..."}, ...]`, one for each role. */
  CARTWRIGHT_DEMO_ACCOUNTS: z
    .string()
    .transform((text, context) => {
      try {
        return JSON.parse(text) as unknown; // checked by the next schema
      } catch {
        context.addIssue({ code: "custom", message: "must be JSON" });
        return z.NEVER;
      }
    })
    .pipe(DemoLogins),
});

/** Settings of the seed command. Throws a readable error that never repeats a value. */
export function readSettings(environment: Readonly<Record<string, string | undefined>>) {
  const parsed = Environment.safeParse(environment);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    throw new Error(`the seed lacks settings: ${problems.join("; ")}`);
  }
  return {
    databaseUrl: parsed.data.DATABASE_URL,
    mediaDir: resolve(parsed.data.DATA_DIR, "media"),
    provider: { storePath: storePathIn(resolve(parsed.data.DATA_DIR)), publicOrigin: parsed.data.PUBLIC_ORIGIN },
    logins: parsed.data.CARTWRIGHT_DEMO_ACCOUNTS,
  };
}
