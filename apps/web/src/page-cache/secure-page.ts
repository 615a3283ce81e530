import { buildCsp, hashInlineScripts, hashInlineStyles } from "../http/csp.ts";
import { REVALIDATE_EACH_TIME } from "../http/response-headers.ts";
import { addIntegrity } from "../http/integrity.ts";
import type { PageValue } from "./entry.ts";
import type { PageCache } from "./page-cache.ts";

/**
 * Lets a page that is rendered once run under the strict policy: its inline scripts are known now, so their hashes are
 * allowed and nothing else is. The policy travels with the entry, and Next sends an entry's headers with it, the first
 * time too (it waits for the store). So do the hashes of the scripts and styles that it loads: they are written into its
 * tags here, once. Browsers must ask again each time; the page may have been invalidated since.
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
