import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { EARLY_SCRIPT } from "./early-script.ts";
import { addIntegrity, addLinkIntegrity, createIntegrityStream, readIntegrity, writeFileList } from "./integrity.ts";

const HASHES = new Map([
  ["/_next/static/chunks/a.js", "sha384-ofA"],
  ["/_next/static/chunks/b.css", "sha384-ofB"],
  ["/_next/static/integrity.json", "sha384-ofList"],
]);
/** Every kind of tag in Next's pages, and what only looks like one. */
const TAGS: readonly (readonly [before: string, signed: boolean])[] = [
  ['<script src="/_next/static/chunks/a.js" async=""></script>', true],
  ['<SCRIPT id="_R_" nonce="x>y" src="/_next/static/chunks/a.js?v=1" async=""></SCRIPT>', true],
  ['<script src="/_next/static/chunks/a.js" noModule=""></script>', true],
  ['<link rel="stylesheet" href="/_next/static/chunks/b.css" data-precedence="next"/>', true],
  ['<link rel="preload" as="script" fetchPriority="low" href="/_next/static/chunks/a.js"/>', true],
  ['<link rel="preload" href="/_next/static/chunks/b.css" as="style"/>', true],
  ['<link rel="modulepreload" href="/_next/static/chunks/a.js"/>', true],
  ['<link rel="preload" as="font" href="/_next/static/chunks/b.css"/>', false],
  ['<link rel="icon" href="/icon.svg" />', false],
  ['<script integrity="sha384-own" src="/_next/static/chunks/a.js"></script>', false],
  ['<script src="/_next/static/chunks/unknown.js"></script>', false],
  ["<script>a<b;c='/_next/static/chunks/a.js'</script>", false],
  ['<a href="/_next/static/chunks/a.js">scripts</a>', false],
];

test.each(TAGS)("%s", (tag, signed) => {
  const hash = tag.includes(".css") ? "sha384-ofB" : "sha384-ofA";
  const name = /^<\w+/.exec(tag)?.[0] ?? "";
  const expected = signed ? `${name} integrity="${hash}"${tag.slice(name.length)}` : tag;
  expect(addIntegrity(tag, HASHES)).toBe(expected);
});

test("adds the list's hash to the document, and the early script to a shell without a layout", () => {
  const hashes = new Map([["/_next/static/integrity.json", "sha384-ofList"]]);
  expect(addIntegrity('<!DOCTYPE html><html lang="en"><a>', hashes)).toBe(
    '<!DOCTYPE html><html data-integrity="sha384-ofList" lang="en"><a>',
  );
  expect(addIntegrity('<html id="__next_error__"><head>', hashes)).toBe(
    `<html data-integrity="sha384-ofList" id="__next_error__"><script>${EARLY_SCRIPT}</script><head>`,
  );
});

test("adds integrity to preloads in a header as to tags", () => {
  const font = '</_next/static/media/f.woff2>; rel=preload; as="font"; crossorigin=""';
  const style = '</_next/static/chunks/b.css>; rel=preload; as="style"; nonce="n/+="';
  expect(addLinkIntegrity(`${font}, ${style}`, HASHES)).toBe(`${font}, ${style}; integrity="sha384-ofB"`);
  expect(addLinkIntegrity(`${style}, ${font}`, HASHES)).toBe(`${style}; integrity="sha384-ofB", ${font}`);
});

test("transforms a document in pieces like the whole, wherever it is cut, even within a character", () => {
  const part = fc.oneof(
    fc.constantFrom(...TAGS.map(([tag]) => tag)),
    fc.constantFrom("<html lang=en>", "<p>Grüße, 3 < 4 </p>", "<", "<s", "<script", "☕ <li", "\n"),
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), fc.array(fc.nat({ max: 90 }), { maxLength: 40 }), (parts, cuts) => {
      const whole = Buffer.from(parts.join(""));
      const stream = createIntegrityStream(HASHES);
      const out: Buffer[] = [];
      let at = 0;
      for (const length of cuts) out.push(stream.take(whole.subarray(at, (at += length))));
      out.push(stream.take(whole.subarray(at)), stream.rest());
      const expected = addIntegrity(whole.toString("latin1"), HASHES);
      expect(Buffer.concat(out).toString("latin1")).toBe(expected);
    }),
  );
  expect.hasAssertions();
});

test("does not wait for a tag that never ends", () => {
  const stream = createIntegrityStream(HASHES);
  const endless = `<script data-x="${"x".repeat(5_000)}`;
  expect(stream.take(Buffer.from(endless)).toString()).toBe(endless);
});

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "cartwright-build-"));
  await mkdir(join(folder, "static/chunks"), { recursive: true });
  await writeFile(join(folder, "static/chunks/a.js"), "alert('Hello, world.');");
  await writeFile(join(folder, "static/chunks/a.woff2"), "a font");
});
afterAll(async () => rm(folder, { recursive: true }));

test("computes the same hashes as browsers, of scripts and styles, by the path that they are served under", async () => {
  // The example from the specification.
  const path = "/_next/static/chunks/a.js";
  const hash = "sha384-H8BRh8j48O9oYatfu5AZzq6A9RINhZO5H16dQZngK7T62em8MUt1FLm52t+eX6xO";
  const integrity = await readIntegrity(folder);
  expect(integrity.get(path)).toBe(hash);
  expect(JSON.parse(writeFileList(integrity))).toEqual({ [path]: hash });
  expect([...integrity.keys()]).toEqual([path, "/_next/static/integrity.json"]);
});
