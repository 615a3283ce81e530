import { getTranslations } from "@cartwright/messages/get-translations";
import { DEFAULT_LOCALE, type Locale } from "@cartwright/messages/locales";
import type { MailOrder } from "../orders/read-for-mail.ts";
import type { Shipment } from "../orders/read-shipment.ts";
import { formatAddress } from "../places/format-address.ts";
import { lineName } from "./line-name.ts";
import type { MailBlock, MailDocument } from "./mail-document.ts";

const LINES_MAX = 100;

interface ShippedMail {
  readonly order: MailOrder;
  readonly shipment: Shipment;
  /** Whether it replaces an earlier mail with wrong details. */
  readonly corrected: boolean;
}

type Translate = ReturnType<typeof getTranslations<"mails">>;

/** What is in the parcel: no more than that, so that what was refunded or comes later is not promised. */
function contents({ lines }: Shipment, t: Translate): MailBlock {
  const items = lines.slice(0, LINES_MAX).map((line) => lineName(line, t));
  return { kind: "section", heading: t("shipped.contents"), lines: items };
}

/** Sent when a parcel has left: what is in it, and where it can be followed. */
export function orderShippedMail(
  { order, shipment, corrected }: ShippedMail,
  link: string,
  locale: Locale = DEFAULT_LOCALE,
): MailDocument {
  const t = getTranslations("mails", locale);
  const { carrier, trackingNumber, trackingUrl } = shipment;
  const tracking = [carrier, trackingNumber].filter((part) => part !== null);
  const kind = corrected ? "trackingChanged" : "shipped";
  return {
    subject: t(`${kind}.subject`, { number: order.number }),
    preview: t(`${kind}.preview`),
    title: t(`${kind}.title`),
    blocks: [
      {
        kind: "text",
        text: t(`${kind}.text`, { number: order.number, method: carrier ?? order.shippingMethod ?? "" }),
      },
      ...(tracking.length === 0
        ? []
        : [{ kind: "section" as const, heading: t("order.tracking"), lines: [tracking.join(" ")] }]),
      ...(trackingUrl === null ? [] : [{ kind: "button" as const, label: t("shipped.track"), url: trackingUrl }]),
      { kind: "button", label: t("viewOrder"), url: link },
      contents(shipment, t),
      ...(order.shippingAddress === null
        ? []
        : [{ kind: "section" as const, heading: t("order.deliverTo"), lines: formatAddress(order.shippingAddress) }]),
    ],
  };
}
