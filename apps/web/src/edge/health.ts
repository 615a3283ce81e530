import type { Exchange } from "../http/exchange.ts";
import { sendJson } from "../http/send-error.ts";

/** `/api/health/live` and `/ready`. Only the private port says which service is missing. */
export async function checkHealth(
  { path, response }: Exchange,
  ready: () => Promise<Record<string, boolean>>,
): Promise<void> {
  const checks = path.endsWith("live") ? {} : await ready();
  const isReady = Object.values(checks).every(Boolean);
  sendJson(response, isReady ? 200 : 503, { status: isReady ? "ok" : "unready" });
}
