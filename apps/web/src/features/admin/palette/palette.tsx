"use client";

import { SEARCH_LENGTH_MIN } from "@cartwright/contracts/admin-search";
import type { Role } from "@cartwright/contracts/permissions";
import { useTranslations } from "@cartwright/messages/use-translations";
import { CommandPalette } from "@cartwright/ui/command-palette";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useErrorMessage } from "../../../trpc/use-error-message.ts";
import { QUERY_MAX } from "../shell/list-search.ts";
import { readRecents, rememberRecent } from "./recents.ts";
import { useFound } from "./use-found.ts";
import { useSections } from "./use-sections.tsx";

interface PaletteProps {
  role: Role;
  /** Who is logged in: their email address. */
  email: string;
  onClose: () => void;
}

/** The command palette: what staff look for, and what they can do, by a few letters. */
export default function Palette({ role, email, onClose }: PaletteProps) {
  const t = useTranslations("adminPalette");
  const errorMessage = useErrorMessage();
  const router = useRouter();
  const [text, setText] = useState("");
  const [recents] = useState(() => readRecents(email));
  const { found, isStale, error } = useFound(text);
  const sections = useSections({ role, text, found, isStale, recents });
  const targets = sections.flatMap(({ choices }) => choices);
  const typed = text.trim();
  const isEmpty = typed !== "" && found !== null && !isStale && !sections.some(({ id }) => id !== "list");
  const isShort = typed !== "" && typed.length < SEARCH_LENGTH_MIN;

  function choose(id: string): void {
    const target = targets.find((each) => each.id === id);
    // What an earlier text has found may not be what is meant.
    if (!target || (isStale && id.startsWith("found:"))) return;
    if (target.recent) rememberRecent(email, target.recent);
    onClose();
    router.push(target.href);
  }

  return (
    <CommandPalette
      label={t("label")}
      listLabel={t("list")}
      text={text}
      textMax={QUERY_MAX}
      onText={setText}
      sections={sections}
      busy={isStale}
      status={isStale ? t("searching") : t("count", { count: targets.length })}
      note={
        <Note urgent={error !== null}>
          {error === null
            ? isShort
              ? t("short", { min: SEARCH_LENGTH_MIN })
              : isEmpty
                ? t("none", { text: typed })
                : isStale && sections.length === 0
                  ? t("searching")
                  : null
            : errorMessage(error)}
        </Note>
      }
      footer={<p>{t.rich("hint", { key: <kbd className="font-mono" /> })}</p>}
      onChoose={choose}
      onClose={onClose}
    />
  );
}

function Note({ urgent, children }: { urgent: boolean; children: string | null }) {
  if (children === null) return null;
  return (
    <p role={urgent ? "alert" : undefined} className={urgent ? "px-4 pt-3 text-bad" : "px-4 pt-3 text-muted"}>
      {children}
    </p>
  );
}
