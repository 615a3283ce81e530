import { endWhenSilent } from "@cartwright/observability/end-when-silent";
import { Client } from "pg";

/** Together with opening another connection, a link that swallowed data is listened on again within ten seconds of its return. */
const HEARTBEAT_MS = 3_000;
const HEARTBEAT_RESPONSE_MS = 3_000;
const LISTENS = /^listen\s/im;

/**
 * A client whose connection ends when its server did not respond in time. One that listens for jobs only receives, so it asks
 * for a response now and then.
 */
export class BoundedClient extends Client {
  #heartbeat: NodeJS.Timeout | undefined;

  // pg's own signature has a dozen overloads, which pass through unchanged.
  override query(...call: unknown[]): never {
    if (typeof call[0] === "string" && LISTENS.test(call[0])) this.#keepAsking();
    return endWhenSilent(this, super.query(...(call as [string]))) as never;
  }

  #keepAsking(): void {
    this.#heartbeat ??= setInterval(() => {
      const ask = { text: "select 1", query_timeout: HEARTBEAT_RESPONSE_MS };
      // The end of the connection tells the queue, which opens another.
      void (endWhenSilent(this, super.query(ask)) as Promise<unknown>).catch(() => undefined);
    }, HEARTBEAT_MS).unref();
    this.once("end", () => clearInterval(this.#heartbeat));
  }
}
