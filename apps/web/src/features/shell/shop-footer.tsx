import { formatMoney } from "@cartwright/contracts/amounts";
import { useTranslations } from "@cartwright/messages/use-translations";
import { ThemeChoice } from "@cartwright/ui/theme-choice";
import { CreditCard, type LucideIcon, Mail, Truck, Undo2 } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import type { NavLink } from "./nav-category.ts";
import type { ShopFacts } from "./shop-facts.ts";
import { Wordmark } from "./wordmark.tsx";

interface ColumnProps {
  title: string;
  links: readonly { href: string; title: string }[];
  className?: string;
}

function Column({ title, links, className }: ColumnProps) {
  return (
    <nav aria-label={title} className={className}>
      <h2 className="font-medium">{title}</h2>
      <ul className="mt-3 grid gap-0.5">
        {links.map((link) => (
          <li key={link.href}>
            <Link
              href={link.href}
              prefetch={false}
              className="inline-block py-1.5 text-sm text-ink-soft hover:text-accent"
            >
              {link.title}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Fact({ icon: Icon, title, text }: { icon: LucideIcon; title: ReactNode; text: string }) {
  return (
    <div className="relative pl-8">
      <dt className="text-sm font-medium">
        <Icon aria-hidden="true" className="absolute top-0.5 left-0 size-5 text-muted" strokeWidth={1.6} />
        {title}
      </dt>
      <dd className="text-sm text-muted">{text}</dd>
    </div>
  );
}

/** How the shop ships, takes back and is paid, as it is set up. */
function Facts({ facts: { country, shipping, takesTestCards } }: { facts: ShopFacts }) {
  const t = useTranslations("shop");
  const money = (minor: number) => formatMoney(minor, shipping?.currency ?? "EUR");
  const values = shipping && {
    country,
    price: money(shipping.priceMinor),
    threshold: money(shipping.freeFromMinor ?? 0),
  };
  return (
    <div className="border-b border-line">
      <dl className="page grid gap-x-8 gap-y-6 py-8 sm:grid-cols-2 lg:grid-cols-4">
        {values ? (
          <Fact
            icon={Truck}
            title={t("facts.shipping", values)}
            text={shipping.freeFromMinor === null ? t("facts.everyOrder", values) : t("facts.freeFrom", values)}
          />
        ) : null}
        <Fact icon={Undo2} title={t("facts.returns")} text={t("facts.returnsText")} />
        {takesTestCards ? <Fact icon={CreditCard} title={t("facts.payment")} text={t("facts.testCards")} /> : null}
        <Fact
          icon={Mail}
          title={
            <Link href="/contact" prefetch={false} className="link link-alone -my-0.5">
              {t("facts.questions")}
            </Link>
          }
          text={t("facts.questionsText")}
        />
      </dl>
    </div>
  );
}

interface ShopFooterProps {
  links: readonly NavLink[];
  facts: ShopFacts | null;
}

export function ShopFooter({ links, facts }: ShopFooterProps) {
  const t = useTranslations("shop");
  const help = [
    { href: "/contact", title: t("footer.contact") },
    { href: "/returns", title: t("footer.returns") },
    { href: "/account/orders", title: t("footer.orders") },
    { href: "/account", title: t("footer.account") },
    { href: "/cart", title: t("footer.cart") },
  ];
  const company = [
    { href: "/terms", title: t("footer.terms") },
    { href: "/privacy", title: t("footer.privacy") },
    { href: "/imprint", title: t("footer.imprint") },
  ];
  const shop = [
    ...links,
    { href: "/search?sort=newest", title: t("footer.newest") },
    { href: "/search", title: t("footer.search") },
  ];
  return (
    <footer className="print:hidden mt-section border-t border-line bg-sunk">
      {facts ? <Facts facts={facts} /> : null}
      <div className="page grid grid-cols-2 gap-x-8 gap-y-12 py-14 lg:grid-cols-[2fr_1fr_1fr_1fr]">
        <div className="col-span-2 grid max-w-sm content-start gap-4 lg:col-span-1">
          <Wordmark />
          <p className="text-sm text-muted">{t("footer.promise")}</p>
        </div>
        <Column title={t("footer.shop")} links={shop} className="row-span-2 lg:row-span-1" />
        <Column title={t("footer.help")} links={help} />
        <Column title={t("footer.company")} links={company} />
      </div>
      <div className="border-t border-line">
        <div className="page flex flex-wrap items-center justify-between gap-x-8 gap-y-4 py-5 text-sm text-muted">
          <p>{t("footer.owner")}</p>
          <ThemeChoice />
        </div>
      </div>
    </footer>
  );
}
