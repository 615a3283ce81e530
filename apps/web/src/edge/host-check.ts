/** Which names the shop answers to, and whose pages may change things. */
export interface HostCheck {
  /** Whether a Host header names us. */
  isOurs(host: string | undefined): boolean;
  /** Whether an Origin header is one of our pages. */
  isOurOrigin(origin: string): boolean;
}

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/;

/**
 * In production only the public name counts. Elsewhere the loopback names do as well (with any port), and no other: a page
 * of some other site whose name points to this machine is not ours.
 */
export function createHostCheck(settings: { readonly publicOrigin: string; readonly production: boolean }): HostCheck {
  const ours = new URL(settings.publicOrigin);
  const isOurs = (host: string | undefined) =>
    host !== undefined && (host.toLowerCase() === ours.host || (!settings.production && LOOPBACK.test(host)));
  return {
    isOurs,
    isOurOrigin(origin) {
      if (origin === settings.publicOrigin) return true;
      return !settings.production && /^http:\/\/[^/]+$/.test(origin) && LOOPBACK.test(origin.slice("http://".length));
    },
  };
}
