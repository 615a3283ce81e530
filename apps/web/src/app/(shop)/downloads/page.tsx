import { ClientMessages } from "@cartwright/messages/client-messages";
import { getTranslations } from "@cartwright/messages/get-translations";
import type { Metadata } from "next";
import { LinkedDownloads } from "../../../features/downloads/linked-downloads.tsx";

export const dynamic = "force-dynamic";

export function generateMetadata(): Metadata {
  return { title: getTranslations("downloads")("pageTitle"), robots: { index: false } };
}

/** Where the download link of a mail leads. The key is in the fragment, so only the browser sees it. */
export default function DownloadsPage() {
  return (
    <ClientMessages areas={["downloads"]}>
      <LinkedDownloads />
    </ClientMessages>
  );
}
