import type { BrowserContext } from "@playwright/test";

/** What a browser complained about while a test ran. */
export interface Complaints {
  readonly all: () => readonly string[];
  /** Complaints that a test brings about on purpose; any other still fails it. */
  readonly expect: (pattern: RegExp) => void;
}

/**
 * Listens to every page of a context: errors and warnings of the console, uncaught errors, and each violation of the
 * content security policy, also those that the console does not show.
 */
export async function listenForComplaints(context: BrowserContext): Promise<Complaints> {
  const heard: string[] = [];
  const expected: RegExp[] = [];
  await context.exposeBinding("reportViolation", ({ page }, violation: unknown) => {
    heard.push(`policy violated on ${page.url()}: ${String(violation)}`);
  });
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      const { reportViolation } = window as unknown as { reportViolation: (violation: string) => void }; // exposed above
      reportViolation(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`);
    });
  });
  context.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning")
      heard.push(`${message.type()} on ${message.page()?.url() ?? "?"}: ${message.text()} (${message.location().url})`);
  });
  context.on("weberror", (error) => {
    heard.push(`uncaught on ${error.page()?.url() ?? "?"}: ${error.error().message}`);
  });
  return {
    all: () => heard.filter((complaint) => !expected.some((pattern) => pattern.test(complaint))),
    expect: (pattern) => expected.push(pattern),
  };
}
