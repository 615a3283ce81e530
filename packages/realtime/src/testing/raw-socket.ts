import type { OrderEvent, SubscribeResponse } from "@cartwright/contracts/rooms";
import { WAIT_MS_MAX } from "@cartwright/contracts/testing/time-limits";
import { io, type Socket } from "socket.io-client";
import { createRecorder, type Recorder } from "./recorder.ts";

/** A client that says whatever a test wants, without the manners of the real one. */
export interface RawSocket {
  readonly socket: Socket;
  readonly orderEvents: Recorder<OrderEvent>;
  /** Every message: its name and content. */
  readonly messages: Recorder<{ readonly name: string; readonly content: unknown }>;
  readonly ends: Recorder<string>;
  readonly ask: (event: string, ...content: unknown[]) => Promise<SubscribeResponse>;
}

export interface RawOptions {
  readonly headers?: Record<string, string>;
  readonly transport?: "websocket" | "polling";
  readonly auth?: Record<string, unknown>;
}

/** Connects once; rejects with the refusal's message. */
export async function connectRaw(url: string, options: RawOptions = {}): Promise<RawSocket> {
  const socket = io(url, {
    forceNew: true,
    reconnection: false,
    transports: [options.transport ?? "websocket"],
    extraHeaders: options.headers ?? {},
    auth: options.auth ?? {},
  });
  const orderEvents = createRecorder<OrderEvent>();
  const messages = createRecorder<{ name: string; content: unknown }>();
  const ends = createRecorder<string>();
  socket.on("order.event", orderEvents.add);
  socket.onAny((name: string, content: unknown) => messages.add({ name, content }));
  socket.on("disconnect", ends.add);
  await new Promise<void>((resolve, reject) => {
    socket.once("connect", resolve);
    socket.once("connect_error", (error) => {
      socket.disconnect();
      reject(error);
    });
  });
  return {
    socket,
    orderEvents,
    messages,
    ends,
    ask: async (event, ...content) => socket.timeout(WAIT_MS_MAX).emitWithAck(event, ...content),
  };
}
