import { startErrorReports } from "@cartwright/observability/error-reports";
import { createLogger } from "@cartwright/observability/logger";
import { startSink } from "@cartwright/observability/testing/sink";
import { expect, it } from "vitest";
import { onRequestError } from "./instrumentation.ts";

/** Marks everything that is personal. */
const MARKER = "Zanzibarelli";

it("reports a page that failed to render with its request id, and without personal data", async () => {
  const sink = await startSink();
  const reports = await startErrorReports({
    process: "web",
    dsn: sink.dsn,
    environment: "test",
    release: undefined,
    sampleRate: 1,
    logger: createLogger({ name: "test", level: "silent" }),
  });
  const requestId = "0198f3a0-0000-7000-8000-000000000001";
  const headers = { "x-request-id": requestId, cookie: `cartwright-session=${MARKER}`, referer: `/${MARKER}` };

  await onRequestError(
    new Error(`no order of kim.${MARKER}@example.com`),
    { path: `/orders/CW-2222-2222?key=${MARKER}`, method: "GET", headers },
    {
      routerKind: "App Router",
      routePath: "/orders/[number]",
      routeType: "render",
      renderSource: "react-server-components",
      revalidateReason: undefined,
    },
  );
  await reports.close();

  expect(sink.reports).toMatchObject([
    {
      tags: { requestId, route: "/orders/[number]", reason: "internal" },
      exception: { value: "no order of [redacted]" },
    },
  ]);
  expect(sink.texts.join("\n")).not.toContain(MARKER);
  await sink.close();
});
