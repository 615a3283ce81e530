import type { BrowserContext } from "@playwright/test";

/** What browsers reported while a test ran: errors and warnings of the console, uncaught errors, policy violations. */
export interface BrowserErrors {
  readonly all: () => readonly string[];
  /** Errors that a test causes on purpose. Any other fails it. */
  readonly allow: (pattern: RegExp) => void;
  /** Includes one more browser context. */
  readonly watch: (context: BrowserContext) => Promise<void>;
}

/** A journey shows a collection in everyone's navigation and deletes it. Pages that are open meanwhile may still follow its link. */
const DELETED_MEANWHILE = /404 .*\/collections\/presents-journey-/;

export function createBrowserErrors(): BrowserErrors {
  const reported: string[] = [];
  const allowed: RegExp[] = [DELETED_MEANWHILE];
  return {
    all: () => reported.filter((error) => !allowed.some((pattern) => pattern.test(error))),
    allow: (pattern) => void allowed.push(pattern),
    watch: (context) => watch(context, (error) => void reported.push(error)),
  };
}

/** Reports also the violations of the content security policy that the console does not show. */
async function watch(context: BrowserContext, report: (error: string) => void): Promise<void> {
  await context.exposeBinding("reportViolation", ({ page }, violation: unknown) => {
    report(`policy violated on ${page.url()}: ${String(violation)}`);
  });
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      const { reportViolation } = window as unknown as { reportViolation: (violation: string) => void }; // exposed above
      reportViolation(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`);
    });
  });
  context.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning")
      report(`${message.type()} on ${message.page()?.url() ?? "?"}: ${message.text()} (${message.location().url})`);
  });
  context.on("weberror", (error) => {
    report(`uncaught on ${error.page()?.url() ?? "?"}: ${error.error().message}`);
  });
}
