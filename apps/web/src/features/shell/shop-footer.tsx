import { useTranslations } from "@cartwright/messages/use-translations";
import { ThemeChoice } from "@cartwright/ui/theme-choice";
import Link from "next/link";
import type { NavCategory } from "./nav-category.ts";
import { Wordmark } from "./wordmark.tsx";

function Column({ title, links }: { title: string; links: readonly { href: string; title: string }[] }) {
  return (
    <nav aria-label={title}>
      <h2 className="text-sm text-muted">{title}</h2>
      <ul className="mt-3 grid gap-1">
        {links.map((link) => (
          <li key={link.href}>
            <Link href={link.href} prefetch={false} className="inline-block py-1 text-sm hover:text-accent">
              {link.title}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

export function ShopFooter({ categories }: { categories: readonly NavCategory[] }) {
  const t = useTranslations("shop");
  const help = [
    { href: "/contact", title: t("footer.contact") },
    { href: "/returns", title: t("footer.returns") },
    { href: "/account/orders", title: t("footer.orders") },
    { href: "/account", title: t("footer.account") },
    { href: "/cart", title: t("footer.cart") },
    { href: "/search", title: t("footer.search") },
  ];
  const legal = [
    { href: "/terms", title: t("footer.terms") },
    { href: "/privacy", title: t("footer.privacy") },
    { href: "/imprint", title: t("footer.imprint") },
  ];
  return (
    <footer className="mt-section border-t border-line">
      <div className="page grid gap-12 py-14 sm:grid-cols-2 lg:grid-cols-[2fr_1fr_1fr_1fr]">
        <div className="grid max-w-sm content-start gap-4 sm:col-span-2 lg:col-span-1">
          <Wordmark />
          <p className="text-sm text-muted">{t("footer.promise")}</p>
          <ThemeChoice />
        </div>
        {categories.length > 0 ? (
          <Column
            title={t("footer.shop")}
            links={categories.map(({ slug, title }) => ({ href: `/c/${slug}`, title }))}
          />
        ) : null}
        <Column title={t("footer.help")} links={help} />
        <Column title={t("footer.legal")} links={legal} />
      </div>
    </footer>
  );
}
