import type { Server } from "node:http";

/** Listens, or rejects with what keeps it from it (the port is taken, the address is not ours). */
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

/** Takes no new connections, lets answers that are under way end, and cuts what is left after ten seconds. */
export async function drainServer(server: Server): Promise<void> {
  const cut = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
  clearTimeout(cut);
}
