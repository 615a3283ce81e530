import { buildCsp, hashInlineScripts, hashInlineStyles } from "../edge/csp.ts";
import type { PageValue } from "./entry.ts";

/**
 * Lets a page that is rendered once run under the strict policy: its inline scripts are known now, so their hashes are
 * allowed and nothing else is. The policy travels with the entry, and Next sends an entry's headers with it, the first
 * time too (it waits for the store). Browsers must ask again each time; the page may have been invalidated since.
 */
export function securePage(page: PageValue, connectOrigins: readonly string[]): void {
  page.headers = {
    ...page.headers,
    "content-security-policy": buildCsp({
      scriptHashes: hashInlineScripts(page.html),
      styleHashes: hashInlineStyles(page.html),
      connectOrigins,
    }),
    "cache-control": "public, max-age=0, must-revalidate",
  };
}
