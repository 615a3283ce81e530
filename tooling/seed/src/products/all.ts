import { APPAREL } from "./apparel.ts";
import { DESK } from "./desk.ts";
import { FOOTWEAR } from "./footwear.ts";
import { GARDEN } from "./garden.ts";
import { HOME } from "./home.ts";
import { KITCHEN } from "./kitchen.ts";
import { OUTDOORS } from "./outdoors.ts";
import { PANTRY } from "./pantry.ts";
import type { ProductPlan } from "./plan.ts";
import { PLAY } from "./play.ts";
import { TRAVEL } from "./travel.ts";
import { WORKSHOP } from "./workshop.ts";

/** The whole range. The shelves are mixed when they are dated, so that the newest come from everywhere. */
export const PRODUCTS: readonly ProductPlan[] = [
  ...KITCHEN,
  ...PANTRY,
  ...HOME,
  ...DESK,
  ...WORKSHOP,
  ...GARDEN,
  ...OUTDOORS,
  ...TRAVEL,
  ...APPAREL,
  ...FOOTWEAR,
  ...PLAY,
];

/** Enough of everything for tests: choices, colours, sold out and nearly so, old prices, the home page. */
export const SMALL_RANGE: readonly ProductPlan[] = [
  ...PRODUCTS.filter((plan) => plan.featured !== undefined),
  ...PRODUCTS.filter((plan) => ["razor", "winter-sledge", "dark-chocolate", "place-setting"].includes(plan.slug)),
];
