import { randomBytes } from "node:crypto";
import { FIRST_DAY, LAST_DAY } from "@cartwright/contracts/day-period";
import { VISIT_STEPS, type VisitStep } from "@cartwright/contracts/visits";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { createLogger } from "@cartwright/observability/logger";
import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { readShopTime } from "../orders/shop-time.ts";
import { localTime } from "@cartwright/contracts/time-zone";
import { createVisitCounter } from "./create-visit-counter.ts";
import { forgetVisitors } from "./forget-visitors.ts";
import { readFunnel } from "./read-funnel.ts";
import { recordVisits } from "./record-visits.ts";
import { isBrowser, kindOf } from "./visitor.ts";

// cspell:ignore KHTML Mobi Googlebot bingbot Ahrefs facebookexternalhit

const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
const IPHONE =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1";
const logger = createLogger({ name: "test", level: "silent" });

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());
const empty = () => sql`truncate visits.keys, visits.seen, visits.days`.execute(database.db);
beforeEach(empty);

const ALWAYS = { from: FIRST_DAY, to: LAST_DAY };
const funnel = async () => Object.values((await readFunnel(database.db, ALWAYS)).total);
const visit = (address: string, step: VisitStep) => ({ address, kind: 1, step });
const rowsOf = async (table: string) =>
  (await sql<{ text: string }>`select t::text as text from ${sql.table(table)} as t`.execute(database.db)).rows.map(
    ({ text }) => text,
  );

describe("the funnel", () => {
  it("counts each visitor once a day and step, and as having reached the steps before", async () => {
    await recordVisits(database.db, [visit("203.0.113.7", "visit"), visit("203.0.113.8", "checkout")]);
    expect(await funnel()).toEqual([2, 1, 1, 0]);
    await recordVisits(database.db, [visit("203.0.113.7", "cart"), visit("203.0.113.8", "visit")]);
    await recordVisits(database.db, [visit("203.0.113.7", "cart"), visit("203.0.113.8", "order")]);
    expect(await funnel()).toEqual([2, 2, 1, 1]);
  });

  it("is the number of distinct visitors after any batches from several processes at once, and never grows downwards", async () => {
    const batch = fc.array(
      fc
        .record({ visitor: fc.nat(6), step: fc.constantFrom(...VISIT_STEPS) })
        .map(({ visitor, step }) => visit(`203.0.113.${visitor}`, step)),
      { maxLength: 8 },
    );
    await fc.assert(
      fc
        .asyncProperty(fc.array(batch, { maxLength: 6 }), async (batches) => {
          await Promise.all(batches.map((each) => recordVisits(database.db, each)));
          const furthest = new Map<string, number>();
          for (const { address, step } of batches.flat())
            furthest.set(address, Math.max(furthest.get(address) ?? 0, VISIT_STEPS.indexOf(step)));
          const expected = VISIT_STEPS.map((_, at) => [...furthest.values()].filter((reached) => reached >= at).length);
          expect(await funnel()).toEqual(expected);
        })
        .beforeEach(async () => void (await empty())),
      { numRuns: 20 },
    );
  });
});

describe("what is kept", () => {
  it("has neither an address nor a browser in it, while the day runs and after", async () => {
    const counter = createVisitCounter({ db: database.db, logger });
    counter.count({ address: "203.0.113.77", userAgent: FIREFOX, step: "cart" });
    await counter.flush();
    const rows = [...(await rowsOf("visits.keys")), ...(await rowsOf("visits.seen")), ...(await rowsOf("visits.days"))];
    expect(rows).toHaveLength(1 + 2 + 1);
    expect(rows.join("\n")).not.toMatch(/203\.0\.113|Firefox/);
    expect(rows.join("\n")).not.toContain(Buffer.from("203.0.113.77").toString("hex"));
  });

  it("is the numbers alone once the day is over: its key and its hashes are deleted, and those of today stay", async () => {
    await recordVisits(database.db, [visit("203.0.113.7", "order")]);
    await sql`update visits.keys set day = day - 1`.execute(database.db);
    await sql`update visits.seen set day = day - 1`.execute(database.db);
    await sql`update visits.days set day = day - 1`.execute(database.db);
    await recordVisits(database.db, [visit("203.0.113.7", "visit")]);
    expect(await forgetVisitors(database, 3)).toBe(3);
    expect(await forgetVisitors(database, 3)).toBe(1);
    expect(await forgetVisitors(database, 3)).toBe(0);
    const { now, timeZone } = await readShopTime(database.db);
    const today = localTime(now.getTime(), timeZone).date;
    const days = await sql<{ day: string }>`
      select day::text as day from visits.keys union all select day::text from visits.seen`.execute(database.db);
    expect(days.rows.map(({ day }) => day)).toEqual([today, today]);
    expect(await funnel()).toEqual([2, 1, 1, 1]);
  });

  it("cannot be compared from day to day: the same visitor has another hash under the next key", async () => {
    await recordVisits(database.db, [visit("203.0.113.7", "visit")]);
    const [first] = await rowsOf("visits.seen");
    await empty();
    await recordVisits(database.db, [visit("203.0.113.7", "visit")]);
    expect(await rowsOf("visits.seen")).not.toContain(first);
  });
});

describe("the counter", () => {
  it("counts an address a few times at most, whatever it says to be", async () => {
    const counter = createVisitCounter({ db: database.db, logger });
    for (let n = 0; n < 2_000; n += 1) {
      const odd = `Mozilla/5.0 ${randomBytes(8).toString("hex")} ${["Firefox/1", "Chrome/2", "Edg/3 Mobi", "Safari/4"][n % 4]}`;
      counter.count({ address: "203.0.113.7", userAgent: odd, step: "visit" });
    }
    await counter.flush();
    expect((await funnel())[0]).toBe(4);
  });

  it("leaves out programs", () => {
    expect([FIREFOX, IPHONE].map(isBrowser)).toEqual([true, true]);
    expect(kindOf(FIREFOX)).not.toBe(kindOf(IPHONE));
    const programs = [
      "",
      "curl/8.5.0",
      "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
      "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
      "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/120.0.0.0 Safari/537.36",
      "Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)",
      "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)",
      "facebookexternalhit/1.1",
      "python-requests/2.31.0",
      "Mozilla/5.0 (compatible; UptimeRobot/2.0; http://www.uptimerobot.com/)",
    ];
    expect(programs.filter(isBrowser)).toEqual([]);
  });

  it("holds a limited number of visitors, and loses them without an error when the database is gone", async () => {
    const counter = createVisitCounter({ db: database.db, logger }, { everyMs: 3_600_000, visitorsMax: 3 });
    for (let n = 0; n < 10; n += 1) counter.count({ address: `203.0.113.${n}`, userAgent: FIREFOX, step: "visit" });
    await counter.flush();
    expect((await funnel())[0]).toBe(3);
    const gone = await createTestDatabase();
    const lost = createVisitCounter({ db: gone.db, logger }, { everyMs: 3_600_000, visitorsMax: 3 });
    lost.count({ address: "203.0.113.7", userAgent: FIREFOX, step: "visit" });
    await gone.close();
    await lost.flush();
    lost.count({ address: "203.0.113.7", userAgent: FIREFOX, step: "visit" });
    await lost.flush();
  });
});
