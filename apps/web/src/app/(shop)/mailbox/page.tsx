import type { Metadata } from "next";
import { Mailbox } from "../../../features/account/mailbox.tsx";
import { orNotFound, visitorApi } from "../../../trpc/server.ts";

export const dynamic = "force-dynamic";
export const metadata: Metadata = { title: "Mailbox", robots: { index: false } };

/** Where the shop runs for a look: the mails that it would have sent. Elsewhere there is no such page. */
export default async function MailboxPage() {
  const mails = await orNotFound((await visitorApi()).shop.mails({}));
  return (
    <div className="page pt-8 pb-section lg:pt-12">
      <h1 className="pb-8 text-3xl">Mailbox</h1>
      <Mailbox initial={mails} />
    </div>
  );
}
