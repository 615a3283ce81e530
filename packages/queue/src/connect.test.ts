import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { connectQueues } from "./connect.ts";

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

/** A server that accepts no connections and says why, as PostgreSQL does (protocol 3, ErrorResponse). */
async function refusingServer(code: string): Promise<string> {
  const fields = Buffer.from(`SFATAL\0C${code}\0Mnot now\0\0`);
  const length = Buffer.alloc(4);
  length.writeInt32BE(fields.length + 4);
  const server = createServer((socket) =>
    socket.once("data", () => socket.end(Buffer.concat([Buffer.from("E"), length, fields]))),
  );
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  closing.push(() => new Promise((resolve) => server.close(resolve)));
  return `postgres://queue@127.0.0.1:${(server.address() as AddressInfo).port}/queue`; // listens on TCP
}

test.each([
  ["that is starting", "57P03", "ECONNREFUSED"],
  ["that is being stopped", "57P01", "ECONNREFUSED"],
  ["that has no connection left", "53300", "ECONNREFUSED"],
  ["that knows no such password", "28P01", "28P01"],
])("a database %s is told from a failure that calls for another try at once", async (_what, code, told) => {
  const connection = connectQueues({ databaseUrl: await refusingServer(code) }, () => undefined);
  closing.push(() => connection.close());
  await expect(connection.ping()).rejects.toMatchObject({ code: told });
});
