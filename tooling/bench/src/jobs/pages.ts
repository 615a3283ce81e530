import autocannon from "autocannon";
import type { Rate } from "./reads.ts";

export interface PagesJob {
  readonly url: string;
  readonly concurrency: number;
  readonly seconds: number;
}

/** Requests one page repeatedly, with autocannon. */
export async function runPages(job: PagesJob): Promise<Rate> {
  const result = await autocannon({
    url: job.url,
    connections: job.concurrency,
    duration: job.seconds,
    timeout: 10,
    // The shop closes a connection after 10,000 requests, which autocannon does not expect. It therefore reconnects
    // earlier.
    reconnectRate: 9_000,
    // The request headers of a browser that matter to caches.
    headers: { accept: "text/html,application/xhtml+xml" },
  });
  const failures = result.non2xx + result.errors + result.timeouts;
  return {
    perSecond: result.requests.average,
    spread: {
      count: result.requests.total,
      p50Ms: result.latency.p50,
      p95Ms: result.latency.p97_5,
      maxMs: result.latency.max,
    },
    failures,
    failureSamples:
      failures === 0 ? [] : [`${result.non2xx} not 2xx, ${result.errors} errors, ${result.timeouts} timeouts`],
  };
}
