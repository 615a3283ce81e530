import { OrderSummaryStatus } from "@cartwright/contracts/order-status";
import { getTranslations } from "@cartwright/messages/get-translations";
import { expect, it } from "vitest";
import { readableCode } from "./code-label.ts";
import { isKnownState, STATUS_TONE, toneOf } from "./tones.ts";

const t = getTranslations("admin");

it("has a tone and a label for every status", () => {
  expect(Object.keys(STATUS_TONE).toSorted()).toEqual([...OrderSummaryStatus.options].toSorted());
  for (const status of OrderSummaryStatus.options) expect(t(`status.${status}`)).not.toBe("");
});

it("makes an unknown code of the engine readable", () => {
  expect(isKnownState("requires_action") && toneOf("requires_action")).toBe("warn");
  expect(isKnownState("brand_new")).toBe(false);
  expect(readableCode("brand_new")).toBe("Brand new");
  expect(readableCode("Asked on the phone, 3 p.m.")).toBe("Asked on the phone, 3 p.m.");
});
