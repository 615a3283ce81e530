import type { PromotionState } from "@cartwright/contracts/promotions";
import type { Tone } from "@cartwright/ui/badge";

export const PROMOTION_TONE: Readonly<Record<PromotionState, Tone>> = {
  active: "good",
  scheduled: "accent",
  used_up: "warn",
  expired: "neutral",
  archived: "neutral",
};
