"use client";

import "./globals.css";
import { fatal } from "@cartwright/messages/en/fatal";
import { Button } from "@cartwright/ui/button";
import { EmptyState } from "@cartwright/ui/empty-state";
import { type PageError, useErrorReport } from "../features/shell/use-error-report.ts";

/** Shown when even the root layout failed. No messages were sent with the page, so its few are part of the script. */
export default function GlobalError({ error, retry }: { error: PageError; retry: () => void }) {
  useErrorReport(error);
  return (
    <html lang="en">
      <body>
        <title>{fatal.pageTitle}</title>
        <main className="page">
          <EmptyState as="h1" title={fatal.title} action={<Button onClick={retry}>{fatal.tryAgain}</Button>}>
            {fatal.body}
          </EmptyState>
        </main>
      </body>
    </html>
  );
}
