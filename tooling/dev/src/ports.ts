import { createServer, type Server } from "node:net";

/** Listens briefly. `undefined` when the port is in use. */
async function claim(port: number, host: string): Promise<Server | undefined> {
  const server = createServer();
  return await new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE" || error.code === "EACCES") resolve(undefined);
      else reject(error);
    });
    server.listen({ port, host, exclusive: true }, () => resolve(server));
  });
}

const portOf = (server: Server): number => {
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("a listening server has an address");
  return address.port;
};

const closeServer = (server: Server) => new Promise((resolve) => server.close(resolve));

/** Whether a server on this port would be the one that `localhost` reaches, by IPv4 and by IPv6. */
export async function isPortFree(port: number): Promise<boolean> {
  for (const host of ["127.0.0.1", "::1"]) {
    let server: Server | undefined;
    try {
      server = await claim(port, host);
    } catch {
      continue; // no IPv6 here
    }
    if (!server) return false;
    await closeServer(server);
  }
  return true;
}

/**
 * One port for each name: the wanted one if it is free, else another (0 wants any). All are held until the last is found,
 * so that no two names get the same.
 */
export async function choosePorts<Name extends string>(wanted: Readonly<Record<Name, number>>) {
  const held: Server[] = [];
  const chosen: Record<string, number> = {};
  try {
    for (const [name, port] of Object.entries<number>(wanted)) {
      const server = (await claim(port, "127.0.0.1")) ?? (await claim(0, "127.0.0.1"));
      if (!server) throw new Error("there is no free port on 127.0.0.1");
      held.push(server);
      chosen[name] = portOf(server);
    }
  } finally {
    await Promise.all(held.map(closeServer));
  }
  return chosen as Record<Name, number>; // every key of `wanted` was set above
}
