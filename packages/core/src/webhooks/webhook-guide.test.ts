import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { WebhookEvent } from "@cartwright/contracts/webhooks";
import { expect, test } from "vitest";
import { newId } from "../kernel/ids.ts";
import { payloadOf } from "./event-facts.ts";
import { sendRequest } from "./send-request.ts";
import { newWebhookSecret, signatureHeaders } from "./webhook-secret.ts";

const readGuide = () => readFile(new URL("../../../../docs/webhooks.md", import.meta.url), "utf8");

test("the example of docs/webhooks.md accepts what the shop sends, once, and nothing else", async () => {
  const [, program = ""] = /```js\n([^]+?)```/.exec(await readGuide()) ?? [];
  const secret = newWebhookSecret();
  const child = spawn(process.execPath, ["--input-type=module", "-e", program], {
    cwd: fileURLToPath(new URL("../..", import.meta.url)),
    env: { PORT: "0", WEBHOOK_SECRET: secret },
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const lines = createInterface({ input: child.stdout });
    const said: string[] = [];
    lines.on("line", (line) => said.push(line));
    await once(lines, "line");
    const port = /^listening (\d+)$/.exec(said[0] ?? "")?.[1];
    const body = payloadOf("stock.low", new Date(), { stock: { available: 2 } });
    const send = (signed: { readonly by: string; readonly id: string }) => {
      const headers = signatureHeaders([signed.by], { id: signed.id, at: new Date(), body });
      return sendRequest({ url: `http://127.0.0.1:${port}/`, headers, body }, { allowPrivate: true });
    };
    const id = newId();
    const statuses = [];
    for (const signed of [
      { by: secret, id },
      { by: secret, id },
      { by: newWebhookSecret(), id: newId() },
    ]) {
      statuses.push((await send(signed)).status);
    }
    expect(statuses).toEqual([204, 204, 400]);
    expect(said.slice(1)).toEqual(['event stock.low {"stock":{"available":2}}']);
  } finally {
    child.kill();
  }
});

test("docs/webhooks.md names every event", async () => {
  const guide = await readGuide();
  expect(WebhookEvent.options.filter((event) => !guide.includes(`\`${event}\``))).toEqual([]);
});
