import type { IncomingMessage, ServerResponse } from "node:http";
import type { z } from "zod";
import { ProviderFailure } from "./provider-failure.ts";

const BODY_BYTES_MAX = 16_384;

/** Reads the whole body. Throws 413 when it is longer than 16 KiB. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) throw new TypeError("the request stream has an encoding set");
    bytes += chunk.length;
    if (bytes > BODY_BYTES_MAX) throw new ProviderFailure(413, "too_large", "The body is too large.");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Reads and validates a JSON body. Throws 415 or 400 for anything else. */
export function parseJson<T>(request: IncomingMessage, body: Buffer, schema: z.ZodType<T>): T {
  if (!/^application\/json\b/i.test(request.headers["content-type"] ?? ""))
    throw new ProviderFailure(415, "not_json", "Send JSON.");
  let value: unknown;
  try {
    value = JSON.parse(body.toString("utf8"));
  } catch {
    throw new ProviderFailure(400, "invalid_input", "The body is not JSON.");
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new ProviderFailure(400, "invalid_input", `${issue?.path.join(".") ?? ""}: ${issue?.message ?? "not valid"}`);
}

/** The idempotency key that every POST of the API carries. */
export function idempotencyKeyOf(request: IncomingMessage): string {
  const key = request.headers["idempotency-key"];
  if (typeof key !== "string" || !/^[\x21-\x7e]{8,200}$/.test(key))
    throw new ProviderFailure(400, "idempotency_key_missing", "Send an idempotency-key header of 8 to 200 characters.");
  return key;
}

export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  if (response.headersSent || response.destroyed) return;
  const body = JSON.stringify(value);
  response
    .writeHead(status, {
      "content-type": "application/json",
      "content-length": Buffer.byteLength(body),
      "cache-control": "no-store",
    })
    .end(body);
}
