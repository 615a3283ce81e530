/**
 * How often a server checks for connections whose time is up. Node's default is twice a minute: with a limit of ten seconds, a
 * client that sends a byte now and then could stay for forty.
 */
export const CONNECTION_CHECK_MS = 2_000;
