import type { LookupFunction } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startWebhookReceiver } from "../testing/webhook-receiver.ts";
import { ANSWER_BYTES_MAX, sendRequest, type SendOptions } from "./send-request.ts";

let receiver: Awaited<ReturnType<typeof startWebhookReceiver>>;
beforeAll(async () => {
  receiver = await startWebhookReceiver();
});
afterAll(() => receiver.close());

const ALLOWED: SendOptions = { allowPrivate: true };
const send = (url: string, options: SendOptions = ALLOWED) =>
  sendRequest({ url, headers: { "x-test": "yes" }, body: '{"a":"ü"}' }, options);

/** A name server that gives the next answer at every question. */
function rebinding(...answers: readonly string[]) {
  let asked = 0;
  const lookUp: LookupFunction = (_host, _options, done) => {
    const address = answers[Math.min(asked, answers.length - 1)] ?? "";
    asked += 1;
    done(null, [{ address, family: address.includes(":") ? 6 : 4 }]);
  };
  return { lookUp, asked: () => asked };
}

test("sends the body as it is, and keeps status, duration and answer", async () => {
  receiver.responds((response) => response.writeHead(201).end("thank you"));
  const result = await send(receiver.url);
  expect(result).toMatchObject({ status: 201, error: null, answer: "thank you" });
  expect(receiver.received.at(-1)).toMatchObject({
    body: '{"a":"ü"}',
    headers: { "x-test": "yes", connection: "close" },
  });
});

test("reads no more than the beginning of an answer that does not end", async () => {
  receiver.responds((response) => {
    response.on("error", () => undefined);
    const chunk = `${"x".repeat(8_191)}\0`;
    const write = () => {
      while (response.write(chunk));
    };
    response.on("drain", write);
    write();
  });
  const { status, answer } = await send(receiver.url);
  expect(status).toBe(200);
  expect(answer.length).toBeLessThanOrEqual(ANSWER_BYTES_MAX);
  expect(answer).toMatch(/^x+$/);
});

test("follows no redirect", async () => {
  receiver.responds((response) => response.writeHead(307, { location: receiver.url }).end());
  const before = receiver.received.length;
  expect((await send(receiver.url)).status).toBe(307);
  expect(receiver.received).toHaveLength(before + 1);
});

test("gives up on an endpoint that does not respond, or not to the end", async () => {
  receiver.responds(() => undefined);
  expect(await send(receiver.url, { ...ALLOWED, timeoutMs: 50 })).toMatchObject({ status: null, error: "timeout" });
  receiver.responds((response) => response.writeHead(200).write("almost"));
  expect(await send(receiver.url, { ...ALLOWED, timeoutMs: 50 })).toMatchObject({ status: null, error: "timeout" });
});

test("says that no one listens, that a name does not exist and that a certificate is missing", async () => {
  const other = await startWebhookReceiver();
  await other.close();
  expect(await send(other.url)).toMatchObject({ status: null, error: "not_connected" });
  const unknown: LookupFunction = (_host, _options, done) =>
    done(Object.assign(new Error("no such name"), { code: "ENOTFOUND" }), []);
  expect(await send("https://hooks.example.com/", { allowPrivate: false, lookUp: unknown })).toMatchObject({
    error: "not_resolved",
  });
  expect((await send(receiver.url.replace("http:", "https:"))).status).toBeNull();
});

test("refuses addresses of this machine before anything is sent", async () => {
  const before = receiver.received.length;
  for (const host of ["127.0.0.1", "localhost", "[::1]", "2130706433"]) {
    const result = await send(`https://${host}:${receiver.port}/`, { allowPrivate: false });
    expect(result).toMatchObject({ status: null, error: "refused_target" });
  }
  expect(receiver.received).toHaveLength(before);
});

test.each(["127.0.0.1", "::ffff:127.0.0.1", "169.254.169.254", "10.0.0.1"])(
  "refuses a public name that leads to %s",
  async (address) => {
    const result = await send(`https://hooks.example.com:${receiver.port}/`, {
      allowPrivate: false,
      lookUp: rebinding(address).lookUp,
    });
    expect(result).toMatchObject({ status: null, error: "refused_target" });
  },
);

test("refuses a name of which one of several addresses is private", async () => {
  const lookUp: LookupFunction = (_host, _options, done) =>
    done(null, [
      { address: "93.184.215.14", family: 4 },
      { address: "127.0.0.1", family: 4 },
    ]);
  const result = await send("https://hooks.example.com/", { allowPrivate: false, lookUp });
  expect(result.error).toBe("refused_target");
});

test("asks for a name once, and connects to what was checked, so that a name that changes gains nothing", async () => {
  receiver.responds((response) => response.writeHead(204).end());
  // Loopback is what is checked here; the second answer, which no one may ask for, would lead elsewhere.
  const names = rebinding("127.0.0.1", "192.0.2.1");
  const result = await send(`http://hooks.example.com:${receiver.port}/`, { ...ALLOWED, lookUp: names.lookUp });
  expect(result.status).toBe(204);
  expect(names.asked()).toBe(1);
});
