import type { Server } from "node:http";

/** Resolves when the server listens. Rejects if it cannot: the port is taken, the address is not local. */
export async function listenOn(server: Server, at: { readonly port: number; readonly host: string }): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(at.port, at.host, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

const DRAIN_MS = 10_000;

/** Accepts no new connections, lets running requests finish, and closes what is left after ten seconds. */
export async function drainServer(server: Server): Promise<void> {
  const cut = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
  clearTimeout(cut);
}
