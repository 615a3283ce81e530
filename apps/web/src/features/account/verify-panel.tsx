"use client";

import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { buttonClass } from "@cartwright/ui/button-class";
import { Notice } from "@cartwright/ui/notice";
import Link from "next/link";
import { api } from "../../trpc/react.tsx";
import { useMailedToken } from "./use-mailed-token.ts";
import { useErrorMessage } from "../../trpc/use-error-message.ts";

/** Follows an emailed link after a click, so that programs that open links in emails change nothing. */
export function VerifyPanel() {
  const t = useTranslations("signIn");
  const errorMessage = useErrorMessage();
  const token = useMailedToken();
  const follow = api.account.verifyEmail.useMutation();

  if (follow.data) {
    return (
      <div className="grid gap-5">
        <Notice tone="good" urgent>
          {t(`verify.${follow.data.done}`)}
        </Notice>
        <Link href="/account" prefetch={false} className={buttonClass({ size: "lg" })}>
          {t("verify.account")}
        </Link>
      </div>
    );
  }
  if (token === "") return <Notice tone="warn">{t("verify.incomplete")}</Notice>;
  return (
    <div className="grid gap-5">
      {follow.error ? (
        <Notice tone="bad" urgent>
          {errorMessage(follow.error)}
        </Notice>
      ) : null}
      <Button
        size="lg"
        busy={follow.isPending}
        disabled={token === undefined}
        onClick={() => follow.mutate({ token: token ?? "" })}
      >
        {t("verify.confirm")}
      </Button>
    </div>
  );
}
