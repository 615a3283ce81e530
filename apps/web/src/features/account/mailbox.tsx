"use client";

import type { MailPage } from "@cartwright/contracts/shop";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { Skeleton } from "@cartwright/ui/skeleton";
import { getQueryKey } from "@trpc/react-query";
import { useState } from "react";
import type { z } from "zod";
import { api } from "../../trpc/react.tsx";
import { usePages } from "../../trpc/use-pages.ts";
import { LocalTime } from "../orders/local-time.tsx";

const REFRESH_MS = 3_000;
/** Pages that "Show more" adds at most. */
const PAGES_MAX = 20;
const LINK = /(https?:\/\/[^\s<>"]+)/;

/** An email's text; links in it work, as in any mail program. */
function MailText({ text }: { text: string }) {
  return (
    <p className="text-sm whitespace-pre-wrap">
      {text.split(LINK).map((part, index) =>
        LINK.test(part) ? (
          // oxlint-disable-next-line react/no-array-index-key -- the parts of one text never move
          <a key={index} href={part} className="link break-all">
            {part}
          </a>
        ) : (
          part
        ),
      )}
    </p>
  );
}

function OneMail({ id }: { id: string }) {
  const t = useTranslations("mailbox");
  const mail = api.shop.mail.useQuery({ id }, { staleTime: Infinity });
  if (!mail.data) return <Skeleton className="h-40" />;
  return (
    <article className="grid content-start gap-4 rounded-lg border border-line bg-surface p-5">
      <header className="grid gap-1">
        <h2 className="text-xl">{mail.data.subject}</h2>
        <p className="text-sm text-muted">{t("to", { address: mail.data.recipient })}</p>
      </header>
      <MailText text={mail.data.text} />
    </article>
  );
}

/** Every email that the shop has sent, where it runs without a mail server. */
export function Mailbox({ initial }: { initial: z.infer<typeof MailPage> }) {
  const t = useTranslations("mailbox");
  const common = useTranslations("common");
  const [shown, setShown] = useState<string | null>(initial.items[0]?.id ?? null);
  const { client } = api.useUtils();
  const list = usePages({
    key: getQueryKey(api.shop.mails),
    initial,
    read: (at, signal) => client.shop.mails.query(at, { signal }),
    pagesMax: PAGES_MAX,
    refetchMs: REFRESH_MS,
  });
  const mails = list.items;
  if (mails.length === 0) return <p className="text-muted">{t("empty")}</p>;
  return (
    <div className="grid items-start gap-8 lg:grid-cols-[22rem_1fr]">
      <div className="grid gap-4">
        <ul aria-label={t("list")} className="divide-y divide-line border-y border-line">
          {mails.map((mail) => (
            <li key={mail.id}>
              <button
                type="button"
                aria-pressed={shown === mail.id}
                onClick={() => setShown(mail.id)}
                className="grid w-full gap-1 rounded-md px-2 py-3 text-left text-sm transition-colors hover:bg-sunk aria-pressed:bg-sunk"
              >
                <span className="font-medium">{mail.subject}</span>
                <span className="flex justify-between gap-3 text-muted">
                  <span className="truncate">{mail.recipient}</span>
                  <LocalTime at={mail.createdAt} className="shrink-0" />
                </span>
              </button>
            </li>
          ))}
        </ul>
        {list.more ? (
          <Button variant="secondary" size="sm" busy={list.isLoadingMore} onClick={list.more}>
            {common("showMore")}
          </Button>
        ) : null}
      </div>
      {shown === null ? null : <OneMail id={shown} />}
    </div>
  );
}
