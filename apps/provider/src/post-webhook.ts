import { Agent as HttpAgent, request as httpRequest } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import { WEBHOOK_SIGNATURE_HEADER } from "@cartwright/contracts/sandbox-provider";
import { signWebhook } from "./sign-webhook.ts";

const TIMEOUT_MS = 5_000;

export interface WebhookPoster {
  /** Sends a body, signed for the current time. Returns the status; throws when there is no response within 5 s. */
  post: (url: string, body: string) => Promise<number>;
  close: () => void;
}

/** Posts webhooks over keep-alive connections. */
export function createWebhookPoster(secrets: readonly string[], socketsMax: number): WebhookPoster {
  const pool = { keepAlive: true, maxSockets: socketsMax, maxFreeSockets: socketsMax };
  const plain = { send: httpRequest, agent: new HttpAgent(pool) };
  const secure = { send: httpsRequest, agent: new HttpsAgent(pool) };
  return {
    post(url, body) {
      const { send, agent } = url.startsWith("https:") ? secure : plain;
      const headers = {
        "content-type": "application/json",
        "content-length": Buffer.byteLength(body),
        [WEBHOOK_SIGNATURE_HEADER]: signWebhook(body, secrets, Math.floor(Date.now() / 1_000)),
      };
      return new Promise((resolve, reject) => {
        const request = send(url, { method: "POST", headers, agent, signal: AbortSignal.timeout(TIMEOUT_MS) });
        request.once("error", reject);
        request.once("response", (response) => {
          response.resume();
          response.once("error", reject);
          response.once("end", () => resolve(response.statusCode ?? 0));
        });
        request.end(body);
      });
    },
    close() {
      plain.agent.destroy();
      secure.agent.destroy();
    },
  };
}
