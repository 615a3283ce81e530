/** The embedded server could not start. The message is for the person at the terminal: what is wrong, and what to do. */
export class EmbeddedPostgresError extends Error {
  override name = "EmbeddedPostgresError";
}
