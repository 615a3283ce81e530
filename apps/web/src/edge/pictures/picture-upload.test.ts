import { readdir, readFile } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import type { AdminProduct } from "@cartwright/contracts/admin-products";
import { isPictureType, PICTURE_BYTES_MAX } from "@cartwright/contracts/picture-upload";
import { newId } from "@cartwright/core/kernel/ids";
import { createOrder, createProduct, newGuest } from "@cartwright/core/testing/fixtures";
import { sql } from "kysely";
import sharp from "sharp";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { logInAs } from "../../testing/log-in-as.ts";
import { createTestBrowser, type TestBrowser } from "../../testing/test-browser.ts";
import { startTestEdge, type TestEdge } from "../../testing/test-edge.ts";
import { sweepPictures } from "./sweep-pictures.ts";
import { createUploadSlots } from "./upload-slots.ts";

const MARKER = "marker-5c1f";

let edge: TestEdge;
let manager: TestBrowser;
let productId: string;
beforeAll(async () => {
  edge = await startTestEdge();
  manager = (await logInAs(edge, "manager")).browser;
});
afterAll(async () => edge.close());
beforeEach(async () => {
  productId = (await createProduct(edge.database.db)).id;
});

async function upload(
  file: Buffer | string,
  type: string,
  { browser = manager, token, query = "" }: { browser?: TestBrowser; token?: string; query?: string } = {},
) {
  const response = await browser.fetch(`/api/uploads/products/${productId}/pictures${query}`, {
    method: "POST",
    headers: { "content-type": type, "x-csrf-token": token ?? (await browser.csrf()) },
    body: typeof file === "string" ? file : new Uint8Array(file),
  });
  const body = (await response.json()) as { error?: { data: { reason: string } } } & Partial<AdminProduct>; // one of the two
  return { status: response.status, reason: body.error?.data.reason ?? null, text: JSON.stringify(body), body };
}

const mediaOf = async () =>
  (await readdir(join(edge.dataDir, "media"), { recursive: true }).catch(() => [])).toSorted((a, b) =>
    a < b ? -1 : 1,
  );
const pictures = async () =>
  (await sql<{ key: string }>`select key from catalog.images where product_id = ${productId}`.execute(edge.database.db))
    .rows;
const canvas = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: { r: 200, g: 40, b: 40 } } });
const png = (width = 400, height = 300) => canvas(width, height).png().toBuffer();

/** A PNG chunk with a correct checksum. */
function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(data.length, 0);
  body.copy(whole, 4);
  whole.writeUInt32BE(crc32(body), body.length + 4);
  return whole;
}

