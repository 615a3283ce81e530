"use client";

import { useTranslations } from "@cartwright/messages/use-translations";
import Link from "next/link";
import { forgetRecents } from "../palette/recents.ts";
import { useLogOut } from "../../account/use-log-out.ts";

/** Who is logged in, with "Log out". */
export function AdminPerson({ email }: { email: string }) {
  const t = useTranslations("admin");
  const { leave, disabled } = useLogOut("/login", t("logOutFailed"));

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
        disabled={disabled}
        onClick={() => {
          forgetRecents();
          void leave();
        }}
        className="rounded-md px-2 py-1.5 text-left whitespace-nowrap text-muted hover:bg-sunk hover:text-ink disabled:opacity-50"
      >
        {t("logOut")}
      </button>
    </div>
  );
}
