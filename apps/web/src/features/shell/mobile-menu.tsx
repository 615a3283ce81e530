"use client";

import { useTranslations } from "@cartwright/messages/use-translations";
import { IconButton } from "@cartwright/ui/button";
import { Dialog } from "@cartwright/ui/dialog";
import { Menu } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import type { NavLink } from "./nav-category.ts";

/** The menu as a side sheet, for small screens. */
export function MobileMenu({ links: ofShop }: { links: readonly NavLink[] }) {
  const t = useTranslations("navigation");
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  const links = [...ofShop, { href: "/search", title: t("search") }, { href: "/account", title: t("account") }];
  return (
    <div className="-ml-2.5 lg:hidden">
      <IconButton label={t("menu")} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <Menu aria-hidden="true" className="size-5" strokeWidth={1.6} />
      </IconButton>
      <Dialog open={open} onClose={close} title={t("menu")} placement="side">
        <nav aria-label={t("menu")}>
          <ul className="grid">
            {links.map(({ href, title }) => (
              <li key={href} className="border-b border-line last:border-0">
                <Link href={href} prefetch={false} onClick={close} className="block py-4 text-xl">
                  {title}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
      </Dialog>
    </div>
  );
}
