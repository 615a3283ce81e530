import { fork } from "node:child_process";
import type { RawPage } from "./raw-server.ts";

const SERVER = new URL("raw-server.ts", import.meta.url);
/** Headers that belong to a connection and not to a page. */
const OF_THE_CONNECTION: ReadonlySet<string> = new Set([
  "connection",
  "keep-alive",
  "transfer-encoding",
  "content-length",
  "content-encoding",
  "date",
]);

/** Fetches a page once and does some work against a bare server that sends the same bytes and headers. */
export async function withRawServer<T>(pageUrl: string, work: (origin: string) => Promise<T>): Promise<T> {
  const response = await fetch(pageUrl, { headers: { "accept-encoding": "identity" } });
  const page: RawPage = {
    headers: Object.fromEntries([...response.headers].filter(([name]) => !OF_THE_CONNECTION.has(name))),
    body: Buffer.from(await response.arrayBuffer()).toString("base64"),
  };
  const child = fork(SERVER, { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  try {
    const port = await new Promise<number>((resolve, reject) => {
      child.once("error", reject);
      child.once("exit", () => reject(new Error("the bare server ended")));
      child.once("message", (message) => resolve(Number(message)));
      child.send(page);
    });
    return await work(`http://127.0.0.1:${port}`);
  } finally {
    child.kill("SIGKILL");
  }
}
