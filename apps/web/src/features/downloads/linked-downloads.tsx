"use client";

import { useTranslations } from "@cartwright/messages/use-translations";
import { buttonClass } from "@cartwright/ui/button-class";
import { EmptyState } from "@cartwright/ui/empty-state";
import { Skeleton } from "@cartwright/ui/skeleton";
import { useQuery } from "@tanstack/react-query";
import { getMutationKey } from "@trpc/react-query";
import Link from "next/link";
import { useSyncExternalStore } from "react";
import { api } from "../../trpc/react.tsx";
import { DownloadList } from "./download-list.tsx";

/** The key behind the `#`, which reaches no server by itself. */
const keyInAddress = () => new URLSearchParams(window.location.hash.slice(1)).get("key") ?? "";

/** A key that was cut off in a mail is refused here: the server would only say that it has another form. */
const KEY = /^[A-Za-z0-9_-]{43}$/;

const ignoreChanges = () => () => undefined;

/** What the link of a mail delivers. The key stays in the address, so that a reload shows the same. */
export function LinkedDownloads() {
  const t = useTranslations("downloads");
  const { client } = api.useUtils();
  const key = useSyncExternalStore(ignoreChanges, keyInAddress, () => null);
  // A mutation only because it carries a secret; here it is used like a query.
  const query = useQuery({
    queryKey: [...getMutationKey(api.downloads.open), key],
    queryFn: () => client.downloads.open.mutate({ key: key ?? "" }),
    enabled: key !== null && KEY.test(key),
    retry: false,
    staleTime: 0,
  });
  const isRefused = query.isError || (key !== null && !KEY.test(key));
  const opened = isRefused ? "invalid" : (query.data ?? null);

  if (opened === null)
    return (
      <div aria-busy="true" className="page max-w-2xl pt-12">
        <span className="sr-only">{t("loading")}</span>
        <Skeleton className="h-48" />
      </div>
    );
  if (opened === "invalid")
    return (
      <div className="page">
        <EmptyState
          as="h1"
          title={t("invalidTitle")}
          action={
            <Link href="/account/orders" prefetch={false} className={buttonClass()}>
              {t("orders")}
            </Link>
          }
        >
          {t("invalidText")}
        </EmptyState>
      </div>
    );
  return (
    <div className="page grid max-w-2xl gap-6 pt-8 lg:pt-12">
      <h1 className="text-3xl">{t("of", { title: opened.title })}</h1>
      <DownloadList
        downloads={opened.downloads}
        onStart={async (fileId) => (await client.downloads.start.mutate({ key: key ?? "", fileId })).path}
        onStarted={() => void query.refetch()}
      />
      <Link href={`/orders/${opened.number}`} prefetch={false} className="link justify-self-start text-sm">
        {t("viewOrder", { number: opened.number })}
      </Link>
    </div>
  );
}
