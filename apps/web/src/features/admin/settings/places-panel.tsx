import { getTranslations } from "@cartwright/messages/get-translations";
import Link from "next/link";
import { Panel } from "../shell/panel.tsx";

/** Leads to the settings that have pages of their own. */
export function PlacesPanel() {
  const t = getTranslations("adminSettings");
  return (
    <Panel title={t("places.title")}>
      <ul className="grid gap-3">
        <li className="grid">
          <Link href="/admin/settings/shipping" className="link justify-self-start py-1 font-medium">
            {t("places.shipping")}
          </Link>
          <span className="text-sm text-muted">{t("places.shippingText")}</span>
        </li>
        <li className="grid">
          <Link href="/admin/settings/taxes" className="link justify-self-start py-1 font-medium">
            {t("places.taxes")}
          </Link>
          <span className="text-sm text-muted">{t("places.taxesText")}</span>
        </li>
      </ul>
    </Panel>
  );
}
