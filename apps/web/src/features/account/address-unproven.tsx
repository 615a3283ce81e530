"use client";

import { Notice } from "@cartwright/ui/notice";
import { toast } from "@cartwright/ui/toast";
import type { ReactNode } from "react";
import { messageOf } from "../../trpc/failure.ts";
import { api } from "../../trpc/react.tsx";

/** Says that the address is not confirmed, and sends the mail once more to whoever has lost it. */
export function AddressUnproven({ children }: { children: ReactNode }) {
  const request = api.account.requestVerification.useMutation({
    onSuccess: () => toast("The mail is on its way. Look into your spam folder, too."),
    onError: (error) => toast(messageOf(error), { tone: "bad" }),
  });
  return (
    <Notice tone="warn">
      {children} Follow the link in the mail that we sent you.{" "}
      <button type="button" className="link" disabled={request.isPending} onClick={() => request.mutate()}>
        Send it again
      </button>
    </Notice>
  );
}
