import type { ReadableSpan } from "@opentelemetry/sdk-trace-base";
import { expect, it } from "vitest";
import { redactSpan } from "./redact-span.ts";

const CARD = "4111111111111111";
const spanOf = (name: string, attributes: ReadableSpan["attributes"]) =>
  ({ name, attributes, events: [], links: [], status: { code: 0 } }) as unknown as ReadableSpan; // what is redacted of it

it.each([`/${CARD}`, "/4111-1111-1111-1111", "/call/+49%2030%20901820", `/products/${CARD}?x=1`, "/٤١١١١١١١"])(
  "lets no digit of the path %s into the name or an attribute",
  (path) => {
    const safe = redactSpan(
      spanOf(`GET ${path}`, {
        "http.target": path,
        "url.path": path,
        "url.full": `http://127.0.0.1:3000${path}`,
        "next.span_name": `GET ${path}`,
      }),
    );
    const paths = [safe.name, ...Object.values(safe.attributes)].map((text) =>
      String(text).replace(/127\.0\.0\.1:3000/, ""),
    );
    for (const text of paths) expect(text).not.toMatch(/\p{Nd}/u);
  },
);

it("keeps hosts, ports, statuses and the patterns of routes", () => {
  const attributes = {
    "url.full": "http://127.0.0.1:4242/charges",
    "http.route": "/products/[slug]",
    "http.response.status_code": 404,
  };
  expect(redactSpan(spanOf("GET /products/[slug]", attributes))).toMatchObject({
    name: "GET /products/[slug]",
    attributes,
  });
});
