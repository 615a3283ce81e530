import { ClientMessages } from "@cartwright/messages/client-messages";
import { getTranslations } from "@cartwright/messages/get-translations";
import type { Metadata } from "next";
import { Mailbox } from "../../../features/account/mailbox.tsx";
import { orNotFound, visitorApi } from "../../../trpc/server.ts";

export const dynamic = "force-dynamic";

export function generateMetadata(): Metadata {
  return { title: getTranslations("mailbox")("title"), robots: { index: false } };
}

/** The emails that the shop has sent, on the embedded default only. Elsewhere this page does not exist. */
export default async function MailboxPage() {
  const mails = await orNotFound((await visitorApi()).shop.mails({}));
  return (
    <div className="page pt-8 pb-section lg:pt-12">
      <h1 className="pb-8 text-3xl">{getTranslations("mailbox")("title")}</h1>
      <ClientMessages areas={["mailbox"]}>
        <Mailbox initial={mails} />
      </ClientMessages>
    </div>
  );
}
