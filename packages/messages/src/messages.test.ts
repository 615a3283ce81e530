import compile from "icu-minify/compile";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { afterEach, expect, expectTypeOf, test } from "vitest";
import { compileArea } from "./compile.ts";
import { en } from "./en/all-areas.ts";
import { getTranslations } from "./get-translations.ts";
import type { MessageKey, MessageValues } from "./message-types.ts";
import { pseudoLocalize, showPseudoMessages } from "./pseudo.ts";
import { createReactTranslator } from "./react-translator.ts";
import { createTranslator } from "./translator.ts";

afterEach(() => showPseudoMessages(false));

type Sample = {
  readonly plain: "Cart";
  readonly items: "{count, plural, one {# item} other {# items}} for {name}";
  readonly state: { readonly on: "On"; readonly off: "Off since {date}" };
};

const sample = createTranslator<Sample>(
  {
    plain: compile("Cart"),
    items: compile("{count, plural, one {# item} other {# items}} for {name}"),
    "state.on": compile("On"),
    "state.off": compile("Off since {date}"),
  },
  "en",
);

test("formats plurals and arguments", () => {
  expect(sample("items", { count: 1, name: "Kim" })).toBe("1 item for Kim");
  expect(sample("items", { count: 1200, name: "Kim" })).toBe("1,200 items for Kim");
  expect(sample("state.off", { date: "Monday" })).toBe("Off since Monday");
});

test("types the keys and the arguments of every message", () => {
  expectTypeOf<MessageKey<Sample>>().toEqualTypeOf<"plain" | "items" | "state.on" | "state.off">();
  expectTypeOf<MessageValues<Sample, "plain">>().toEqualTypeOf<[]>();
  expectTypeOf<MessageValues<Sample, "items">[0]>().toEqualTypeOf<{ count: number; name: string }>();
});

test("throws for a key or an argument that is missing", () => {
  const untyped = sample as unknown as (key: string) => string;
  expect(() => untyped("missing")).toThrow('no message "missing"');
  expect(() => untyped("items")).toThrow("count");
});

test("inserts elements for the tags of a message, escaped values included", () => {
  const t = createReactTranslator<{ terms: "Read the <link>terms of {shop}</link>." }>(
    { terms: compile("Read the <link>terms of {shop}</link>.") },
    "en",
  );
  const html = renderToStaticMarkup(t.rich("terms", { shop: "<b>", link: createElement("a", { href: "/terms" }) }));
  expect(html).toBe('Read the <a href="/terms">terms of &lt;b&gt;</a>.');
});

test("compiles every message of every area", () => {
  const areas = Object.keys(en) as (keyof typeof en)[];
  const count = areas.reduce((sum, area) => sum + Object.keys(compileArea(area, "en")).length, 0);
  expect(count).toBeGreaterThan(200);
});

test("the area for the last-resort error page has plain texts only, because nothing compiles it", () => {
  for (const text of Object.values(en.fatal)) expect(compile(text)).toBe(text);
});

test("a pseudo message keeps its arguments, plurals and tags and is at least 40 % longer", () => {
  const original = "You have {count, plural, one {# item} other {# items}} in <b>the cart</b>, {name}.";
  const t = createTranslator<{ text: string }>({ text: pseudoLocalize(compile(original)) }, "en");
  const values = { count: 2, name: "Kim", b: (chunks: string[]) => `[${chunks.join("")}]` };
  const text = (t as (key: string, values: unknown) => string)("text", values);
  expect(text).toMatch(/^Ýóú ĥáṽé·+ 2 íţéɱš·+ íñ·+ \[ţĥé çáŕţ·+\],?.*Kim\./);
  expect(text.length).toBeGreaterThan("You have 2 items in the cart, Kim.".length * 1.3);
});

test("pseudo messages apply to every area at once", () => {
  showPseudoMessages(true);
  expect(getTranslations("cartLines")("checkout")).toMatch(/^Çĥéçķóúţ·+$/);
  showPseudoMessages(false);
  expect(getTranslations("cartLines")("checkout")).toBe("Checkout");
});

test("an error is a complete sentence without internals", () => {
  for (const text of Object.values(en.errors)) {
    expect(text).toMatch(/^[A-Z].+\.$/);
    expect(text).not.toMatch(/sql|stack|null|undefined|exception/i);
  }
});
