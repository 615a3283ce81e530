import { once } from "node:events";
import { createConnection } from "node:net";
import { connect as connectTls } from "node:tls";

const RESPONSE_MS_MAX = 3_000;

/** What a Redis reports about itself. Throws when it does not respond or refuses the password. */
export async function readRedisFacts(url: string): Promise<{ readonly policy: string; readonly appendOnly: string }> {
  const { protocol, hostname, port, username, password } = new URL(url);
  const target = { host: hostname, port: Number(port || 6379) };
  const socket = protocol === "rediss:" ? connectTls({ ...target, servername: hostname }) : createConnection(target);
  socket.setTimeout(RESPONSE_MS_MAX, () =>
    socket.destroy(new Error(`no response within ${RESPONSE_MS_MAX / 1_000} s`)),
  );
  let response = "";
  socket.setEncoding("utf8").on("data", (chunk: string) => (response += chunk));
  const secret = [username, password].filter(Boolean).map(decodeURIComponent);
  const commands = [
    ...(password ? [["AUTH", ...secret]] : []),
    ["CONFIG", "GET", "maxmemory-policy"],
    ["CONFIG", "GET", "appendonly"],
    ["QUIT"],
  ];
  socket.write(commands.map(encode).join(""));
  await once(socket, "close");
  const refusal = /^-(.*)$/m.exec(response)?.[1];
  if (refusal) throw new Error(refusal.trim());
  const valueOf = (name: string) => new RegExp(`${name}\\r\\n\\$\\d+\\r\\n([^\\r]*)`).exec(response)?.[1] ?? "unknown";
  return { policy: valueOf("maxmemory-policy"), appendOnly: valueOf("appendonly") };
}

/** A command in Redis's protocol. */
function encode(words: readonly string[]): string {
  return `*${words.length}\r\n${words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join("")}`;
}
