import { APPAREL } from "./apparel.ts";
import { DESK } from "./desk.ts";
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
  ...PLAY,
];
