"use client";

import { Button } from "@cartwright/ui/button";
import { buttonClass } from "@cartwright/ui/button-class";
import { EmptyState } from "@cartwright/ui/empty-state";
import Link from "next/link";
import { type PageError, useErrorReport } from "../../features/shell/use-error-report.ts";

/** A page of the shop failed. What went wrong is in the log; here is a way on. */
export default function ShopError({ error, retry }: { error: PageError; retry: () => void }) {
  useErrorReport(error);
  return (
    <div className="page">
      <EmptyState
        as="h1"
        title="That did not work"
        action={
          <>
            <Button onClick={retry}>Try again</Button>
            <Link href="/" className={buttonClass({ variant: "secondary" })}>
              Go home
            </Link>
          </>
        }
      >
        Something broke on our side. Nothing of yours is lost: your cart and your orders are as they were.
      </EmptyState>
    </div>
  );
}
