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

/** Reports go through the shop's own server, which alone knows where to; this stands in its place. */
const PLACEHOLDER_DSN = "https://shop@errors.invalid/1";

/**
 * Opens the way for a page's error reports. They tell the error, where in the code, and on which page without its query; not
 * who, and not what was typed or clicked.
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
