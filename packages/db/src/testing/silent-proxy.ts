import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import type { AddressInfo } from "node:net";

/** A way to the database that can fall silent: it then takes what both sides send and passes on nothing. */
export interface SilentProxy {
  /** The database's URL by way of the proxy. */
  readonly url: string;
  /**
   * Falls silent, or carries data again. Connections that were there while it was silent stay so for ever, as behind a router
   * that has forgotten them.
   */
  setSilent(silent: boolean): void;
  close(): Promise<void>;
}

export async function startSilentProxy(databaseUrl: string): Promise<SilentProxy> {
  const target = new URL(databaseUrl);
  const links = new Set<{ dead: boolean; sockets: readonly [Socket, Socket] }>();
  let isSilent = false;
  const server = createServer((client) => {
    const upstream = connect(Number(target.port || 5432), target.hostname);
    const link = { dead: isSilent, sockets: [client, upstream] as const };
    links.add(link);
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      from.on("data", (data) => void (link.dead || to.write(data)));
      from.on("error", () => undefined);
      from.on("close", () => {
        // The other side hears of it only if the link carries data.
        if (!link.dead || from === client) to.destroy();
        links.delete(link);
      });
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = new URL(databaseUrl);
  url.hostname = "127.0.0.1";
  url.port = String((server.address() as AddressInfo).port); // a listening TCP server has one
  return {
    url: url.href,
    setSilent(silent) {
      isSilent = silent;
      if (silent) for (const link of links) link.dead = true;
    },
    async close() {
      for (const { sockets } of links) for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
