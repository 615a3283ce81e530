import { once } from "node:events";
import { createServer } from "node:net";
import { afterEach, expect, test } from "vitest";
import { choosePorts, isPortFree } from "./ports.ts";
import { silentProgress } from "./progress.ts";
import { portsFor } from "./stack-ports.ts";

const servers: ReturnType<typeof createServer>[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.close();
    await once(server, "close");
  }
});

async function occupy(host: string): Promise<number> {
  const server = createServer().listen(0, host);
  servers.push(server);
  await once(server, "listening");
  const address = server.address();
  return typeof address === "object" && address ? address.port : 0;
}

test.each(["127.0.0.1", "0.0.0.0"])("a port in use on %s is not free", async (host) => {
  expect(await isPortFree(await occupy(host))).toBe(false);
});

test("names never share a port, even when they want the same", async () => {
  const { one } = await choosePorts({ one: 0 });
  const chosen = await choosePorts({ first: one, second: one, third: 0 });
  expect(chosen.first).toBe(one);
  expect(new Set(Object.values(chosen)).size).toBe(3);
});

test("refuses a taken port of the shop with a message, and moves the others", async () => {
  const taken = await occupy("127.0.0.1");
  await expect(portsFor(taken, 9464, silentProgress)).rejects.toThrow(
    `Port ${taken} is in use by another program. Choose another: PORT=${taken + 100} npm start`,
  );
  const notes: string[] = [];
  const { web } = await choosePorts({ web: 0 });
  const ports = await portsFor(web, taken, { ...silentProgress, note: (message) => void notes.push(message) });
  expect(ports.web).toBe(web);
  expect(ports.webMetrics).not.toBe(taken);
  expect(notes).toContain(`port ${taken} (webMetrics) is in use: taking ${ports.webMetrics}`);
});

test("picks free private ports for 0, and refuses an invalid number with a message", async () => {
  const notes: string[] = [];
  const { web } = await choosePorts({ web: 0 });
  const ports = await portsFor(web, 0, { ...silentProgress, note: (message) => void notes.push(message) });
  expect(Math.min(ports.webMetrics, ports.workerMetrics, ports.realtimeMetrics)).toBeGreaterThan(1023);
  expect(notes.filter((note) => note.includes("Metrics"))).toEqual([]);
  await expect(portsFor(web, Number("x"), silentProgress)).rejects.toThrow("METRICS_PORT must be a number");
});
