/** The embedded server could not be had. The message is meant for the person at the terminal: what is wrong, and what to do. */
export class EmbeddedPostgresError extends Error {
  override name = "EmbeddedPostgresError";
}
