import type { Logger } from "@cartwright/observability/logger";
import { z } from "zod";
import type { Exchange } from "../http/exchange.ts";
import { isTooDeep, mediaType, readText } from "../http/read-body.ts";
import { sendError } from "../http/send-error.ts";

const REPORT_BYTES_MAX = 16_384;
const REPORTS_PER_MINUTE_MAX = 60;
const TYPES = new Set(["application/csp-report", "application/reports+json", "application/json"]);

const text = z.string().max(2_000).optional();
/** What browsers send by `report-uri`, and by the Reporting API. Other fields are dropped. */
const ByUri = z.object({
  "csp-report": z.object({
    "document-uri": text,
    "effective-directive": text,
    "violated-directive": text,
    "blocked-uri": text,
  }),
});
const ByApi = z
  .array(
    z.object({
      type: z.string().max(100),
      body: z.object({ documentURL: text, effectiveDirective: text, blockedURL: text }).partial(),
    }),
  )
  .max(20);

/** A URL without its query and fragment, which may be personal. */
const bare = (url: string | undefined) => url?.split(/[?#]/, 1)[0]?.slice(0, 200);

function violations(
  body: unknown,
): { page: string | undefined; directive: string | undefined; blocked: string | undefined }[] {
  const byUri = ByUri.safeParse(body);
  if (byUri.success) {
    const report = byUri.data["csp-report"];
    return [
      {
        page: bare(report["document-uri"]),
        directive: (report["effective-directive"] ?? report["violated-directive"])?.slice(0, 60),
        blocked: bare(report["blocked-uri"]),
      },
    ];
  }
  const byApi = ByApi.safeParse(body);
  if (!byApi.success) return [];
  return byApi.data
    .filter((report) => report.type === "csp-violation")
    .map(({ body: report }) => ({
      page: bare(report.documentURL),
      directive: report.effectiveDirective?.slice(0, 60),
      blocked: bare(report.blockedURL),
    }));
}

/** Logs browsers' reports of blocked content, a limited number a minute: anyone can send such reports. */
export function createCspReports(logger: Logger): (exchange: Exchange) => Promise<void> {
  let minute = 0;
  let logged = 0;
  return async (exchange) => {
    const { request, response, requestId } = exchange;
    if (!TYPES.has(mediaType(request))) {
      sendError(exchange, { reason: "invalid_input", status: 415 });
      return;
    }
    const body = await readText(request, REPORT_BYTES_MAX);
    const now = Math.floor(Date.now() / 60_000);
    if (now !== minute) [minute, logged] = [now, 0];
    if (!isTooDeep(body)) {
      for (const violation of violations(parse(body))) {
        if (logged >= REPORTS_PER_MINUTE_MAX) break;
        logged += 1;
        logger.warn({ requestId, ...violation }, "content security policy violated");
      }
    }
    response.writeHead(204, { "Cache-Control": "no-store" }).end();
  };
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    // Not a report. Browsers ignore the response, so it says nothing of this.
    return null;
  }
}
