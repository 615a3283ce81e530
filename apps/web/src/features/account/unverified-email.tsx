"use client";

import { useTranslations } from "@cartwright/messages/use-translations";
import { Notice } from "@cartwright/ui/notice";
import { toast } from "@cartwright/ui/toast";
import type { ReactNode } from "react";
import { api } from "../../trpc/react.tsx";
import { useErrorMessage } from "../../trpc/use-error-message.ts";

/** Says that the email address is not confirmed, and offers to send the link again. */
export function UnverifiedEmail({ children }: { children: ReactNode }) {
  const t = useTranslations("account");
  const errorMessage = useErrorMessage();
  const request = api.account.requestVerification.useMutation({
    onSuccess: () => toast(t("unverified.sent")),
    onError: (error) => toast(errorMessage(error), { tone: "bad" }),
  });
  return (
    <Notice tone="warn">
      {children} {t("unverified.follow")}{" "}
      <button type="button" className="link" disabled={request.isPending} onClick={() => request.mutate()}>
        {t("unverified.resend")}
      </button>
    </Notice>
  );
}
