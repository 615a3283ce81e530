import { newId } from "@cartwright/core/kernel/ids";
import { connectRaw } from "@cartwright/realtime/testing/raw-socket";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createWorld, ORIGIN, type World } from "./testing/world.ts";

/** Frames that no client library would send. The node continues to serve everyone else, and reveals nothing of itself. */
let world: World;
let url: string;
beforeAll(async () => {
  world = await createWorld();
  url = (await world.startNode()).url;
});
afterAll(async () => world.close());

async function expectServed(): Promise<void> {
  const raw = await connectRaw(url, { headers: { origin: ORIGIN } });
  expect(await raw.ask("subscribe", { room: `product:${newId()}` })).toMatchObject({ ok: true });
  raw.socket.disconnect();
}

test.each([
  ["subscribe", []],
  ["subscribe", [{ room: `product:${newId()}` }]],
  ["subscribe", [{ room: `product:${newId()}` }, "not a function"]],
  ["subscribe", [null, null]],
  ["subscribe", [[[[[]]]]]],
  ["subscribe", ["a\0b", "\ud800"]],
  ["unsubscribe", []],
  ["unsubscribe", [{ room: { toString: 1 } }]],
  ["unsubscribe", [Array.from({ length: 500 }, () => "x")]],
  ["__proto__", [{ polluted: true }]],
  ["constructor", [{ prototype: { polluted: true } }]],
  ["toString", []],
  ["order.event", [{ number: "CW-2345-2345", seq: 1 }]],
  ["session.ended", []],
])("%s with %j and no acknowledgement", async (event, content) => {
  const raw = await connectRaw(url, { headers: { origin: ORIGIN } });
  raw.socket.emit(event, ...content);
  // Messages of one socket are processed in order: a socket that is still connected gets a response after them; any other was
  // closed.
  const after = raw.ask("subscribe", { room: `product:${newId()}` }).then(
    (response) => response.ok,
    () => "cut off",
  );
  const ended = raw.ends.until((all) => all.length > 0).then(() => "cut off");
  expect([true, "cut off"]).toContain(await Promise.race([after, ended]));
  raw.socket.disconnect();
  await expectServed();
  expect(Reflect.get({}, "polluted")).toBeUndefined();
});

test.each([
  "",
  "9",
  "4",
  "42",
  "42[",
  '42["subscribe"',
  "42{}",
  "42null",
  '42[1,{"a":1}]',
  '42999999999999999999["subscribe",{}]',
  '451-["subscribe",{"_placeholder":true,"num":0}]',
  '45999-["subscribe",{"_placeholder":true,"num":99}]',
  "41",
  "40/admin,",
  "40/../,{}",
  '44{"message":"mine"}',
  `42${"[".repeat(5_000)}`,
])("the bare frame %j", async (frame) => {
  const socket = new WebSocket(`${url.replace(/^http/, "ws")}/socket.io/?EIO=4&transport=websocket`);
  const heard: string[] = [];
  socket.addEventListener("message", ({ data }) => heard.push(String(data)));
  await new Promise((resolve, reject) => {
    socket.addEventListener("open", resolve);
    socket.addEventListener("error", reject);
  });
  socket.send("40{}");
  socket.send(frame);
  socket.close();
  await new Promise((resolve) => socket.addEventListener("close", resolve));
  await expectServed();
  expect(heard.join("\n")).not.toMatch(/\bat \S+ \(|node_modules|\.ts:\d+|Error:/);
});
