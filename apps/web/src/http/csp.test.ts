import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { buildCsp, hashInlineScripts, hashInlineStyles } from "./csp.ts";

const sha = (text: string) => `sha256-${createHash("sha256").update(text).digest("base64")}`;

function directive(policy: string, name: string): string[] {
  const found = policy.split("; ").find((part) => part.startsWith(`${name} `));
  return found?.split(" ").slice(1) ?? [];
}

test("hashes every inline script of a page once, and no scripts with a source", () => {
  const html = `<head><script>a()</script><SCRIPT type="module">b()\n</SCRIPT ><script src="/x.js"></script>
    <script data-src="y">c()</script><script>a()</script><script>var s="<b>"</script></head>`;
  expect(hashInlineScripts(html)).toEqual([sha("a()"), sha("b()\n"), sha("c()"), sha('var s="<b>"')]);
  expect(hashInlineStyles("<style>p{}</style><style></style>")).toEqual([sha("p{}")]);
});

test("allows no inline code or eval by default", () => {
  for (const policy of [
    buildCsp({ nonce: "abc", connectOrigins: [] }),
    buildCsp({ scriptHashes: ["sha256-x"], connectOrigins: [] }),
    buildCsp({ connectOrigins: ["https://rt.example.com"] }),
  ]) {
    expect(policy).not.toContain("unsafe");
    for (const name of ["object-src", "base-uri", "frame-ancestors", "default-src"])
      expect(directive(policy, name)).toEqual(["'none'"]);
  }
});

test("allows connections to the realtime origin over http and websocket, and to no other", () => {
  const secure = buildCsp({ nonce: "n", connectOrigins: ["https://rt.example.com"] });
  expect(directive(secure, "connect-src")).toEqual(["'self'", "https://rt.example.com", "wss://rt.example.com"]);
  const plain = buildCsp({ nonce: "n", connectOrigins: ["ws://localhost:3001"] });
  expect(directive(plain, "connect-src")).toEqual(["'self'", "http://localhost:3001", "ws://localhost:3001"]);
});
