import { once } from "node:events";
import type { Socket } from "node:net";
import { Client } from "pg";

/** pg's error when `query_timeout` has passed without a response. It has no code. */
const isReadTimeout = (error: unknown) => error instanceof Error && error.message === "Query read timeout";

/**
 * A client whose connection ends when its server did not respond in time. A link that swallows data reports nothing, and the
 * pool would hand the connection out again.
 */
export class BoundedClient extends Client {
  // pg's own signature has a dozen overloads, which pass through unchanged.
  override query(...call: unknown[]): never {
    const response: unknown = super.query(...(call as [string]));
    if (!(response instanceof Promise)) return response as never;
    return response.catch(async (error: unknown) => {
      if (isReadTimeout(error)) {
        const { connection } = this as unknown as { connection: { stream: Socket } }; // pg's types leave it out
        const closed = once(connection.stream, "close");
        connection.stream.destroy();
        // Until then the pool does not know.
        await closed;
      }
      throw error;
    }) as never;
  }
}
