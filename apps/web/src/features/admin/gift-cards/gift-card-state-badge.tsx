import type { GiftCardState } from "@cartwright/contracts/admin-gift-cards";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Badge } from "@cartwright/ui/badge";

const TONES = { active: "good", used: "neutral", expired: "neutral", disabled: "bad" } as const;

export function GiftCardStateBadge({ state }: { state: GiftCardState }) {
  const t = useTranslations("adminGiftCards");
  return <Badge tone={TONES[state]}>{t(`states.${state}`)}</Badge>;
}
