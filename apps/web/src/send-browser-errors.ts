import { redactBreadcrumb, redactEvent } from "@cartwright/observability/redact-event";
import {
  captureException,
  dedupeIntegration,
  functionToStringIntegration,
  init,
  linkedErrorsIntegration,
} from "@sentry/nextjs";
import { z } from "zod";

const Settings = z.object({ release: z.string().nullable(), environment: z.string(), sampleRate: z.number() });

/** Reports go through the shop's server, which alone knows the real DSN. */
const PLACEHOLDER_DSN = "https://shop@errors.invalid/1";

/**
 * Starts a page's error reports. They contain the error, its place in the code, and the page without its query; not the user,
 * and not what was typed or clicked.
 */
export function openErrorReports(settings: unknown, tunnel: string): (error: unknown) => void {
  const { release, environment, sampleRate } = Settings.parse(settings);
  init({
    dsn: PLACEHOLDER_DSN,
    tunnel,
    environment,
    sampleRate,
    ...(release === null ? {} : { release }),
    defaultIntegrations: false,
    integrations: [functionToStringIntegration(), linkedErrorsIntegration(), dedupeIntegration()],
    sendClientReports: false,
    beforeSend: (event) => redactEvent({ ...event, request: { url: window.location.href } }),
    beforeBreadcrumb: (crumb) => redactBreadcrumb(crumb),
  });
  return (error) => void captureException(error, { tags: { process: "browser" } });
}
