/** The server's settings for error reports; 204 means that none are wanted. */
const ERRORS_URL = "/api/errors";
const REPORTS_PER_PAGE_MAX = 5;

type Send = (error: unknown) => void;

/** The server has logged its own refusals and failures. */
const isResponseError = (error: unknown) => error instanceof Error && error.name === "TRPCClientError";

async function openReports(): Promise<Send | null> {
  const response = await fetch(ERRORS_URL, { cache: "no-store" });
  if (response.status !== 200) return null;
  const { openErrorReports } = await import("./send-browser-errors.ts");
  return openErrorReports(await response.json(), ERRORS_URL);
}

/**
 * Listens for uncaught errors. The first one asks the server whether it wants reports, and only then the library is loaded:
 * pages that work have two listeners and nothing else.
 */
export function watchForErrors(): void {
  let opened: Promise<Send | null> | undefined;
  let left = REPORTS_PER_PAGE_MAX;

  async function report(thrown: unknown): Promise<void> {
    if (left <= 0 || isResponseError(thrown)) return;
    left -= 1;
    opened ??= openReports();
    // A report that cannot be sent is lost: another error about it would help no one.
    const send = await opened.catch(() => null);
    send?.(thrown);
  }

  window.addEventListener("error", (event) => {
    // An image that does not load ends here too, without an error.
    if (event.error !== null && event.error !== undefined) void report(event.error);
  });
  window.addEventListener("unhandledrejection", (event) => void report(event.reason));
}
