import type { IncomingMessage } from "node:http";
import { Handshake } from "@cartwright/contracts/rooms";
import { metrics } from "@cartwright/observability/metrics";
import { isOriginAllowed } from "./check-origin.ts";
import type { GatewayOptions, GatewayServer, GatewaySocket } from "./gateway-ports.ts";
import type { AddressBook } from "./socket-limits.ts";

/** Refuses foreign pages and too many handshakes before anything is allocated, then reads the cookies. */
export function guardHandshake<Actor>(
  io: GatewayServer<Actor>,
  options: GatewayOptions<Actor>,
  addresses: AddressBook,
): void {
  const { addressOf } = options.ports;
  const allowed = new Set(options.allowedOrigins);

  io.engine.opts.allowRequest = (request, decide) => {
    let reason: string | null = null;
    if (!isOriginAllowed(request.headers, allowed)) reason = "origin";
    else if (!addresses.mayShakeHands(addressOf(request))) reason = "rate_limited";
    if (reason) metrics.socketRefusals.inc({ reason });
    decide(reason, reason === null);
  };
  io.engine.on("connection", (raw: { request: IncomingMessage; once(event: "close", then: () => void): void }) => {
    const address = addressOf(raw.request);
    addresses.opened(address);
    raw.once("close", () => addresses.closed(address));
  });
  io.use((socket, decide) => {
    const finish = async (): Promise<void> => {
      const refusal = await admit(socket, options);
      if (refusal) metrics.socketRefusals.inc({ reason: refusal });
      decide(refusal ? new Error(refusal) : undefined);
    };
    void finish();
  });
}

/** Sets who the socket belongs to. Returns why it is refused, if it is; never throws. */
async function admit<Actor>(socket: GatewaySocket<Actor>, options: GatewayOptions<Actor>): Promise<string | null> {
  const { handshake, request } = socket;
  const said = Handshake.safeParse(handshake.auth);
  if (!said.success) return "invalid_input";
  try {
    const visitor = await options.ports.authenticate(handshake.headers.cookie, said.data.guest ?? false);
    if (visitor === "session_expired") return visitor;
    socket.data.visitor = visitor;
    socket.data.address = options.ports.addressOf(request);
    return null;
  } catch (error) {
    options.logger.error({ err: error }, "a handshake could not be checked");
    return "unavailable";
  }
}
