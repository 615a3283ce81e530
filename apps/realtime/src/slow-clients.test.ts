import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { createWorld } from "./testing/world.ts";

test("closes a client that never finishes its headers, with 408, and serves the others", async () => {
  const world = await createWorld();
  try {
    // Long enough for an honest client to be served while the machine is busy.
    const node = await world.startNode({ clientTimes: { headersMs: 1_500, checkMs: 20 } });
    const socket = connect(node.port, "127.0.0.1");
    socket.write(`GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: 127.0.0.1:${node.port}\r\nX-Slow: a\r\n`);
    const [said, others] = await Promise.all([text(socket), fetch(`${node.url}/nothing`)]);
    expect(said).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/);
    expect(others.status).toBe(404);
  } finally {
    await world.close();
  }
});
