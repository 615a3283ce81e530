/** Which host names the shop serves, and whose pages may change data. */
export interface HostCheck {
  /** Whether a Host header is one of ours. */
  isOurs(host: string | undefined): boolean;
  /** Whether an Origin header belongs to our pages, given the Host header of the same request. */
  isOurOrigin(origin: string, host: string | undefined): boolean;
}

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/;

/**
 * In production only the public host name is accepted. Elsewhere the loopback names are too, with any port: another site may
 * point its name at this machine. As an Origin, only the shop's own address is accepted: browsers treat another port of this
 * machine as the same site and send our cookies to it.
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
