/** The backends that queue suites run on: always Postgres, and Redis where the run has one. */
export const backends: readonly { readonly name: string; readonly redisUrl: string | undefined }[] = [
  { name: "Postgres", redisUrl: undefined },
  ...(process.env["CARTWRIGHT_TEST_REDIS_URL"]
    ? [{ name: "Redis", redisUrl: process.env["CARTWRIGHT_TEST_REDIS_URL"] }]
    : []),
];
