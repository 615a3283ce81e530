"use client";

import { useTranslations } from "@cartwright/messages/use-translations";
import { classNames } from "@cartwright/ui/class-names";
import { toast } from "@cartwright/ui/toast";
import { useIsReady } from "@cartwright/ui/use-is-ready";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useEffect, useState } from "react";
import { listenToTabs } from "../realtime/tab-channel.ts";
import { logOut } from "./session-calls.ts";
import { FormFailure } from "./use-form.ts";

const PAGES = [
  ["/account", "profile"],
  ["/account/orders", "orders"],
  ["/account/addresses", "addresses"],
  ["/account/security", "security"],
] as const;

/** The account's pages and "Log out". When another tab logs in or out, this one reloads. */
export function AccountNav() {
  const t = useTranslations("account");
  const path = usePathname();
  const isReady = useIsReady();
  const [leaving, setLeaving] = useState(false);

  useEffect(
    () =>
      listenToTabs((message) => {
        if (message === "session") window.location.reload();
      }),
    [],
  );

  async function leave(): Promise<void> {
    setLeaving(true);
    try {
      await logOut();
      window.location.assign("/");
    } catch (error) {
      setLeaving(false);
      toast((error instanceof FormFailure && error.text) || t("logOutFailed"), { tone: "bad" });
    }
  }

  return (
    <nav aria-label={t("nav.label")} className="flex flex-wrap gap-1 lg:flex-col lg:gap-0.5">
      {PAGES.map(([href, page]) => (
        <Link
          key={href}
          href={href}
          prefetch={false}
          aria-current={path === href ? "page" : undefined}
          className={classNames(
            "inline-flex min-h-11 items-center rounded-md px-3 text-sm transition-colors hover:bg-sunk",
            path === href ? "bg-sunk font-medium" : "text-ink-soft",
          )}
        >
          {t(`nav.${page}`)}
        </Link>
      ))}
      <button
        type="button"
        disabled={leaving || !isReady}
        onClick={() => void leave()}
        className="inline-flex min-h-11 items-center rounded-md px-3 text-sm text-ink-soft transition-colors hover:bg-sunk disabled:opacity-50"
      >
        {t("logOut")}
      </button>
    </nav>
  );
}
