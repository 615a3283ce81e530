import { buildCsp, hashInlineScripts, hashInlineStyles } from "../http/csp.ts";
import { REVALIDATE_EACH_TIME } from "../http/response-headers.ts";
import { addIntegrity } from "../http/integrity.ts";
import type { PageValue } from "./entry.ts";
import type { PageCache } from "./page-cache.ts";

/**
 * Prepares a page that is rendered once for the strict policy. Its inline scripts are known now, so their hashes are allowed
 * and nothing else is. The policy is stored with the entry, and Next sends an entry's headers with it, the first time too (it
 * waits for the store). The hashes of the scripts and styles that the page loads are written into its tags here, once. Browsers
 * must revalidate the page each time; it may have been invalidated since.
 */
export function securePage(page: PageValue, { connectOrigins, integrity }: Omit<PageCache, "store">): void {
  page.html = addIntegrity(page.html, integrity);
  page.headers = {
    ...page.headers,
    "content-security-policy": buildCsp({
      scriptHashes: hashInlineScripts(page.html),
      styleHashes: hashInlineStyles(page.html),
      connectOrigins,
    }),
    "cache-control": REVALIDATE_EACH_TIME,
  };
}
