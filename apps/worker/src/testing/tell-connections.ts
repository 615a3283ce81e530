import { Socket } from "node:net";

/**
 * Loaded before a test process (`--import`): reports each connection that the process opens on its output first, as a line
 * `{"msg": "connects", "to": port}`.
 */
// oxlint-disable-next-line typescript/unbound-method -- it is called with the socket that it is asked of
const connect = Socket.prototype.connect as (this: Socket, ...call: unknown[]) => Socket; // everything is passed on

/** Callers pass options, a port, or a list with either in front. */
function portOf([first]: readonly unknown[]): unknown {
  if (Array.isArray(first)) return portOf(first);
  return typeof first === "object" && first !== null && "port" in first ? first.port : first;
}

Socket.prototype.connect = function connectAndTell(this: Socket, ...call: unknown[]): Socket {
  process.stdout.write(`${JSON.stringify({ msg: "connects", to: Number(portOf(call)) })}\n`);
  return connect.apply(this, call);
};