describe("a picture that is taken", () => {
  it("is encoded again at the shop's sizes under a generated name, without the sender's location, name or comment", async () => {
    const photo = await canvas(1_600, 900)
      .jpeg()
      .withExif({
        IFD0: { Artist: MARKER, Copyright: MARKER },
        IFD3: { GPSLatitudeRef: "N", GPSLatitude: "51/1 30/1 0/1", GPSLongitudeRef: "W", GPSLongitude: "0/1 7/1 0/1" },
      })
      .withMetadata({ orientation: 6 })
      .toBuffer();
    expect(photo.includes(MARKER)).toBe(true);
    const { status, body } = await upload(photo, "image/jpeg", { query: "?name=../../../etc/passwd" });
    expect(status).toBe(201);
    const [picture] = body.pictures ?? [];
    // Rotated in the file, upright by its EXIF orientation.
    expect(picture?.image).toMatchObject({ width: 900, height: 1_600, tint: "#c82828" });
    expect(picture?.image?.key).toMatch(/^uploads\/[0-9a-f]{2}\/[0-9a-f]{32}$/);

    const files = (await mediaOf()).filter((name) => /\.(avif|webp|part)$/.test(name));
    expect(files.map((name) => name.replace(/^.*-(?=\d)/, ""))).toEqual([
      "1200.avif",
      "1200.webp",
      "320.avif",
      "320.webp",
      "640.avif",
      "640.webp",
    ]);
    for (const name of files) {
      const bytes = await readFile(join(edge.dataDir, "media", name));
      expect(bytes.includes(MARKER)).toBe(false);
      expect(/Exif|GPS|photoshop|<x:xmpmeta/i.test(bytes.toString("latin1"))).toBe(false);
    }
    for (const name of files.filter((each) => each.endsWith(".webp"))) {
      const { format, exif, xmp, icc, width } = await sharp(
        await readFile(join(edge.dataDir, "media", name)),
      ).metadata();
      expect({ format, exif, xmp, icc }).toEqual({ format: "webp", exif: undefined, xmp: undefined, icc: undefined });
      expect(width).toBe(Math.min(Number(/-(\d+)\.webp$/.exec(name)?.[1]), 900));
    }
    for (const name of files.filter((each) => each.endsWith(".avif"))) {
      const bytes = await readFile(join(edge.dataDir, "media", name));
      expect(bytes.toString("latin1", 4, 12)).toBe("ftypavif");
    }
  });

  it("is served with headers that allow no other interpretation, and is audited with the product's new version", async () => {
    const { body } = await upload(await png(), "image/png");
    const url = body.pictures?.[0]?.image?.url ?? "";
    const served = await createTestBrowser(edge.url).fetch(url);
    expect([served.status, served.headers.get("content-type")]).toEqual([200, "image/webp"]);
    expect(served.headers.get("x-content-type-options")).toBe("nosniff");
    expect(served.headers.get("cross-origin-resource-policy")).toBe("same-origin");
    expect(served.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(served.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    expect(body.version).toBe(2);
    const { rows } = await sql<{ action: string }>`
      select action from audit.entries where subject_id = ${productId}`.execute(edge.database.db);
    expect(rows).toEqual([{ action: "products.add_picture" }]);
    const { rows: loose } = await sql`select from catalog.loose_pictures`.execute(edge.database.db);
    expect(loose).toEqual([]);
  });

  it("may be transparent, and keeps its transparency", async () => {
    const cut = await sharp({
      create: { width: 300, height: 300, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
    })
      .webp()
      .toBuffer();
    const { body } = await upload(cut, "image/webp");
    const image = body.pictures?.[0]?.image;
    expect(image?.tint).toBeNull();
    const file = await readFile(join(edge.dataDir, "media", `${image?.key}-320.webp`));
    expect((await sharp(file).metadata()).hasAlpha).toBe(true);
  });
});

describe("what is not a plain picture", () => {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="300" height="300"><script>alert(1)</script></svg>`;
  const huge = (ihdr: Buffer) =>
    Buffer.concat([
      Buffer.from("89504e470d0a1a0a", "hex"),
      chunk("IHDR", ihdr),
      chunk("IDAT", Buffer.from("789c030000000001", "hex")),
      chunk("IEND", Buffer.alloc(0)),
    ]);
  const moving = (still: Buffer) =>
    Buffer.concat([still.subarray(0, 33), chunk("acTL", Buffer.from("0000000200000000", "hex")), still.subarray(33)]);
  const CASES: readonly (readonly [name: string, type: string, make: () => Buffer | Promise<Buffer>])[] = [
    ["a drawing with a script in it", "image/svg+xml", () => Buffer.from(svg)],
    ["a drawing that calls itself a PNG", "image/png", () => Buffer.from(svg)],
    ["a page", "text/html", () => Buffer.from("<!doctype html><script>alert(1)</script>")],
    ["a GIF", "image/gif", () => Buffer.from("R0lGODlhAQABAIAAAAUEBAAAACwAAAAAAQABAAACAkQBADs=", "base64")],
    ["a form with a file in it", "multipart/form-data; boundary=x", png],
    ["a PNG that calls itself a JPEG", "image/jpeg", png],
    ["a PNG with a page behind it", "image/png", async () => Buffer.concat([await png(), Buffer.from(svg)])],
    [
      "a JPEG with an archive behind it",
      "image/jpeg",
      async () => Buffer.concat([await canvas(300, 300).jpeg().toBuffer(), Buffer.from("PK\u0003\u0004 and so on")]),
    ],
    [
      "a WebP with a page behind it",
      "image/webp",
      async () => Buffer.concat([await canvas(300, 300).webp().toBuffer(), Buffer.from(svg)]),
    ],
    ["a PNG that moves", "image/png", async () => moving(await png())],
    ["half a PNG", "image/png", async () => (await png()).subarray(0, 200)],
    [
      "most of a JPEG",
      "image/jpeg",
      async () => {
        const whole = await canvas(800, 800).jpeg().toBuffer();
        return whole.subarray(0, whole.length - 40);
      },
    ],
    [
      "a few bytes that promise 900 million pixels",
      "image/png",
      () => huge(Buffer.from("00007530000075300806000000", "hex")),
    ],
    ["one that is too small", "image/png", () => png(40, 40)],
    ["one that is all length", "image/png", () => png(2_000, 210)],
    ["nothing", "image/png", () => Buffer.alloc(0)],
  ];

  it.each(CASES)("refuses %s, and stores nothing", async (_name, type, make) => {
    const before = await mediaOf();
    const { status, reason, text } = await upload(await make(), type);
    expect([status, reason]).toEqual([isPictureType(type) ? 422 : 415, "picture_invalid"]);
    expect(text).not.toMatch(/vips|sharp|\/edge\/|node_modules/i);
    expect(await mediaOf()).toEqual(before);
    expect(await pictures()).toEqual([]);
  });

  it("refuses too large an upload by its Content-Length, before the body is sent", async () => {
    const { port } = edge;
    const cookies = [...manager.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const head = [
      `POST /api/uploads/products/${productId}/pictures HTTP/1.1`,
      `Host: localhost:${new URL(edge.env.PUBLIC_ORIGIN).port || "80"}`,
      `Cookie: ${cookies}`,
      `X-CSRF-Token: ${await manager.csrf()}`,
      "Content-Type: image/png",
      `Content-Length: ${PICTURE_BYTES_MAX + 1}`,
    ].join("\r\n");
    const response = await new Promise<string>((resolve, reject) => {
      let text = "";
      const socket = connect(port, "127.0.0.1", () => socket.write(`${head}\r\n\r\n`));
      socket.setEncoding("latin1");
      socket
        .on("data", (part) => (text += part))
        .on("end", () => resolve(text))
        .on("error", reject);
    });
    expect(response).toMatch(/^HTTP\/1\.1 413 /);
    expect(response).toMatch(/^connection: close/im);
  });
});

it("accepts uploads only from staff who may change products, from our own pages, for an existing product", async () => {
  const file = await png();
  const refused = async (options: Parameters<typeof upload>[2]) => {
    const { status, reason } = await upload(file, "image/png", options);
    return [status, reason];
  };
  expect(await refused({ browser: createTestBrowser(edge.url) })).toEqual([401, "sign_in_required"]);
  expect(await refused({ browser: (await logInAs(edge, "shopper")).browser })).toEqual([403, "forbidden"]);
  expect(await refused({ browser: (await logInAs(edge, "support")).browser })).toEqual([403, "forbidden"]);
  await sql`update accounts.policy set second_factor_required = true`.execute(edge.database.db);
  expect(await refused({ browser: (await logInAs(edge, "manager")).browser })).toEqual([
    403,
    "second_factor_enrolment_required",
  ]);
  await sql`update accounts.policy set second_factor_required = false`.execute(edge.database.db);
  expect(await refused({ token: "forged" })).toEqual([403, "csrf_invalid"]);
  expect(await pictures()).toEqual([]);
  productId = newId();
  expect(await refused({})).toEqual([404, "not_found"]);
  const reading = await manager.fetch(`/api/uploads/products/${productId}/pictures`);
  expect(reading.status).toBe(405);
});

it("orders, names and removes pictures, and deletes the files of removed ones after a day unless an order shows them", async () => {
  const key = (body: Partial<AdminProduct>) => body.pictures?.at(-1)?.image?.key ?? "";
  const keys: string[] = [];
  for (const side of [300, 310, 320]) keys.push(key((await upload(await png(side, side), "image/png")).body));
  const { data } = await manager.query("admin.products.get", { productId });
  const { version, pictures: shown } = data as AdminProduct; // the procedure's output
  const [first, , third] = shown.map(({ id }) => id);
  const arrange = (change: object) =>
    manager.mutate("admin.products.arrangePictures", { productId, version, ...change });

  expect((await arrange({ pictures: [{ id: newId(), alt: "" }] })).reason).toBe("not_found");
  expect((await arrange({ pictures: [first, first].map((id) => ({ id, alt: "" })) })).reason).toBe("invalid_input");
  expect((await arrange({ version: version - 1, pictures: [] })).reason).toBe("stale_write");
  const arranged = await arrange({
    pictures: [
      { id: third, alt: "From the side" },
      { id: first, alt: "" },
    ],
  });
  expect(arranged.data).toMatchObject({
    version: version + 1,
    pictures: [{ id: third, alt: "From the side" }, { id: first }],
  });

  const db = edge.database.db;
  await arrange({ version: version + 1, pictures: [{ id: first, alt: "" }] });
  const folder = join(edge.dataDir, "media");
  expect(await sweepPictures({ db }, folder)).toBe(0);
  const { id: orderId } = await createOrder(db, newGuest());
  await sql`
    update orders.order_lines set image = jsonb_build_object('key', ${keys[1]}::text) where order_id = ${orderId}`.execute(
    db,
  );
  await sql`update catalog.loose_pictures set since = now() - interval '2 days'`.execute(db);
  expect(await sweepPictures({ db }, folder)).toBe(1);
  const left = await mediaOf();
  expect(keys.map((each) => left.filter((name) => name.includes(each)).length)).toEqual([6, 6, 0]);
  expect(await sweepPictures({ db }, folder)).toBe(0);
});

it("limits concurrent uploads, encodes one at a time, and frees the slot after a failure", async () => {
  const slots = createUploadSlots(2);
  const open: (() => void)[] = [];
  let working = 0;
  let most = 0;
  const visit = () =>
    slots.enter((alone) =>
      alone(async () => {
        working += 1;
        most = Math.max(most, working);
        await new Promise<void>((resolve) => open.push(resolve));
        working -= 1;
      }),
    );
  const inside = [visit(), visit()];
  await expect(visit()).rejects.toMatchObject({ reason: "unavailable" });
  await expect.poll(() => open.length).toBe(1);
  open.shift()?.();
  await expect.poll(() => open.length).toBe(1);
  open.shift()?.();
  await Promise.all(inside);
  expect(most).toBe(1);
  await expect(slots.enter((alone) => alone(() => Promise.reject(new Error("broken"))))).rejects.toThrow("broken");
  expect(await slots.enter((alone) => alone(async () => "next"))).toBe("next");
});
