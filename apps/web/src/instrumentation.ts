import { reportError } from "@cartwright/observability/report-error";
import type { Instrumentation } from "next";

/** A page that failed to render is a fault like any other. Next itself has logged it. */
export const onRequestError: Instrumentation.onRequestError = (error, request, { routePath }) => {
  const requestId = request.headers["x-request-id"];
  reportError(error, {
    route: routePath,
    reason: "internal",
    requestId: typeof requestId === "string" ? requestId : undefined,
  });
};
