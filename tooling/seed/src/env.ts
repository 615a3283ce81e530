import { resolve } from "node:path";
import { readSettings } from "@cartwright/observability/settings";
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

/** Settings of the seed command. Throws an error that lists every setting that is wrong, and no value. */
export function readSeedSettings(environment: Readonly<Record<string, string | undefined>>) {
  const settings = readSettings(Environment, environment);
  return {
    databaseUrl: settings.DATABASE_URL,
    dataDir: resolve(settings.DATA_DIR),
    mediaDir: resolve(settings.DATA_DIR, "media"),
    provider: { storePath: storePathIn(resolve(settings.DATA_DIR)), publicOrigin: settings.PUBLIC_ORIGIN },
    logins: settings.CARTWRIGHT_DEMO_ACCOUNTS,
  };
}
