import { ThemeChoice } from "@cartwright/ui/theme-choice";
import Link from "next/link";
import type { NavCategory } from "./nav-category.ts";
import { Wordmark } from "./wordmark.tsx";

const HELP = [
  { href: "/account/orders", title: "Your orders" },
  { href: "/account", title: "Your account" },
  { href: "/cart", title: "Cart" },
  { href: "/search", title: "Search" },
];

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
  return (
    <footer className="mt-section border-t border-line">
      <div className="page grid gap-12 py-14 sm:grid-cols-2 lg:grid-cols-[2fr_1fr_1fr]">
        <div className="grid max-w-sm content-start gap-4 sm:col-span-2 lg:col-span-1">
          <Wordmark />
          <p className="text-sm text-muted">
            Useful things, kept simple. Prices include VAT. Ordered by two, sent the same day; free returns within
            thirty days.
          </p>
          <ThemeChoice />
        </div>
        {categories.length > 0 ? (
          <Column title="Shop" links={categories.map(({ slug, title }) => ({ href: `/c/${slug}`, title }))} />
        ) : null}
        <Column title="Help" links={HELP} />
      </div>
    </footer>
  );
}
