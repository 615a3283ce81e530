/**
 * How often a server looks for connections whose time is up. Node's own default is twice a minute: a limit of ten seconds
 * would let a client that sends a byte now and then stay for forty.
 */
export const CONNECTION_CHECK_MS = 2_000;
