import type { InboundRefusal } from "@cartwright/contracts/inbound-webhooks";
import { useTranslations } from "@cartwright/messages/use-translations";
import { useCodeLabel } from "../../shell/code-label.ts";
import { Panel } from "../../shell/panel.tsx";
import { Timestamp } from "../../shell/timestamp.tsx";

/** Webhooks that were refused or failed, so that nothing of them is stored; nothing when there were none. */
export function RefusalsPanel({ refusals }: { refusals: readonly InboundRefusal[] }) {
  const t = useTranslations("adminInboundWebhooks");
  const label = useCodeLabel();
  if (refusals.length === 0) return null;
  return (
    <Panel title={t("refused.title")}>
      <p className="mb-2 text-sm text-ink-soft">{t("refused.text")}</p>
      <ul className="grid gap-1 text-sm">
        {refusals.map(({ provider, reason, count, lastAt }) => (
          <li key={`${provider} ${reason}`} className="flex flex-wrap justify-between gap-x-3">
            <span>
              {t("refused.row", { count, provider: label("provider", provider), reason: label("reason", reason) })}
            </span>
            <Timestamp at={lastAt} className="figures text-muted" />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
