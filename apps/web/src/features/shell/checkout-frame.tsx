import { useTranslations } from "@cartwright/messages/use-translations";
import { ArrowLeft, Lock } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { PageFrame } from "./page-frame.tsx";
import { Wordmark } from "./wordmark.tsx";

interface CheckoutFrameProps {
  /** Whether the shop is reached by HTTPS; only then is it called secure. */
  isEncrypted: boolean;
  children: ReactNode;
}

/** The checkout's frame: the logo, the way back to the cart, and what a shopper may want to read before they pay. */
export function CheckoutFrame({ isEncrypted, children }: CheckoutFrameProps) {
  return (
    <PageFrame header={<CheckoutHeader isEncrypted={isEncrypted} />} footer={<CheckoutFooter />}>
      {children}
    </PageFrame>
  );
}

function CheckoutHeader({ isEncrypted }: { isEncrypted: boolean }) {
  const t = useTranslations("shop");
  return (
    <header className="border-b border-line">
      <div className="page flex h-16 items-center justify-between gap-4">
        <Link href="/" prefetch={false} className="flex rounded-sm" aria-label={t("homeLink")}>
          <Wordmark />
        </Link>
        <div className="flex items-center gap-6">
          {isEncrypted ? (
            <p className="hidden items-center gap-2 text-sm text-muted sm:flex">
              <Lock aria-hidden="true" className="size-4" />
              {t("secure")}
            </p>
          ) : null}
          <Link
            href="/cart"
            prefetch={false}
            className="inline-flex h-11 items-center gap-2 rounded-md px-3 text-sm hover:bg-sunk"
          >
            <ArrowLeft aria-hidden="true" className="size-4" />
            {t("backToCart")}
          </Link>
        </div>
      </div>
    </header>
  );
}

const LINKS = ["contact", "returns", "terms", "privacy", "imprint"] as const;

function CheckoutFooter() {
  const t = useTranslations("shop");
  return (
    <footer className="mt-section border-t border-line">
      <nav aria-label={t("footer.help")} className="page py-6">
        <ul className="flex flex-wrap gap-x-6 gap-y-1 text-sm text-muted">
          {LINKS.map((page) => (
            <li key={page}>
              <Link href={`/${page}`} prefetch={false} className="inline-block py-1.5 hover:text-ink">
                {t(`footer.${page}`)}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
    </footer>
  );
}
