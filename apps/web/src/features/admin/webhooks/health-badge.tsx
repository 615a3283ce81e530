import type { WebhookHealth } from "@cartwright/contracts/webhooks";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Badge, type Tone } from "@cartwright/ui/badge";

const TONE: Readonly<Record<WebhookHealth, Tone>> = {
  new: "neutral",
  healthy: "good",
  failing: "warn",
  disabled: "neutral",
  failed: "bad",
};

/** How an endpoint is doing. */
export function HealthBadge({ health }: { health: WebhookHealth }) {
  const t = useTranslations("adminWebhooks");
  return (
    <Badge tone={TONE[health]} className="px-2 py-px">
      {t(`health.${health}`)}
    </Badge>
  );
}
