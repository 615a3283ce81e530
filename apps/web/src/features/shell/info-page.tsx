import type { InfoPage as InfoName } from "@cartwright/contracts/info-pages";
import { getTranslations } from "@cartwright/messages/get-translations";
import type { Locale } from "@cartwright/messages/locales";
import { Notice } from "@cartwright/ui/notice";
import type { Metadata } from "next";

/** The paragraphs of each information page, in order. */
const PARAGRAPHS = {
  contact: ["contact.intro", "contact.email", "contact.phone", "contact.address"],
  privacy: [
    "privacy.intro",
    "privacy.orders",
    "privacy.checkout",
    "privacy.cookies",
    "privacy.visits",
    "privacy.visitCodes",
    "privacy.visitChoice",
    "privacy.rights",
  ],
  terms: ["terms.intro", "terms.order", "terms.prices", "terms.payment", "terms.ownership"],
  imprint: [
    "imprint.company",
    "imprint.address",
    "imprint.represented",
    "imprint.register",
    "imprint.vat",
    "imprint.contact",
  ],
  returns: ["returns.intro", "returns.request", "returns.send", "returns.refund", "returns.faulty"],
} as const satisfies Readonly<Record<InfoName, readonly string[]>>;

export function infoMetadata(page: InfoName, locale: Locale): Metadata {
  return { title: getTranslations("legal", locale)(`${page}.title`), alternates: { canonical: `/${page}` } };
}

/** An information page: sample text, which says so. */
export function InfoPage({ page, locale }: { page: InfoName; locale: Locale }) {
  const t = getTranslations("legal", locale);
  return (
    <div className="page pt-8 lg:pt-12">
      <div className="grid max-w-prose gap-6">
        <h1 className="text-3xl">{t(`${page}.title`)}</h1>
        <Notice>{t("sample")}</Notice>
        <div className="prose">
          {PARAGRAPHS[page].map((key) => (
            <p key={key}>{t(key)}</p>
          ))}
        </div>
      </div>
    </div>
  );
}
