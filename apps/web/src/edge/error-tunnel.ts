import type { Logger } from "@cartwright/observability/logger";
import { redactEvent } from "@cartwright/observability/redact-event";
import { z } from "zod";
import type { Exchange } from "../http/exchange.ts";
import { isTooDeep, readText } from "../http/read-body.ts";
import { sendError, sendJson } from "../http/send-error.ts";

/** Where browsers' error reports are sent, and how they are labelled. */
export interface ErrorTunnelSettings {
  readonly dsn: string;
  readonly environment: string;
  readonly release: string | undefined;
  readonly sampleRate: number;
}

export const ERRORS_PATH = "/api/errors";

const REPORT_BYTES_MAX = 200_000;
const REPORT_DEPTH_MAX = 16;
const REPORTS_PER_MINUTE_MAX = 60;
const SEND_TIMEOUT_MS = 3_000;

/** A report as browsers send it: a header, the header of its first item, and the item, each a line of JSON. */
const ItemHeader = z.object({ type: z.literal("event") });
const Report = z
  .object({
    event_id: z.string().regex(/^[0-9a-f]{32}$/),
    exception: z.object({ values: z.array(z.unknown()).max(20) }),
  })
  .loose();

/** The URL that accepts envelopes for a DSN, `https://KEY@HOST/PATH/PROJECT`. */
function envelopeUrl(dsn: string): string {
  const { origin, username, pathname } = new URL(dsn);
  const cut = pathname.lastIndexOf("/");
  return `${origin}${pathname.slice(0, cut)}/api/${pathname.slice(cut + 1)}/envelope/?sentry_version=7&sentry_key=${encodeURIComponent(username)}`;
}

/** A browser's report as it is forwarded: redacted once more, in our own envelope. Null if it is not an error. */
function forwardable(body: string, settings: ErrorTunnelSettings): string | null {
  const [, itemHeader = "", item = ""] = body.split("\n", 3);
  if (isTooDeep(item, REPORT_DEPTH_MAX) || !ItemHeader.safeParse(parse(itemHeader)).success) return null;
  const report = Report.safeParse(parse(item));
  if (!report.success) return null;
  const { environment, release } = settings;
  const event = redactEvent({ ...report.data, environment, release, tags: { process: "browser" } });
  const header = { event_id: report.data.event_id, dsn: settings.dsn, sent_at: new Date().toISOString() };
  return `${JSON.stringify(header)}\n{"type":"event"}\n${JSON.stringify(event)}\n`;
}

/**
 * Forwards browsers' error reports, so that pages connect to no other origin and no third party sees who reads what. Anyone can
 * send such reports: their length, depth and number are limited, only errors pass, and they are sent to the configured
 * address only. A GET returns whether reports are wanted.
 */
export function createErrorTunnel(settings: ErrorTunnelSettings | undefined, logger: Logger) {
  let minute = 0;
  let count = 0;

  function mayPass(): boolean {
    const now = Math.floor(Date.now() / 60_000);
    if (now !== minute) [minute, count] = [now, 0];
    count += 1;
    return count <= REPORTS_PER_MINUTE_MAX;
  }

  async function forward(envelope: string, dsn: string): Promise<void> {
    try {
      const headers = { "content-type": "application/x-sentry-envelope" };
      const signal = AbortSignal.timeout(SEND_TIMEOUT_MS);
      await fetch(envelopeUrl(dsn), { method: "POST", headers, body: envelope, signal, redirect: "error" });
    } catch (error) {
      logger.warn({ err: error }, "a browser's error report could not be forwarded");
    }
  }

  return async (exchange: Exchange): Promise<void> => {
    const { request, response, method } = exchange;
    if (settings === undefined) {
      response.writeHead(204, { "Cache-Control": "no-store" }).end();
    } else if (method === "GET") {
      const { environment, release, sampleRate } = settings;
      sendJson(response, 200, { environment, release: release ?? null, sampleRate });
    } else {
      const body = await readText(request, REPORT_BYTES_MAX);
      const envelope = mayPass() ? forwardable(body, settings) : null;
      if (envelope === null) return sendError(exchange, { reason: "invalid_input" });
      await forward(envelope, settings.dsn);
      sendJson(response, 200, {});
    }
  };
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    // Not a report.
    return null;
  }
}
