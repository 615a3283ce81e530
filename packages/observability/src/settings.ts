import { z } from "zod";

/** Settings of the environment: field schemas that several processes use, and the one function that reads them. */

export type Environment = Readonly<Record<string, string | undefined>>;

/** An empty variable counts as absent, as in a `.env` file with nothing after the equals sign. */
export const emptyIsAbsent = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === "" ? undefined : value), schema);

export const Origin = z
  .url({ protocol: /^https?$/ })
  .refine((text) => new URL(text).origin === text, "write an origin, such as https://shop.example.com");

export const port = (fallback: number) => z.coerce.number().int().min(0).max(65_535).default(fallback);

/** Values separated by commas. */
export const commaSeparated = z.string().transform((text) =>
  text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== ""),
);

/**
 * `production` refuses what must not be exposed. `embedded` (a look on one's own machine, started by `npm start`) and
 * `development` allow plain http, generated secrets and demo accounts, and serve loopback names only.
 */
export const Mode = z.enum(["production", "embedded", "development"]).default("production");

/** Where the database and Redis are: the same settings in every process that has them. */
export const STORE_SETTINGS = {
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  /** Without it, Postgres takes its place. */
  REDIS_URL: emptyIsAbsent(z.url({ protocol: /^rediss?$/ }).optional()),
} as const;

export const LOG_SETTINGS = {
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
  /** Append the log to this file instead of the standard output. */
  LOG_FILE: emptyIsAbsent(z.string().optional()),
} as const;

/** Reports a setting that is wrong, by its name and without its value. */
export type RefuseSetting = (setting: string, message: string) => void;

/** The `refuse` function for a schema's `superRefine`. */
export const refusalsIn =
  (context: z.RefinementCtx): RefuseSetting =>
  (setting, message) =>
    context.addIssue({ code: "custom", path: [setting], message });

/** Checks the environment. Throws an error whose message lists every setting that is wrong, and no value. */
export function readSettings<Schema extends z.ZodType>(schema: Schema, environment: Environment): z.output<Schema> {
  const result = schema.safeParse(environment);
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => `  ${issue.path.join(".") || "environment"}: ${issue.message}`);
  throw new Error(`The environment is not valid for this process:\n${lines.join("\n")}`);
}
