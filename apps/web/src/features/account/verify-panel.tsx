"use client";

import type { FollowedLink } from "@cartwright/contracts/accounts";
import { Button } from "@cartwright/ui/button";
import { buttonClass } from "@cartwright/ui/button-class";
import { Notice } from "@cartwright/ui/notice";
import Link from "next/link";
import { messageOf } from "../../trpc/failure.ts";
import { api } from "../../trpc/react.tsx";
import { useMailedToken } from "./use-mailed-token.ts";

const DONE: Readonly<Record<FollowedLink["done"], string>> = {
  verified: "Thank you. Your e-mail address is confirmed.",
  email_changed: "Your account now uses this e-mail address.",
  email_restored:
    "Your account is back at this address, and all devices are logged out. We have sent you a mail to set a new password.",
  unlocked: "Your account is unlocked. You can log in again.",
};

/** Does what a mailed link is for, when its reader says so: programs that only open links in mails change nothing. */
export function VerifyPanel() {
  const token = useMailedToken();
  const follow = api.account.verifyEmail.useMutation();

  if (follow.data) {
    return (
      <div className="grid gap-5">
        <Notice tone="good" urgent>
          {DONE[follow.data.done]}
        </Notice>
        <Link href="/account" prefetch={false} className={buttonClass({ size: "lg" })}>
          Go to your account
        </Link>
      </div>
    );
  }
  if (token === "") return <Notice tone="warn">This link is incomplete. Open it from the e-mail again.</Notice>;
  return (
    <div className="grid gap-5">
      {follow.error ? (
        <Notice tone="bad" urgent>
          {messageOf(follow.error)}
        </Notice>
      ) : null}
      <Button
        size="lg"
        busy={follow.isPending}
        disabled={token === undefined}
        onClick={() => follow.mutate({ token: token ?? "" })}
      >
        Confirm
      </Button>
    </div>
  );
}
