"use client";

import { useTranslations } from "@cartwright/messages/use-translations";
import { toast } from "@cartwright/ui/toast";
import { useIsReady } from "@cartwright/ui/use-is-ready";
import Link from "next/link";
import { useEffect, useState } from "react";
import { logOut } from "../../account/session-calls.ts";
import { listenToTabs } from "../../realtime/tab-channel.ts";

/** Who is logged in, with "Log out". When another tab logs in or out, this one reloads. */
export function AdminPerson({ email }: { email: string }) {
  const t = useTranslations("admin");
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
      window.location.assign("/login");
    } catch {
      setLeaving(false);
      toast(t("logOutFailed"), { tone: "bad" });
    }
  }

  return (
    <div className="flex min-w-0 items-center gap-1 lg:grid lg:gap-0">
      <Link
        href="/account/security"
        prefetch={false}
        title={email}
        className="min-w-0 truncate rounded-md px-2 py-1.5 text-ink-soft hover:bg-sunk hover:text-ink"
      >
        {email}
      </Link>
      <button
        type="button"
        disabled={leaving || !isReady}
        onClick={() => void leave()}
        className="rounded-md px-2 py-1.5 text-left whitespace-nowrap text-muted hover:bg-sunk hover:text-ink disabled:opacity-50"
      >
        {t("logOut")}
      </button>
    </div>
  );
}
