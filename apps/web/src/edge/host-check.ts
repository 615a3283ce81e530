/** Which names the shop answers to, and whose pages may change things. */
export interface HostCheck {
  /** Whether a Host header names us. */
  isOurs(host: string | undefined): boolean;
  /** Whether an Origin header is one of our pages, given the Host that the request itself names. */
  isOurOrigin(origin: string, host: string | undefined): boolean;
}

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/;

/**
 * In production only the public name counts. Elsewhere the loopback names do as well (with any port), and no other: a page
 * of some other site whose name points to this machine is not ours. Nor is a page at another port of this machine: browsers
 * count it as the same site and send our cookies along with what it asks for, so only the shop's own address will do.
 */
export function createHostCheck(settings: { readonly publicOrigin: string; readonly production: boolean }): HostCheck {
  const ours = new URL(settings.publicOrigin);
  const isOurs = (host: string | undefined) =>
    host !== undefined && (host.toLowerCase() === ours.host || (!settings.production && LOOPBACK.test(host)));
  return {
    isOurs,
    isOurOrigin(origin, host) {
      if (origin === settings.publicOrigin) return true;
      return !settings.production && host !== undefined && LOOPBACK.test(host) && origin === `http://${host}`;
    },
  };
}
