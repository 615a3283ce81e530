import { once } from "node:events";
import type { Socket } from "node:net";

/** The part of a `pg` client that is needed here; its types leave it out. This package knows no Postgres. */
interface Client {
  readonly connection: { readonly stream: Socket };
}

/** pg's error when `query_timeout` has passed without a response. It has no code. */
const isReadTimeout = (error: unknown) => error instanceof Error && error.message === "Query read timeout";

/**
 * Passes the response of a `pg` client on, and destroys its connection when the server did not respond in time. A link that
 * swallows data reports nothing: whatever waits behind the statement (a rollback) would wait as long again, and the pool would
 * hand the connection out again. Anything but a promise passes unchanged.
 */
export function endWhenSilent(client: object, response: unknown): unknown {
  if (!(response instanceof Promise)) return response;
  return response.catch(async (error: unknown) => {
    if (isReadTimeout(error)) {
      const { stream } = (client as Client).connection;
      const closed = once(stream, "close");
      stream.destroy();
      // Until then the pool does not know.
      await closed;
    }
    throw error;
  });
}
